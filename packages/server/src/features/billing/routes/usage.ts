import { periodSchema } from '@srs-desk/shared/billing/periods.ts';
import {
  completenessView,
  externalIdsView,
  UNASSIGNED_AT_ONCE,
  unassignedOrder,
  usageRow,
} from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import { listQuery, readShortListQuery, shortList } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { language, sendFile } from '../../../platform/http/send-file.ts';
import { FILE_TYPES } from '../../../platform/tables/made-file.ts';
import { readExternalIds, readUnassignedOrders } from '../external-ids/external-ids.ts';
import { reckoning } from '../reads.ts';
import { checkedUsage, currentPeriod, readSpan } from '../usage/read-usage.ts';
import { rebuildUsage } from '../usage/rebook.ts';
import { exportUsage } from '../usage/usage-export.ts';
import { pageAnswer } from './page-answer.ts';

const text = z.string().max(200).optional();
const span = { from: periodSchema.optional(), to: periodSchema.optional() };
const filters = { externalId: text, issuer: text, method: text };
const usageQuery = z.strictObject({ ...span, ...filters, groupBy: z.string().max(100).optional() });
const fileQuery = z.strictObject({ ...usageQuery.shape, lang: language });
const monthQuery = z.strictObject({ period: periodSchema.optional() });
function fileRoute(format: 'csv' | 'xlsx'): Route {
  return defineRoute({
    method: 'get',
    path: `/api/usage.${format}`,
    access: 'usage.read',
    work: 'file',
    summary: `The usage asked for as ${format.toUpperCase()}, in English or German`,
    query: fileQuery,
    answers: { 200: { media: [FILE_TYPES[format]] } },
    handle: async ({ desk, who, query: { lang, ...asked }, gone, res }) =>
      sendFile(res, await exportUsage(desk, who, asked, format, lang, gone)),
  });
}

/** Usage from rollups, how complete it is, and whose it is. */
export const usageRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/usage',
    access: 'usage.read',
    summary: 'Usage per External ID, month and method, or coarser by groupBy; amounts in minor units',
    query: listQuery.extend(usageQuery.shape),
    answers: { 200: z.array(usageRow) },
    handle: ({ desk, query: { filter, range, sort, ...query }, gone }) => {
      const page = readShortListQuery(usageRow, { filter, range, sort });
      const asked = checkedUsage(desk, query);
      const { reads, at } = reckoning(desk);
      return pageAnswer('usage', page, reads.run('billing.usage', { ...at, asked, page }, gone));
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
    answers: { 200: completenessView },
    handle: async ({ desk, query, gone }) => {
      const period = query.period ?? currentPeriod(desk);
      const { reads, at } = reckoning(desk);
      return { body: await reads.run('billing.completeness', { ...at, period }, gone) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage/external-ids',
    access: 'usage.read',
    summary: 'External IDs in use: where each came from, what it is billed as, look-alikes to settle',
    query: z.strictObject(span),
    answers: { 200: externalIdsView },
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
    query: listQuery.extend(monthQuery.shape),
    answers: { 200: z.array(unassignedOrder) },
    handle: ({ desk, query: { period, ...list } }) => {
      const rows = readUnassignedOrders(desk, period ?? currentPeriod(desk), UNASSIGNED_AT_ONCE);
      const capped = rows.length === UNASSIGNED_AT_ONCE;
      return shortList('unassigned', unassignedOrder, rows, list, capped);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/usage/rebuild',
    access: 'prices.write',
    summary: 'Make the usage rollups anew from the orders',
    answers: { 200: z.object({ rows: z.int() }) },
    handle: async ({ desk, who }) => ({ body: await rebuildUsage(desk, who) }),
  }),
];
