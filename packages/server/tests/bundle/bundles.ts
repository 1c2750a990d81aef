import { join } from 'node:path';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where `scripts/bundle-under-test.mjs` put the bundles. */
    bundles: string;
  }
}

/** The bundled program, as a path to run with Node: `main`, `desk`, or a child of a test. */
export function bundled(name: 'main' | 'desk' | 'crash-child' | 'desk-child' | 'stuck-desk'): string {
  return join(inject('bundles'), `${name}.js`);
}
