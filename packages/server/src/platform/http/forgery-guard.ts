import type { Request } from 'express';
import { Forbidden } from '../errors.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether the page that sent this is ours: browsers name it, and cannot be made to name another. */
function sameOrigin(req: Request, publicUrl: string | null): boolean {
  const { origin } = req.headers;
  if (origin === undefined) return true;
  const own = new Set([`${req.protocol}://${req.host}`]);
  if (publicUrl !== null) own.add(new URL(publicUrl).origin);
  return own.has(origin);
}

/**
 * Refuses requests that another site made this browser send.
 * @throws Forbidden `foreign_origin`; `missing_request_header` for changes by cookie without our header.
 */
export function guardAgainstForgery(req: Request, byCookie: boolean, publicUrl: string | null): void {
  if (SAFE.has(req.method)) return;
  if (!sameOrigin(req, publicUrl)) {
    throw new Forbidden('foreign_origin', 'This request came from a page of another site.');
  }
  if (byCookie && req.headers['x-requested-with'] !== 'srs-desk') {
    throw new Forbidden(
      'missing_request_header',
      'Changes made with a session cookie carry the header X-Requested-With: srs-desk.',
    );
  }
}
