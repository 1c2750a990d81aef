/** What became of a line of an import. */
export const IMPORT_OUTCOMES = ['new', 'known', 'not_found', 'pending', 'conflict', 'invalid'] as const;

/** One of {@link IMPORT_OUTCOMES}. */
export type ImportOutcome = (typeof IMPORT_OUTCOMES)[number];
