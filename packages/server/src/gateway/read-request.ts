import type { IncomingMessage } from 'node:http';
import { SERVICES, type Service } from './classify-call.ts';

/** Longest request body that is taken, in bytes. */
export const LONGEST_REQUEST = 1024 * 1024;

/** The whole body; null when there is none, `too_large` beyond 1 MiB (the rest is not read), `broken` when it never came whole. */
export async function readRequestBody(req: IncomingMessage): Promise<Buffer | null | 'too_large' | 'broken'> {
  if (Number(req.headers['content-length'] ?? 0) > LONGEST_REQUEST) return 'too_large';
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of req) {
      const bytes = piece as Buffer;
      length += bytes.length;
      if (length > LONGEST_REQUEST) return 'too_large';
      pieces.push(bytes);
    }
  } catch {
    return 'broken';
  }
  // A body that is there but empty is not the same as none: its content type is sent on with it.
  const announced =
    req.headers['content-length'] !== undefined || req.headers['transfer-encoding'] !== undefined;
  return length === 0 && !announced ? null : Buffer.concat(pieces);
}

/** Where a request below `/gateway` goes. */
export interface GatewayTarget {
  service: Service;
  /** Path and query below the service's base URL, untouched; starts with `/` or is empty. */
  path: string;
  /** The key that stood in the address, if one did. */
  key: string | null;
}

/**
 * Reads `/srs/…`, or `/~key/srs/…` for applications that can set nothing but a base URL. Null for anything else, and for
 * paths with dot segments, plain or encoded: they could climb out of the base URL.
 */
export function readTarget(url: string): GatewayTarget | null {
  const match = /^(?:\/~([^/?]+))?\/([a-z]+)(\/[^?]*)?(\?.*)?$/.exec(url);
  const service = SERVICES.find((name) => name === match?.[2]);
  if (match === null || service === undefined) return null;
  const path = match[3] ?? '';
  if (path.split('/').some(isDotSegment) || path.includes('\\')) return null;
  return { service, path: path + (match[4] ?? ''), key: match[1] ?? null };
}

function isDotSegment(segment: string): boolean {
  const plain = segment.replace(/%2e/gi, '.');
  return plain === '.' || plain === '..' || /%2f|%5c/i.test(segment);
}
