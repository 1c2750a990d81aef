import { accessSync, chmodSync, closeSync, constants, existsSync, openSync, statSync } from 'node:fs';

/** What WAL keeps beside a database file. */
export const WAL_FILES = ['-wal', '-shm'] as const;

const OTHERS = 0o077;

/**
 * Keeps a database file, and what SQLite keeps beside it, from everybody but its owner: makes it so where it is missing
 * (SQLite would leave that to the umask), closes it where others may read it. SQLite gives `-wal` and `-shm` the same mode.
 */
export function keepPrivate(path: string): void {
  // A file that is there is not opened: closing it would drop every lock that this process has on it (POSIX), SQLite's too.
  if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
  else closeSync(openSync(path, 'a', 0o600));
  for (const file of [path, ...WAL_FILES.map((ending) => path + ending)]) {
    const found = statSync(file, { throwIfNoEntry: false });
    if (found === undefined || (found.mode & OTHERS) === 0) continue;
    try {
      chmodSync(file, 0o600);
    } catch {
      // Not ours, or on a file system without modes: whoever set that up decides who reads it.
    }
  }
}
