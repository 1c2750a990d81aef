import type { IncomingMessage } from 'node:http';
import { SERVICES, type Service } from './classify-call.ts';

/** Longest request body that is taken, in bytes. */
export const LONGEST_REQUEST = 1024 * 1024;

/** Of a body that is too long, so much is still read (and thrown away), so that the answer reaches its sender. */
const DRAINED_AT_MOST = 16 * LONGEST_REQUEST;
const DRAINED_FOR_MS = 3_000;

/** Whether a body comes. One that is there but empty is not the same as none: its content type is sent on with it. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** The whole body; `too_large` beyond 1 MiB (the rest is not kept), `broken` when it never came whole. */
export async function readRequestBody(req: IncomingMessage): Promise<Buffer | 'too_large' | 'broken'> {
  if (Number(req.headers['content-length'] ?? 0) > LONGEST_REQUEST) return drained(req);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    // A stream that a loop leaves early is destroyed, and the 413 with it.
    for await (const piece of req.iterator({ destroyOnReturn: false })) {
      const bytes: Buffer = piece;
      length += bytes.length;
      if (length > LONGEST_REQUEST) return drained(req);
      pieces.push(bytes);
    }
  } catch {
    return 'broken';
  }
  return Buffer.concat(pieces);
}

/** Reads on without keeping anything: a sender that is cut off while it sends never sees why. */
function drained(req: IncomingMessage): Promise<'too_large'> {
  return new Promise((resolve) => {
    let left = DRAINED_AT_MOST;
    const done = (): void => {
      clearTimeout(timer);
      req.off('data', count);
      resolve('too_large');
    };
    const count = (bytes: Buffer): void => {
      left -= bytes.length;
      if (left < 0) done();
    };
    const timer = setTimeout(done, DRAINED_FOR_MS);
    for (const event of ['end', 'close', 'error']) req.once(event, done);
    req.on('data', count);
    req.resume();
  });
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
  // Few paths hold any of this, and only then could a segment lead upwards.
  if (/[.%;\\]/.test(path) && (path.split('/').some(isDotSegment) || path.includes('\\'))) return null;
  return { service, path: path + (match[4] ?? ''), key: match[1] ?? null };
}

function isDotSegment(segment: string): boolean {
  // Some servers take what follows a semicolon for parameters of the segment, and `..;` for a step up.
  const plain = segment.replace(/%2e/gi, '.').replace(/(?:;|%3b).*$/i, '');
  return plain === '.' || plain === '..' || /%2f|%5c/i.test(segment);
}
