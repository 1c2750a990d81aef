/** SHA-256, handed in so that the rules run in a browser, in Node and in a test alike. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** Length of every hash in the log, in bytes. */
export const HASH_BYTES = 32;

/** `prevHash` of the first entry, as hex. */
export const ZERO_HASH_HEX = '0'.repeat(2 * HASH_BYTES);

/** `prevHash` of the first entry, as bytes (a fresh array each time). */
export function zeroHash(): Uint8Array {
  return new Uint8Array(HASH_BYTES);
}

/** Leaf of a stored entry: SHA-256(0x00 ‖ bytes) (RFC 6962 §2.1). It is also the next entry's `prevHash`. */
export function leafHash(sha256: Sha256, bytes: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(bytes.length + 1);
  prefixed.set(bytes, 1);
  return sha256(prefixed);
}

/** Inner node: SHA-256(0x01 ‖ left ‖ right) (RFC 6962 §2.1). */
export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  const joined = new Uint8Array(1 + left.length + right.length);
  joined[0] = 1;
  joined.set(left, 1);
  joined.set(right, 1 + left.length);
  return sha256(joined);
}
