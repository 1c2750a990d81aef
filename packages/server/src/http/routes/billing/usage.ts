import { contentRange } from '@srs-desk/shared/api/list.ts';
import { periodSchema } from '@srs-desk/shared/billing/periods.ts';
import { USAGE_CELLS } from '@srs-desk/shared/billing/usage.ts';
import {
  anomalyView,
  completenessView,
  externalIdsView,
  forecastView,
  unassignedOrder,
  usageOrderRow,
  usageRow,
} from '@srs-desk/shared/billing/wire.ts';
import { z } from 'zod';
import { readCompleteness } from '../../../billing/completeness.ts';
import { readExternalIds, readUnassignedOrders } from '../../../billing/external-ids.ts';
import { readAnomalies, readForecast } from '../../../billing/outlook.ts';
import { currentPeriod, readSpan, readUsage } from '../../../billing/read-usage.ts';
import { rebuildUsage } from '../../../billing/rebook.ts';
import { exportUsage } from '../../../billing/usage-export.ts';
import { drillIntoUsage } from '../../../billing/usage-orders.ts';
import { InvalidInput } from '../../../errors.ts';
import { defineRoute, type Route } from '../../route.ts';
import { language, sendFile, wholeRange } from './send-file.ts';

const text = z.string().max(200).optional();
const span = { from: periodSchema.optional(), to: periodSchema.optional() };
const filters = { externalId: text, issuer: text, method: text };
const usageQuery = z.strictObject({ ...span, ...filters, groupBy: z.string().max(100).optional() });
const fileQuery = z.strictObject({ ...usageQuery.shape, lang: language });
const monthQuery = z.strictObject({ period: periodSchema.optional() });
const rangeText = z
  .string()
  .regex(/^\[\d{1,9},\d{1,9}\]$/, 'must be [first, last], such as [0,24]')
  .default('[0,24]');

function pageOf(range: string): { offset: number; limit: number } {
  const [first = 0, last = 0] = JSON.parse(range) as number[];
  if (last < first || last - first >= 1000) {
    throw new InvalidInput({ range: 'must not end before it begins, and ask for at most 1000 rows' });
  }
  return { offset: first, limit: last - first + 1 };
}

function fileRoute(format: 'csv' | 'xlsx'): Route {
  return defineRoute({
    method: 'get',
    path: `/api/usage.${format}`,
    access: 'usage.read',
    summary: `The usage asked for as ${format.toUpperCase()}, in English or German`,
    query: fileQuery,
    handle: async ({ desk, who, query: { lang, ...asked }, res }) =>
      sendFile(res, await exportUsage(desk, who, asked, format, lang)),
  });
}

/** Usage from rollups, the orders behind it, and what to think of it. */
export const usageRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/usage',
    access: 'usage.read',
    summary: 'Usage per External ID, month and method, or coarser by groupBy; amounts in minor units',
    query: usageQuery,
    answer: z.array(usageRow),
    handle: ({ desk, query }) => {
      const rows = readUsage(desk, query);
      return { headers: wholeRange('usage', rows), body: rows };
    },
  }),
  fileRoute('csv'),
  fileRoute('xlsx'),
  defineRoute({
    method: 'get',
    path: '/api/usage/completeness',
    access: 'usage.read',
    summary: 'How complete a month is, and why its figures may still change',
    query: monthQuery,
    answer: completenessView,
    handle: ({ desk, query }) => ({ body: readCompleteness(desk, query.period ?? currentPeriod(desk)) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage/external-ids',
    access: 'usage.read',
    summary: 'External IDs in use: where each came from, what it is billed as, look-alikes to settle',
    query: z.strictObject(span),
    answer: externalIdsView,
    handle: ({ desk, query }) => {
      const { from, to } = readSpan(desk, query);
      return { body: readExternalIds(desk, from, to) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage/unassigned',
    access: 'usage.read',
    summary: 'Orders of a month without External ID, with a proposal where a related order has one',
    query: monthQuery,
    answer: z.array(unassignedOrder),
    handle: ({ desk, query }) => {
      const rows = readUnassignedOrders(desk, query.period ?? currentPeriod(desk), 500);
      return { headers: wholeRange('unassigned', rows), body: rows };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage/orders',
    access: 'usage.read',
    summary: 'The orders behind a usage figure',
    query: z.strictObject({
      period: periodSchema,
      ...filters,
      cell: z.enum([...USAGE_CELLS, 'verified', 'billable']).optional(),
      range: rangeText,
    }),
    answer: z.array(usageOrderRow),
    handle: ({ desk, query: { range, ...asked } }) => {
      const page = pageOf(range);
      const { rows, total, capped } = drillIntoUsage(desk, { ...asked, ...page });
      return {
        headers: {
          'content-range': contentRange('usage-orders', page.offset, rows.length, total),
          ...(capped ? { 'x-total-capped': '1' } : {}),
        },
        body: rows,
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage/forecast',
    access: 'usage.read',
    summary: 'The current month by day, and where it will probably end (a forecast)',
    query: z.strictObject({ externalId: text }),
    answer: forecastView,
    handle: ({ desk, query }) => ({ body: readForecast(desk, query.externalId) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage/anomalies',
    access: 'usage.read',
    summary: 'Customers far from their past, sudden failures, prices without use, each with its figures',
    query: monthQuery,
    answer: z.array(anomalyView),
    handle: ({ desk, query }) => {
      const rows = readAnomalies(desk, query.period ?? currentPeriod(desk));
      return { headers: wholeRange('anomalies', rows), body: rows };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/usage/rebuild',
    access: 'prices.write',
    summary: 'Make the usage rollups anew from the orders',
    answer: z.object({ rows: z.int() }),
    handle: async ({ desk, who }) => ({ body: await rebuildUsage(desk, who) }),
  }),
];
