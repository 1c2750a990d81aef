import { createDecipheriv, hkdfSync } from 'node:crypto';
import { Transform } from 'node:stream';
import * as z from 'zod';
import { BackupBroken } from './backup-broken.ts';

/**
 * The form of backups up to version 0.2, still read: a line of JSON, then pieces of the compressed database, each encrypted with AES-256-GCM under a
 * key of this backup (HKDF-SHA256 from the wrapping key in the key file). A piece's nonce counts it and marks the last,
 * so that pieces can be neither swapped nor cut off unnoticed; the first line is bound to all of them.
 */
const BACKUP_FORMAT = 'srs-desk-backup/1';

const PIECE = 1 << 20;
const TAG = 16;

export const backupHeader = z.object({
  format: z.literal(BACKUP_FORMAT),
  createdAt: z.string(),
  log: z.string(),
  lastSeq: z.int().nonnegative(),
  salt: z.base64(),
});
type BackupHeader = z.infer<typeof backupHeader>;

/** Whether a file that begins with this line is a backup of that form. */
export function isOlderFormat(firstLine: string): boolean {
  return firstLine.startsWith(`{"format":"${BACKUP_FORMAT}"`);
}

function keyOf(wrapping: Uint8Array, header: BackupHeader): Buffer {
  return Buffer.from(hkdfSync('sha256', wrapping, Buffer.from(header.salt, 'base64'), BACKUP_FORMAT, 32));
}

function nonceOf(count: number, last: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(count), 3);
  nonce[11] = last ? 1 : 0;
  return nonce;
}

function join(a: Buffer, b: Buffer): Buffer {
  return a.length === 0 ? b : Buffer.concat([a, b]);
}

/** Decrypts what follows the header line. Fails with {@link BackupBroken}. */
export function openOlderBackup(wrapping: Uint8Array, header: BackupHeader, headerLine: string): Transform {
  const key = keyOf(wrapping, header);
  const line = Buffer.from(`${headerLine}\n`);
  let rest: Buffer = Buffer.alloc(0);
  let count = 0;
  const open = (piece: Buffer, last: boolean): Buffer => {
    if (piece.length < TAG) throw new BackupBroken('the backup is cut off');
    const end = piece.length - TAG;
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(count++, last));
    decipher.setAAD(line);
    decipher.setAuthTag(piece.subarray(end));
    try {
      return Buffer.concat([decipher.update(piece.subarray(0, end)), decipher.final()]);
    } catch {
      throw new BackupBroken('the backup is damaged, cut off, or was made with another key file');
    }
  };
  return new Transform({
    transform(chunk: Buffer, _, done) {
      try {
        rest = join(rest, chunk);
        for (; rest.length > PIECE + TAG; rest = rest.subarray(PIECE + TAG)) {
          this.push(open(rest.subarray(0, PIECE + TAG), false));
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        this.push(open(rest, true));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
