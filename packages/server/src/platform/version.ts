import manifest from '../../package.json' with { type: 'json' };

/** Of this desk, by semantic versioning. */
export const VERSION: string = manifest.version;
