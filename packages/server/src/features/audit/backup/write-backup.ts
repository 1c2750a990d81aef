import {
  closeSync,
  createReadStream,
  createWriteStream,
  fsyncSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { AgeRecipient } from '../../../platform/age/age-keys.ts';
import { encryptAge } from '../../../platform/age/age-stream.ts';
import type { AuditKeys } from '../../../platform/ledger/key-file.ts';
import { logEdgesIn, snapshotDatabase } from '../log/snapshot-file.ts';
import { backupIdentity } from './backup-identity.ts';
import { opensBackup } from './read-backup.ts';

/**
 * Writes an encrypted backup of the living database: gzip in a file of age, which `age` and `gunzip` open too
 * (`backupIdentity`). The unencrypted copy it is made from lies beside the database for
 * that long, readable by its owner alone. Gives the log's size in it.
 */
export async function writeBackup(parts: {
  databasePath: string;
  keys: AuditKeys;
  /** Who can open it besides whoever has the key file. */
  recipients: readonly AgeRecipient[];
  out: string;
  now: number;
  /** Gives it up. */
  signal?: AbortSignal;
  /** Bytes of the copy that are written, and all of them. */
  onProgress?: (phase: 'copying' | 'writing', done: number, total: number) => void;
}): Promise<{ lastSeq: number }> {
  const copy = join(dirname(parts.databasePath), `backup-${process.pid}-${parts.now}.part`);
  const draft = `${parts.out}.part`;
  closeSync(openSync(copy, 'w', 0o600));
  try {
    parts.onProgress?.('copying', 0, 0);
    await snapshotDatabase(parts.databasePath, copy);
    const { last: lastSeq } = logEdgesIn(copy);
    const { size } = statSync(copy);
    let done = 0;
    await pipeline(
      createReadStream(copy, { highWaterMark: 1 << 20 }),
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          done += piece.length;
          parts.onProgress?.('writing', done, size);
          yield piece;
        }
      },
      createGzip({ level: 1 }),
      encryptAge([backupIdentity(parts.keys).recipient, ...parts.recipients]),
      createWriteStream(draft, { mode: 0o600 }),
      ...(parts.signal ? [{ signal: parts.signal }] : []),
    );
    const file = openSync(draft, 'r');
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, parts.out);
    return { lastSeq };
  } finally {
    for (const path of [copy, `${copy}-wal`, `${copy}-shm`, `${copy}-journal`, draft])
      rmSync(path, { force: true });
  }
}

/** Removes what backups under way left in the folder of backups when they were killed; another desk's stay, and what cannot be read. */
export function removeDeadDrafts(dir: string, keys: AuditKeys): void {
  try {
    for (const name of readdirSync(dir)) {
      const path = join(dir, name);
      if (/^desk-.*\.db\.gz\.age\.part$/.test(name) && opensBackup(path, keys)) rmSync(path);
    }
  } catch {
    // No folder yet, or none that can be read: whoever makes a backup is told.
  }
}

/**
 * Removes the unencrypted copies that backups left behind when they were killed: later erasures would not reach them. For who
 * owns the data folder and makes none itself: the number in a name says nothing, for in a container each desk is process 1.
 */
export function removeDeadCopies(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (/^backup-\d+-\d+\.part(-wal|-shm|-journal|\.part)?$/.test(name))
      rmSync(join(dataDir, name), { force: true });
  }
  for (const draft of ['desk.db.restored', 'desk.db.pruned']) {
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(dataDir, draft + suffix), { force: true });
  }
}
