import type { IncomingMessage } from 'node:http';

const LIMIT = 1024 * 1024;

/** Gives the body as text, or null when it is larger than 1 MiB. A request that breaks off gives nothing. */
export function readBody(req: IncomingMessage, done: (body: string | null) => void): void {
  const parts: Buffer[] = [];
  let length = 0;
  req.on('data', (part: Buffer) => {
    length += part.length;
    if (length <= LIMIT) parts.push(part);
  });
  req.on('end', () => {
    done(length > LIMIT ? null : Buffer.concat(parts).toString('utf8'));
  });
}
