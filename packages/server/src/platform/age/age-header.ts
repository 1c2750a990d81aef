import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  timingSafeEqual,
} from 'node:crypto';
import { type AgeIdentity, type AgeRecipient, publicBytes, publicKeyOf } from './age-keys.ts';

/** How every such file begins. */
export const AGE_VERSION = 'age-encryption.org/v1';
const INFO = `${AGE_VERSION}/X25519`;
const FILE_KEY_BYTES = 16;
const TAG_BYTES = 16;
const NO_NONCE = Buffer.alloc(12);

/** A file that is none of age, or that cannot be opened: cut off, changed, or meant for others. */
export class AgeBroken extends Error {
  override readonly name = 'AgeBroken';
}

/** The header of a file (https://age-encryption.org/v1) that those recipients can open, by X25519. */
export function writeHeader(fileKey: Uint8Array, recipients: readonly AgeRecipient[]): Buffer {
  const stanzas = recipients.map((recipient) => stanzaFor(fileKey, recipient));
  const signed = `${[AGE_VERSION, ...stanzas].join('\n')}\n---`;
  return Buffer.from(`${signed} ${base64(macOf(fileKey, signed))}\n`);
}

/**
 * Opens a header: the key of the file, and where the header ends in `start`, which must hold the whole of it.
 * @throws AgeBroken
 */
export function readHeader(
  start: Buffer,
  identities: readonly AgeIdentity[],
): { fileKey: Buffer; end: number } {
  const text = start.toString('latin1');
  const [header, signed, mac] = /^(age-encryption\.org\/v1\n(?:.*\n)*?---) (\S+)\n/.exec(text) ?? [];
  if (header === undefined || signed === undefined || mac === undefined)
    throw new AgeBroken('it is no file of age');
  const stanzas = signed.matchAll(/^-> X25519 (\S+)\n([A-Za-z0-9+/]+)$/gm);
  for (const [, share = '', wrapped = ''] of stanzas) {
    const parts = [Buffer.from(share, 'base64'), Buffer.from(wrapped, 'base64')] as const;
    const fileKey = firstOf(identities, (identity) => unwrap(...parts, identity));
    if (fileKey === null) continue;
    // As texts: base64 of the same bytes has several spellings, and only one is right.
    const told = Buffer.from(mac);
    const right = Buffer.from(base64(macOf(fileKey, signed)));
    if (told.length !== right.length || !timingSafeEqual(told, right))
      throw new AgeBroken('its header was changed');
    return { fileKey, end: header.length };
  }
  throw new AgeBroken('it was made for another key');
}

function firstOf<T, R>(list: readonly T[], find: (one: T) => R | null): R | null {
  for (const one of list) {
    const found = find(one);
    if (found !== null) return found;
  }
  return null;
}

/** A key of a file's own, from what is secret, for one purpose. */
export function derivedKey(secret: Uint8Array, salt: Uint8Array, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, salt, info, 32));
}

function stanzaFor(fileKey: Uint8Array, recipient: AgeRecipient): string {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const share = publicBytes(publicKey);
  const shared = diffieHellman({ privateKey, publicKey: publicKeyOf(recipient) });
  const key = derivedKey(shared, Buffer.concat([share, recipient]), INFO);
  const cipher = createCipheriv('chacha20-poly1305', key, NO_NONCE, { authTagLength: TAG_BYTES });
  const wrapped = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
  // 32 bytes take 43 signs: the one short line that ends a stanza.
  return `-> X25519 ${base64(share)}\n${base64(wrapped)}`;
}

function unwrap(share: Uint8Array, wrapped: Buffer, { secret, recipient }: AgeIdentity): Buffer | null {
  if (share.length !== 32 || wrapped.length !== FILE_KEY_BYTES + TAG_BYTES) return null;
  const shared = diffieHellman({ privateKey: secret, publicKey: publicKeyOf(share) });
  const key = derivedKey(shared, Buffer.concat([share, recipient]), INFO);
  const decipher = createDecipheriv('chacha20-poly1305', key, NO_NONCE, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(wrapped.subarray(FILE_KEY_BYTES));
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(0, FILE_KEY_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
}

function macOf(fileKey: Uint8Array, signed: string): Buffer {
  return createHmac('sha256', derivedKey(fileKey, Buffer.alloc(0), 'header'))
    .update(signed, 'latin1')
    .digest();
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replaceAll('=', '');
}
