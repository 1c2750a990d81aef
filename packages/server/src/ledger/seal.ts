import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { SEAL } from '@srs-desk/shared/audit/seal-context.ts';

// Drawn many at a time: asking the system for twelve bytes costs as much as sealing them.
const IVS_AT_ONCE = 512;
let ivs = Buffer.alloc(0);
let nextIv = 0;

function freshIv(): Buffer {
  if (nextIv >= ivs.length) {
    ivs = randomBytes(SEAL.ivBytes * IVS_AT_ONCE);
    nextIv = 0;
  }
  const iv = ivs.subarray(nextIv, nextIv + SEAL.ivBytes);
  nextIv += SEAL.ivBytes;
  return iv;
}

/** AES-256-GCM: iv ‖ ciphertext ‖ tag, bound to `context`. */
export function encrypt(key: Uint8Array, context: string, plain: Uint8Array): Buffer {
  const iv = freshIv();
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

/** Keyed stand-in for a person's identifying text: the same text gives the same token, and nothing leads back. */
export function personToken(tokenKey: Uint8Array, text: string): Buffer {
  return createHmac('sha256', tokenKey).update(text).digest().subarray(0, 16);
}
