import { fromBase64Url, toBase64Url } from './byte-text.ts';

/** AES-256-GCM as used for sealed fields: lengths in bytes. */
export const SEAL = { keyBytes: 32, ivBytes: 12, tagBytes: 16 } as const;

/** The parts of a sealed field. */
export type SealedParts = {
  readonly iv: Uint8Array;
  readonly ciphertext: Uint8Array;
  readonly tag: Uint8Array;
};

/**
 * Associated data of an entry's sealed field: its lower-case UUID as text. The number (`seq`) is not known yet when
 * the verb seals, so the UUID ties the ciphertext to its entry: moved elsewhere it does not open.
 */
export function sealContext(uuid: string): Uint8Array {
  return new TextEncoder().encode(uuid);
}

/** The text that stands in the entry's `sealed` field: base64url of iv ‖ ciphertext ‖ tag. */
export function joinSealed(parts: SealedParts): string {
  const joined = new Uint8Array(parts.iv.length + parts.ciphertext.length + parts.tag.length);
  joined.set(parts.iv, 0);
  joined.set(parts.ciphertext, parts.iv.length);
  joined.set(parts.tag, parts.iv.length + parts.ciphertext.length);
  return toBase64Url(joined);
}

/** The parts of a `sealed` field. Throws `ByteTextError` on bad text, `RangeError` if it is too short. */
export function splitSealed(text: string): SealedParts {
  const joined = fromBase64Url(text);
  const end = joined.length - SEAL.tagBytes;
  if (end < SEAL.ivBytes) throw new RangeError('sealed field is too short');
  return {
    iv: joined.subarray(0, SEAL.ivBytes),
    ciphertext: joined.subarray(SEAL.ivBytes, end),
    tag: joined.subarray(end),
  };
}
