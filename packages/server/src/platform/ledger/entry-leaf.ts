import { HASH_BYTES } from '@srs-desk/shared/audit/chain.ts';
import type { PreparedEntry } from './prepare-entry.ts';

/** Characters of a hash in hex. */
const HEX_CHARACTERS = 2 * HASH_BYTES;

/** Most bytes that {@link writeLeaf} needs for an entry. */
export function leafRoom({ before, after }: PreparedEntry): number {
  // A UTF-16 unit takes three bytes at most.
  return 1 + 3 * (before.length + after.length) + HEX_CHARACTERS;
}

/**
 * Writes what is hashed of an entry (RFC 6962 §2.1: 0x00 ‖ text) into `buffer` at `start`, with room for the hash of
 * the entry before; gives where the room is and where the entry ends.
 */
export function writeLeaf(
  entry: PreparedEntry,
  buffer: Buffer,
  start: number,
): { hashAt: number; end: number } {
  buffer[start] = 0;
  const hashAt = start + 1 + buffer.write(entry.before, start + 1);
  const afterAt = hashAt + HEX_CHARACTERS;
  return { hashAt, end: afterAt + buffer.write(entry.after, afterAt) };
}

/** Fills the room that {@link writeLeaf} left. */
export function writePreviousHash(buffer: Buffer, hashAt: number, prevHash: Uint8Array): void {
  const bytes = Buffer.from(prevHash.buffer, prevHash.byteOffset, prevHash.byteLength);
  buffer.write(bytes.toString('hex'), hashAt, 'latin1');
}
