import { crc32 } from 'node:zlib';
import { damaged } from './image.ts';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Bytes of a chunk beside its data: length, type, checksum. */
const AROUND = 12;

/** A part of a PNG file: its type, such as `IHDR`, and what it holds. */
export interface Chunk {
  readonly type: string;
  readonly data: Buffer;
}

export function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE);
}

/** The chunks of a PNG file, to its end. @throws Unprocessable where one is cut or its checksum is wrong */
export function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; chunks.at(-1)?.type !== 'IEND'; ) {
    const length = at + AROUND <= bytes.length ? bytes.readUInt32BE(at) : Number.POSITIVE_INFINITY;
    if (at + AROUND + length > bytes.length) throw damaged('it is cut off');
    const named = bytes.subarray(at + 4, at + 8 + length);
    if (crc32(named) !== bytes.readUInt32BE(at + 8 + length)) {
      throw damaged('a checksum is wrong');
    }
    chunks.push({ type: named.toString('latin1', 0, 4), data: named.subarray(4) });
    at += AROUND + length;
  }
  return chunks;
}

/** A PNG file of these chunks and its end. */
export function pngOf(chunks: readonly Chunk[]): Buffer {
  const parts = [...chunks, { type: 'IEND', data: Buffer.alloc(0) }].map(({ type, data }) => {
    const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  });
  return Buffer.concat([SIGNATURE, ...parts]);
}
