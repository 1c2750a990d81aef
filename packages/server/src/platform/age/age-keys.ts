import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { fromBech32, toBech32 } from './bech32.ts';

const SECRET_PREFIX = 'age-secret-key-';
const PUBLIC_PREFIX = 'age';
// What stands before the 32 bytes of an X25519 key in DER (RFC 8410).
const PRIVATE_DER = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b656e032100', 'hex');

/** Who can open a file: the public half, 32 bytes. */
export type AgeRecipient = Uint8Array;

/** What opens a file. */
export interface AgeIdentity {
  readonly secret: KeyObject;
  readonly recipient: AgeRecipient;
}

/** The identity with this secret of 32 bytes. */
export function ageIdentity(secretBytes: Uint8Array): AgeIdentity {
  const der = Buffer.concat([PRIVATE_DER, secretBytes]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { secret, recipient: publicBytes(createPublicKey(secret)) };
}

/** The 32 bytes of a public key. */
export function publicBytes(key: KeyObject): Uint8Array {
  return Uint8Array.from(key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_DER.length));
}

/** The public key of these 32 bytes. */
export function publicKeyOf(bytes: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PUBLIC_DER, bytes]), format: 'der', type: 'spki' });
}

/** An identity as the program `age` reads it (`AGE-SECRET-KEY-1…`): a secret. */
export function identityText({ secret }: AgeIdentity): string {
  const bytes = secret.export({ format: 'der', type: 'pkcs8' }).subarray(PRIVATE_DER.length);
  return toBech32(SECRET_PREFIX, bytes).toUpperCase();
}

/** Reads `AGE-SECRET-KEY-1…`; null for anything else. */
export function parseIdentity(text: string): AgeIdentity | null {
  const bytes = fromBech32(SECRET_PREFIX, text);
  return bytes?.length === 32 ? ageIdentity(bytes) : null;
}

/** A recipient as the program `age` writes it (`age1…`): no secret. */
export function recipientText(recipient: AgeRecipient): string {
  return toBech32(PUBLIC_PREFIX, recipient);
}

/** Reads `age1…`; null for anything else. */
export function parseRecipient(text: string): AgeRecipient | null {
  const bytes = fromBech32(PUBLIC_PREFIX, text);
  return bytes?.length === 32 ? bytes : null;
}
