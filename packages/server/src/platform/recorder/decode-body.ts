import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { Decompress } from 'fzstd';
import iconv from 'iconv-lite';

/** Longest that a compressed body may unpack to, in bytes: beyond it the body is kept as unreadable. */
const LONGEST_UNPACKED = 4 * 1024 * 1024;

/**
 * The text of a body: unpacked where its headers (names in lower case) say how and the body is whole, read by the charset that
 * they or a byte order mark declare, else as UTF-8. What cannot be unpacked is given as base64. Never throws, and never
 * unpacks more than 4 MiB.
 */
export function decodeBody(bytes: Buffer, headers: Readonly<Record<string, string>>, whole: boolean): string {
  const encodings = encodingsOf(headers);
  if (encodings.length === 0) return textOf(bytes, headers['content-type']);
  if (!whole || bytes.length === 0) return bytes.toString('base64');
  try {
    const unpacked = encodings.reduceRight((packed, name) => unpack(packed, name), bytes);
    return textOf(unpacked, headers['content-type']);
  } catch {
    return bytes.toString('base64');
  }
}

/** True when a body's bytes are its text in UTF-8 as they came. */
export function isPlain(headers: Readonly<Record<string, string>>): boolean {
  return encodingsOf(headers).length === 0 && /^utf-?8$|^$/i.test(charsetOf(headers['content-type']));
}

/** In the order in which they were applied; none for a plain body. */
function encodingsOf(headers: Readonly<Record<string, string>>): string[] {
  const names = (headers['content-encoding'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '' && name !== 'identity');
}

function charsetOf(contentType: string | undefined): string {
  return /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType ?? '')?.[1] ?? '';
}

function textOf(bytes: Buffer, contentType: string | undefined): string {
  const charset = byteOrderMark(bytes) ?? charsetOf(contentType);
  return charset !== '' && iconv.encodingExists(charset)
    ? iconv.decode(bytes, charset)
    : bytes.toString('utf8');
}

function byteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null;
}

function unpack(bytes: Buffer, encoding: string): Buffer {
  const options = { maxOutputLength: LONGEST_UNPACKED };
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, options);
    case 'deflate':
      // RFC 9110 §8.4.1.2: some send it without the zlib wrapper, whose first byte ends in 8.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync(bytes, options) : inflateRawSync(bytes, options);
    case 'br':
      return brotliDecompressSync(bytes, options);
    case 'zstd':
      return unzstd(bytes);
    default:
      throw new Error(`no way to unpack ${encoding}`);
  }
}

// Node 20 has no zstd of its own.
function unzstd(bytes: Buffer): Buffer {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Decompress((piece) => {
    length += piece.length;
    if (length > LONGEST_UNPACKED) throw new Error('unpacks to too much');
    pieces.push(piece);
  });
  stream.push(bytes, true);
  return Buffer.concat(pieces);
}
