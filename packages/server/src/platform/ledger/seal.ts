import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { SEAL } from '@srs-desk/shared/audit/seal.ts';
import type { PlainObject } from './entry-draft.ts';
import { LedgerMisuse } from './errors.ts';

// Drawn many at a time: asking the system for twelve bytes costs as much as sealing them.
const DRAWN_AT_ONCE = 8 * 1024;
let drawn = Buffer.alloc(0);
let next = 0;

/** Random bytes of the system, each given out once. */
export function freshBytes(count: number): Buffer {
  if (next + count > drawn.length) {
    drawn = randomBytes(Math.max(DRAWN_AT_ONCE, count));
    next = 0;
  }
  next += count;
  return drawn.subarray(next - count, next);
}

/** AES-256-GCM: iv ‖ ciphertext ‖ tag, bound to `context`. */
export function encrypt(key: Uint8Array, context: string, plain: Uint8Array): Buffer {
  const iv = freshBytes(SEAL.ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Undoes {@link encrypt}. @throws Error when key, context or data do not belong together. */
export function decrypt(key: Uint8Array, context: string, sealed: Uint8Array): Buffer {
  const end = sealed.length - SEAL.tagBytes;
  if (end < SEAL.ivBytes) throw new RangeError('sealed data is too short');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, SEAL.ivBytes));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(end));
  return Buffer.concat([decipher.update(sealed.subarray(SEAL.ivBytes, end)), decipher.final()]);
}

/** What is in `plain`, sealed as text (base64url). @throws LedgerMisuse without a key: its subject was erased */
export function sealText(key: Uint8Array | null, context: string, plain: PlainObject): string {
  if (key === null) throw new LedgerMisuse(`${context} cannot be sealed: its subject was erased`);
  return encrypt(key, context, Buffer.from(JSON.stringify(plain))).toString('base64url');
}

/** Keyed stand-in for a person's identifying text: the same text gives the same token, and nothing leads back. */
export function personToken(tokenKey: Uint8Array, text: string): Buffer {
  return createHmac('sha256', tokenKey).update(text).digest().subarray(0, 16);
}
