import { closeSync, createReadStream, createWriteStream, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { AuditKeys } from '../../../platform/ledger/key-file.ts';
import { BackupBroken, type BackupHeader, backupHeader, openBackup } from './backup-cipher.ts';

const LONGEST_HEADER = 4096;

/** The first line of a backup. @throws BackupBroken */
function readBackupHeader(path: string): { header: BackupHeader; line: string } {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(LONGEST_HEADER);
  const length = readSync(file, buffer, 0, LONGEST_HEADER, 0);
  closeSync(file);
  const end = buffer.subarray(0, length).indexOf(0x0a);
  const line = buffer.toString('utf8', 0, Math.max(end, 0));
  try {
    return { header: backupHeader.parse(JSON.parse(line)), line };
  } catch {
    throw new BackupBroken(`${path} is no backup of this desk`);
  }
}

/** Decrypts a backup into a database file at `to`. @throws BackupBroken */
export async function readBackup(path: string, keys: AuditKeys, to: string): Promise<BackupHeader> {
  const { header, line } = readBackupHeader(path);
  if (header.log !== keys.name) {
    throw new BackupBroken(`the backup is of log ${header.log}, the key file of ${keys.name}`);
  }
  const start = Buffer.byteLength(line) + 1;
  try {
    await pipeline(
      createReadStream(path, { start, highWaterMark: 1 << 20 }),
      openBackup(keys.wrapping, header, line),
      createGunzip(),
      createWriteStream(to, { mode: 0o600 }),
    );
  } catch (error) {
    if (error instanceof BackupBroken) throw error;
    throw new BackupBroken(
      `the backup cannot be unpacked: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return header;
}
