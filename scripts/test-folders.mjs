// Before any test: a folder for what tests write, in memory where there is room, for the disk is what most of them wait for.
// Those that test durability take theirs from `disk`. Both go when the run ends, whatever a test left in them.
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** Several times what a whole run holds at once. */
const ENOUGH_BYTES = 2 * 1024 ** 3;

function roomInMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

/** Vitest's global set-up: `tmpdir()` and all that tests start point into the one folder, `inject('disk')` is the other. */
export default function setup({ provide }) {
  const before = process.env.TMPDIR;
  const disk = mkdtempSync(join(tmpdir(), 'srs-desk-test-'));
  const scratch = mkdtempSync(join(roomInMemory() ? MEMORY : tmpdir(), 'srs-desk-test-'));
  process.env.TMPDIR = scratch;
  provide('disk', disk);
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    for (const folder of [disk, scratch]) rmSync(folder, { recursive: true, force: true });
  };
}
