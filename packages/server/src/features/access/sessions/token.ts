import { createHash, randomBytes } from 'node:crypto';

/** SHA-256 of a token: tokens are random, so no slow hash is needed. */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

/** A new random token of 256 bits in base64url after `prefix`, and its hash. */
export function newToken(prefix = ''): { token: string; hash: Uint8Array } {
  const token = prefix + randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}
