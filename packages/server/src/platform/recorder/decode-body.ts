import { brotliDecompressSync, gunzipSync, inflateSync, type ZlibOptions } from 'node:zlib';

/** Longest text that a compressed body may unpack to, in bytes: beyond it the body is kept as unreadable. */
const LONGEST_TEXT = 1024 * 1024;

/**
 * The text of a body for the log: unpacked where `encoding` says how and the body is whole, else its bytes as base64. Never throws, and
 * never unpacks more than 1 MiB.
 */
export function decodeBody(bytes: Buffer, encoding: string | undefined, whole: boolean): string {
  const name = encoding?.trim().toLowerCase() ?? 'identity';
  if (name === '' || name === 'identity') return bytes.toString('utf8');
  const unpack = UNPACKERS.get(name);
  if (unpack === undefined || !whole || bytes.length === 0) return bytes.toString('base64');
  try {
    return unpack(bytes, { maxOutputLength: LONGEST_TEXT }).toString('utf8');
  } catch {
    return bytes.toString('base64');
  }
}

const UNPACKERS: ReadonlyMap<string, (bytes: Buffer, options: ZlibOptions) => Buffer> = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateSync],
  [
    'br',
    (bytes: Buffer, options: ZlibOptions) =>
      brotliDecompressSync(bytes, { maxOutputLength: options.maxOutputLength }),
  ],
] as [string, (bytes: Buffer, options: ZlibOptions) => Buffer][]);
