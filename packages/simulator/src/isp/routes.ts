import express, { type Request, type Response, Router } from 'express';
import * as z from 'zod';
import type { IspAction } from '../order-actions.ts';
import type { Simulation } from '../simulation.ts';
import { MOCK_STATUSES, renderNotFound, renderPage } from './page.ts';
import type { Language } from './texts.ts';

const reason = z
  .string()
  .trim()
  .max(200)
  .optional()
  .transform((value) => (value === '' ? undefined : value));
const failForm = z.object({ outcome: z.enum(['error', 'negative']).default('error'), reason });
const mockForm = z.object({ status: z.enum(MOCK_STATUSES), reason });

/** `?lang=` first, then what the browser prefers. */
function languageOf(req: Request): Language {
  const asked = req.query.lang;
  if (asked === 'de' || asked === 'en') return asked;
  return req.acceptsLanguages('en', 'de') === 'de' ? 'de' : 'en';
}

/** The action a form stands for; null for an unknown one or unreadable fields. */
function actionOf(name: string, fields: unknown): IspAction | null {
  if (name === 'start' || name === 'finish' || name === 'lose' || name === 'accept_terms') {
    return { kind: name };
  }
  if (name === 'fail') {
    const parsed = failForm.safeParse(fields ?? {});
    return parsed.success ? { kind: 'fail', ...parsed.data } : null;
  }
  const parsed = mockForm.safeParse(fields ?? {});
  return name === 'mock' && parsed.success ? { kind: 'mock', ...parsed.data } : null;
}

function sendPage(res: Response, status: number, html: string): void {
  res.status(status);
  res.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'");
  res.set('cache-control', 'no-store');
  res.set('referrer-policy', 'no-referrer');
  res.type('html').send(html);
}

/**
 * The identification provider's side of a target URL: the page that shows where the user stands, and the
 * forms on it. Looking at the page changes nothing.
 */
export function ispRoutes(simulation: Simulation): Router {
  const router = Router();
  router.use(express.urlencoded({ extended: false, limit: '10kb' }));
  router.get('/:refId', (req, res) => {
    const language = languageOf(req);
    const order = simulation.find(req.params.refId);
    if (order === undefined) return sendPage(res, 404, renderNotFound(language));
    const refused = req.query.refused === '1';
    const page = renderPage(order, simulation.clock.now(), language, simulation.book.speed, refused);
    sendPage(res, 200, page);
  });
  router.post('/:refId/:action', (req, res) => {
    const language = languageOf(req);
    const { refId } = req.params;
    const order = simulation.find(refId);
    const action = actionOf(req.params.action, req.body);
    if (order === undefined || action === null) return sendPage(res, 404, renderNotFound(language));
    const done = simulation.act(order, action);
    res.redirect(303, `/isp/${order.refId}?lang=${language}${done ? '' : '&refused=1'}`);
  });
  return router;
}
