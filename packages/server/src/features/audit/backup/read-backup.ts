import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs';
import type { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AGE_VERSION, AgeBroken, readHeader } from '../../../platform/age/age-header.ts';
import { decryptAge, LONGEST_HEADER } from '../../../platform/age/age-stream.ts';
import type { AuditKeys } from '../../../platform/ledger/key-file.ts';
import { logEdgesIn } from '../log/snapshot-file.ts';
import { BackupBroken } from './backup-broken.ts';
import { backupIdentities } from './backup-identity.ts';
import { backupHeader, isOlderFormat, openOlderBackup } from './older-format.ts';

/**
 * Decrypts a backup into a database file at `to`. Gives the number and the time (ms) of the log's last entry in it; zeros when it is
 * empty.
 * @throws BackupBroken
 */
export async function readBackup(
  path: string,
  keys: AuditKeys,
  to: string,
): Promise<{ lastSeq: number; lastAt: number }> {
  const { decrypt, start } = opening(path, keys);
  try {
    await pipeline(
      createReadStream(path, { start, highWaterMark: 1 << 20 }),
      decrypt,
      createGunzip(),
      createWriteStream(to, { mode: 0o600 }),
    );
    const { last, lastAt } = logEdgesIn(to);
    return { lastSeq: last, lastAt };
  } catch (error) {
    if (error instanceof BackupBroken) throw error;
    if (error instanceof AgeBroken) throw new BackupBroken(`${path} cannot be opened: ${error.message}`);
    throw new BackupBroken(
      `the backup cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** Whether a file, as far as it is written, is a backup that these keys open. One that cannot be read is somebody else's. */
export function opensBackup(path: string, keys: AuditKeys): boolean {
  try {
    readHeader(firstBytes(path), backupIdentities(keys));
    return true;
  } catch {
    return false;
  }
}

/** Whether a file that begins so is a backup. */
export function isBackup(start: string): boolean {
  return start.startsWith(AGE_VERSION) || isOlderFormat(start);
}

/** What decrypts the file, and from which byte on. */
function opening(path: string, keys: AuditKeys): { decrypt: Transform; start: number } {
  const line = firstLine(path);
  if (!isOlderFormat(line)) return { decrypt: decryptAge(backupIdentities(keys)), start: 0 };
  const header = backupHeader.parse(JSON.parse(line));
  if (header.log !== keys.name)
    throw new BackupBroken(`the backup is of log ${header.log}, the key file of ${keys.name}`);
  // Desks that wrote this form could not change their wrapping key: it was the first.
  const wrapping = keys.earlierWrapping[0] ?? keys.wrapping;
  return { decrypt: openOlderBackup(wrapping, header, line), start: Buffer.byteLength(line) + 1 };
}

function firstBytes(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(LONGEST_HEADER);
    return buffer.subarray(0, readSync(file, buffer, 0, LONGEST_HEADER, 0));
  } finally {
    closeSync(file);
  }
}

function firstLine(path: string): string {
  const start = firstBytes(path);
  return start.toString('utf8', 0, Math.max(start.indexOf(0x0a), 0));
}
