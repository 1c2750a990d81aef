import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BaseSequencer } from 'vitest/node';

/** From the longest files to the shortest: a browser file takes up to a minute, a file of unit tests a tenth of a second. */
const ORDER = [/\/web\/tests\//, /\/tests\//, /\/src\//];
/** Short to read, long to run: it goes through every page. */
const EVERY_PAGE = 'packages/web/tests/accessibility.test.ts';

/** The files below `tests` that a test file reaches by relative imports, itself among them. */
function reached(path, found = new Set()) {
  if (found.has(path) || !statSync(path, { throwIfNoEntry: false })) return found;
  found.add(path);
  for (const [, to] of readFileSync(path, 'utf8').matchAll(/ from '(\.[^']+)'/g)) {
    const next = join(dirname(path), to);
    if (next.includes('/tests/')) reached(next, found);
  }
  return found;
}

/** How much a file does, in bytes: what tests have in common lies in files of its own. */
const weight = ({ moduleId }) =>
  moduleId.endsWith(EVERY_PAGE)
    ? Number.POSITIVE_INFINITY
    : [...reached(moduleId)].reduce((sum, path) => sum + statSync(path).size, 0);

/**
 * Runs browser files, then those of the API, then unit tests, of each kind the larger files first: no long file is left for the
 * end, when the other workers have nothing to do.
 */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const weighed = files.map((file) => ({
      file,
      rank: ORDER.findIndex((part) => part.test(file.moduleId)),
      weight: weight(file),
    }));
    return weighed.toSorted((a, b) => a.rank - b.rank || b.weight - a.weight).map(({ file }) => file);
  }
}
