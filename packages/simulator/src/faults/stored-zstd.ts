/** A zstd frame (RFC 8878 §3.1.1) that holds up to 128 KiB unpacked, in one raw block: Node 20 cannot pack. */
export function storedZstd(content: Buffer): Buffer {
  const frame = Buffer.alloc(12);
  // Magic number, then the descriptor: one segment, its size in four bytes.
  frame.writeUInt32LE(0xfd2fb528, 0);
  frame.writeUInt8(0xa0, 4);
  frame.writeUInt32LE(content.length, 5);
  frame.writeUIntLE((content.length << 3) | 1, 9, 3);
  return Buffer.concat([frame, content]);
}
