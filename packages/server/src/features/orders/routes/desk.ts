import { statsView } from '@srs-desk/shared/api/stats.ts';
import * as z from 'zod';
import { Forbidden } from '../../../platform/errors.ts';
import { holds } from '../../../platform/holds.ts';
import { readinessOf } from '../../../platform/http/health.ts';
import { mayMeasure } from '../../../platform/http/may-measure.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { streamEvents } from '../../../platform/http/sse.ts';
import { VERSION } from '../../../platform/version.ts';
import { deskStats } from '../desk-stats.ts';

const readiness = z.object({ status: z.enum(['ready', 'not_ready']), reasons: z.array(z.string()) });
export const deskRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/stats',
    access: 'stats.read',
    summary: 'Counts by status, what needs attention, today in one line, and how the sync is doing',
    answers: { 200: statsView },
    handle: ({ desk }) => ({ body: deskStats(desk) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/events',
    access: 'events.read',
    work: 'stream',
    summary: 'Server-sent events: which rows changed',
    answers: { 200: { media: ['text/event-stream'] } },
    handle: ({ desk, services, req, res }) => {
      res.once('close', services.metrics.pageOpened());
      streamEvents(desk, res, () => services.authenticator.authenticate(req)?.who.role ?? null);
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/openapi.json',
    access: 'public',
    summary: 'This description',
    answers: { 200: z.record(z.string(), z.unknown()) },
    handle: ({ services }) => ({ body: services.openApi() }),
  }),
  defineRoute({
    method: 'get',
    path: '/healthz',
    access: 'public',
    summary: 'Whether the process answers',
    answers: { 200: z.object({ status: z.literal('ok'), version: z.string() }) },
    handle: () => ({ body: { status: 'ok', version: VERSION } }),
  }),
  defineRoute({
    method: 'get',
    path: '/readyz',
    access: 'public',
    summary: 'Whether the desk can be worked with',
    answers: { 200: readiness, 503: readiness },
    handle: ({ desk }) => {
      const { ready, reasons } = readinessOf(desk);
      return { status: ready ? 200 : 503, body: { status: ready ? 'ready' : 'not_ready', reasons } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/metrics',
    access: 'public',
    summary:
      'Measures for Prometheus: with METRICS_TOKEN or a key of that scope as bearer, without a token from this machine too',
    answers: { 200: { media: ['text/plain'] } },
    handle: async ({ desk, services, auth, req }) => {
      const byKey = auth?.by === 'key' && holds(auth.who, 'metrics.read');
      if (!byKey && !mayMeasure(req, desk.config.metrics.token)) {
        throw new Forbidden(
          'metrics_token',
          'Measures are given to who sends METRICS_TOKEN or a key with that scope; without a token to this machine too.',
        );
      }
      return {
        headers: { 'content-type': services.metrics.contentType },
        body: await services.metrics.text(),
      };
    },
  }),
];
