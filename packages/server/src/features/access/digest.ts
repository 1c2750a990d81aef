import { createHash } from 'node:crypto';

/**
 * SHA-256 (hex) over what is stored in place of a password or a key, for the log: it proves that the stored hash is the one
 * that was set, and opens nothing.
 */
export function credentialDigest(stored: string | Uint8Array): string {
  return createHash('sha256').update(stored).digest('hex');
}
