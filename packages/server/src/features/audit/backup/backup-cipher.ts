import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Transform } from 'node:stream';
import * as z from 'zod';

/**
 * The form of a backup: a line of JSON, then pieces of the compressed database, each encrypted with AES-256-GCM under a
 * key of this backup (HKDF-SHA256 from the wrapping key in the key file). A piece's nonce counts it and marks the last,
 * so that pieces can be neither swapped nor cut off unnoticed; the first line is bound to all of them.
 */
export const BACKUP_FORMAT = 'srs-desk-backup/1';

const PIECE = 1 << 20;
const TAG = 16;

export const backupHeader = z.object({
  format: z.literal(BACKUP_FORMAT),
  createdAt: z.string(),
  log: z.string(),
  lastSeq: z.int().nonnegative(),
  salt: z.base64(),
});
export type BackupHeader = z.infer<typeof backupHeader>;

/** A backup that cannot be read: cut off, changed, or of another key. */
export class BackupBroken extends Error {
  override readonly name = 'BackupBroken';
}

/** A new header with a fresh salt. */
export function newHeader(about: Pick<BackupHeader, 'createdAt' | 'log' | 'lastSeq'>): BackupHeader {
  return { format: BACKUP_FORMAT, ...about, salt: randomBytes(32).toString('base64') };
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

/** Encrypts what flows through; emits the header line first. */
export function sealBackup(wrapping: Uint8Array, header: BackupHeader): Transform {
  const key = keyOf(wrapping, header);
  const line = Buffer.from(`${JSON.stringify(header)}\n`);
  let rest: Buffer = Buffer.alloc(0);
  let count = 0;
  const seal = (piece: Buffer, last: boolean): Buffer => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(count++, last));
    cipher.setAAD(line);
    return Buffer.concat([cipher.update(piece), cipher.final(), cipher.getAuthTag()]);
  };
  let begun = false;
  return new Transform({
    transform(chunk: Buffer, _, done) {
      if (!begun) this.push(line);
      begun = true;
      rest = join(rest, chunk);
      // The last piece is kept back, for it is marked.
      for (; rest.length > PIECE; rest = rest.subarray(PIECE))
        this.push(seal(rest.subarray(0, PIECE), false));
      done();
    },
    flush(done) {
      if (!begun) this.push(line);
      this.push(seal(rest, true));
      done();
    },
  });
}

/** Undoes {@link sealBackup} for what follows the header line. Fails with {@link BackupBroken}. */
export function openBackup(wrapping: Uint8Array, header: BackupHeader, headerLine: string): Transform {
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
