import { createHash } from 'node:crypto';

/**
 * SHA-256 (hex) over what is stored in place of a password or a key, for the log: it proves that the stored hash is the one
 * that was set, and opens nothing.
 */
export function credentialDigest(stored: string | Uint8Array): string {
  return createHash('sha256').update(stored).digest('hex');
}

/** SHA-256 (hex) over who a person is at an identity provider, for the log: it proves that the stored identity is the one that logged in. */
export function identityDigest({ issuer, subject }: { issuer: string; subject: string }): string {
  return credentialDigest(JSON.stringify([issuer, subject]));
}
