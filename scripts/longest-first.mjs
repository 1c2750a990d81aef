import { BaseSequencer } from 'vitest/node';

/** From the longest files to the shortest: a browser file takes up to a minute, a file of unit tests a tenth of a second. */
const ORDER = ['browser', 'api', 'unit'];

/**
 * Runs the projects one after the other, within each the larger files first: no long file is left for the end, when the
 * other workers have nothing to do, and a worker keeps what it has loaded until it comes to the next project.
 */
export class LongestFirst extends BaseSequencer {
  async sort(files) {
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => ORDER.indexOf(a.project.name) - ORDER.indexOf(b.project.name));
  }
}
