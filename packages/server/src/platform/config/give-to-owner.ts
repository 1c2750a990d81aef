import {
  closeSync,
  constants,
  existsSync,
  lchownSync,
  lstatSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

/**
 * Root at work in somebody else's folder leaves them what it made there: a service under a user of its own could not open it.
 * Anybody else's files are theirs as they are, and what lies elsewhere is not touched: no link leads there.
 * @throws the system's error, with its `code`
 */
export function giveToOwner(folder: string): void {
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() !== 0 || uid === 0) return;
  giveAll(folder, uid, gid, O_RDONLY | O_DIRECTORY);
}

function giveAll(folder: string, uid: number, gid: number, how: number): void {
  const open = openSync(folder, how);
  try {
    // The folder that was opened, even where its owner puts a link in its place meanwhile.
    const opened = `/proc/self/fd/${open}`;
    const here = existsSync(opened) ? opened : folder;
    for (const name of readdirSync(here)) give(join(here, name), uid, gid);
  } finally {
    closeSync(open);
  }
}

function give(path: string, uid: number, gid: number): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) giveAll(path, uid, gid, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  // A file with a second name may be one of elsewhere.
  if (found.uid === 0 && (found.isDirectory() || found.nlink === 1)) lchownSync(path, uid, gid);
}
