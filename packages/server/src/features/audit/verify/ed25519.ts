import { createPublicKey, type KeyObject, verify } from 'node:crypto';

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex');

let lastKey: { raw: Uint8Array; key: KeyObject } | null = null;

function keyObject(raw: Uint8Array): KeyObject {
  if (lastKey !== null && Buffer.compare(lastKey.raw, raw) === 0) return lastKey.key;
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, raw]), format: 'der', type: 'spki' });
  lastKey = { raw, key };
  return key;
}

/** Ed25519 (RFC 8032) as the note format wants it. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return verify(null, message, keyObject(publicKey), signature);
}
