import type { ListSpec } from '@srs-desk/shared/api/list.ts';
import { settingInput, settingRow } from '@srs-desk/shared/api/settings.ts';
import { statsView } from '@srs-desk/shared/api/stats.ts';
import { z } from 'zod';
import { Forbidden } from '../../../platform/errors.ts';
import { readinessOf } from '../../../platform/http/health.ts';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../../platform/http/list-answer.ts';
import { mayMeasure } from '../../../platform/http/may-measure.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { streamEvents } from '../../../platform/http/sse.ts';
import { changeSetting, listSettings, readSetting } from '../../../platform/settings/change-setting.ts';
import { VERSION } from '../../../platform/version.ts';
import { deskStats } from '../desk-stats.ts';

const settingList: ListSpec = {
  filters: { id: { type: 'text' }, name: { type: 'text' } },
  ranges: [],
  sorts: ['id', 'name'],
  defaultSort: ['id', 'ASC'],
  q: false,
};
const readiness = z.object({ status: z.enum(['ready', 'not_ready']), reasons: z.array(z.string()) });
const byName = z.object({ name: z.string().min(1).max(100) });

const stateRoutes: readonly Route[] = [
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
    summary: 'Server-sent events: which rows changed',
    answers: { 200: { media: ['text/event-stream'] } },
    handle: ({ desk, services, req, res }) => {
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
    summary: 'Measures for Prometheus: with METRICS_TOKEN as bearer, without one from this machine alone',
    answers: { 200: { media: ['text/plain'] } },
    handle: async ({ desk, services, req }) => {
      if (!mayMeasure(req, desk.config.metrics.token)) {
        throw new Forbidden(
          'metrics_token',
          'Measures are given to this machine, or to who sends METRICS_TOKEN.',
        );
      }
      return {
        headers: { 'content-type': services.metrics.contentType },
        body: await services.metrics.text(),
      };
    },
  }),
];

const settingRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/settings',
    access: 'settings.read',
    summary: 'What can be set, and what holds',
    query: listQuery,
    answers: { 200: z.array(settingRow) },
    handle: ({ desk, query }) => {
      const asked = readListQuery(settingList, query);
      return listAnswer('settings', asked, pageOf(listSettings(desk), asked));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/settings/:name',
    access: 'settings.read',
    summary: 'One setting',
    params: byName,
    answers: { 200: settingRow },
    handle: ({ desk, params }) => ({ body: readSetting(desk, params.name) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/settings/:name',
    access: 'settings.write',
    summary: 'Set it; null goes back to what holds without a setting',
    params: byName,
    body: settingInput,
    answers: { 200: settingRow },
    handle: async ({ desk, who, params, body }) => ({
      body: await changeSetting(desk, who, params.name, body.value),
    }),
  }),
];

export const deskRoutes: readonly Route[] = [...stateRoutes, ...settingRoutes];
