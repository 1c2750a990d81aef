import { contentRange } from '@srs-desk/shared/api/list.ts';
import { daySchema, periodSchema } from '@srs-desk/shared/billing/periods.ts';
import {
  anomalyView,
  comparisonRow,
  forecastView,
  orderBillingView,
  TOP_BY,
  topCustomerRow,
  usageOrderRow,
} from '@srs-desk/shared/billing/wire.ts';
import { USAGE_ORDERS_WANTED } from '@srs-desk/shared/billing/wire-usage.ts';
import * as z from 'zod';
import { InvalidInput } from '../../../platform/errors.ts';
import { listQuery, readShortListQuery, wholeList } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { reckoning } from '../reads.ts';
import { readOrderBilling } from '../usage/order-billing.ts';
import { checkedUsage, currentPeriod } from '../usage/read-usage.ts';
import { drillIntoUsage } from '../usage/usage-orders.ts';
import { pageAnswer } from './page-answer.ts';

const text = z.string().max(200).optional();

const drillRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/usage/orders',
    access: 'usage.read',
    summary: 'The orders behind a usage figure, in a closed month as they were when it was closed',
    query: z.strictObject({
      period: periodSchema,
      day: daySchema.optional(),
      externalId: text,
      issuer: text,
      method: text,
      outcome: z.enum(USAGE_ORDERS_WANTED).optional(),
      range: listQuery.shape.range,
    }),
    answers: { 200: z.array(usageOrderRow) },
    handle: ({ desk, query: { range, ...asked } }) => {
      const page = readShortListQuery(usageOrderRow, { range });
      if (asked.day !== undefined && !asked.day.startsWith(asked.period)) {
        throw new InvalidInput({ day: `must be a day of ${asked.period}` });
      }
      const { rows, total, capped } = drillIntoUsage(desk, {
        ...asked,
        offset: page.offset,
        limit: page.limit,
      });
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
    path: '/api/usage/orders/:refId',
    access: 'usage.read',
    summary: 'How one order is counted and billed, and which invoice lines charge it',
    params: z.object({ refId: z.string().min(1).max(100) }),
    answers: { 200: orderBillingView },
    handle: ({ desk, params }) => ({ body: readOrderBilling(desk, params.refId) }),
  }),
];

/** What is behind the figures of usage, and what to think of them. */
export const insightRoutes: readonly Route[] = [
  ...drillRoutes,
  defineRoute({
    method: 'get',
    path: '/api/usage/top',
    access: 'usage.read',
    summary: 'The customers with the most orders, amounts, errors or the highest share of failures',
    query: listQuery.extend({
      from: periodSchema.optional(),
      to: periodSchema.optional(),
      issuer: text,
      method: text,
      by: z.enum(TOP_BY).default('placed'),
      limit: z.coerce.number().int().min(1).max(1000).default(10),
    }),
    answers: { 200: z.array(topCustomerRow) },
    handle: ({ desk, query: { by, limit, filter, range, sort, ...query }, gone }) => {
      const page = readShortListQuery(topCustomerRow, { filter, range, sort });
      const asked = checkedUsage(desk, query);
      const { reads, at } = reckoning(desk);
      return pageAnswer('top', page, reads.run('billing.top', { ...at, asked, by, limit, page }, gone));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage/compare',
    access: 'usage.read',
    summary: 'A month against another (default: the one before), per customer',
    query: listQuery.extend({ period: periodSchema.optional(), with: periodSchema.optional() }),
    answers: { 200: z.array(comparisonRow) },
    handle: ({ desk, query: { period = currentPeriod(desk), with: other, ...list }, gone }) => {
      const page = readShortListQuery(comparisonRow, list);
      const { reads, at } = reckoning(desk);
      return pageAnswer('compare', page, reads.run('billing.compare', { ...at, period, other, page }, gone));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage/forecast',
    access: 'usage.read',
    summary: 'The current month by day, and where it will probably end (a forecast)',
    query: z.strictObject({ externalId: text }),
    answers: { 200: forecastView },
    handle: async ({ desk, query: { externalId }, gone }) => {
      const { reads, at } = reckoning(desk);
      return { body: await reads.run('billing.forecast', { ...at, externalId }, gone) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage/anomalies',
    access: 'usage.read',
    summary: 'Customers far from their past, sudden failures, prices without use, each with its figures',
    query: z.strictObject({ period: periodSchema.optional() }),
    answers: { 200: z.array(anomalyView) },
    handle: async ({ desk, query: { period = currentPeriod(desk) }, gone }) => {
      const { reads, at } = reckoning(desk);
      return wholeList('anomalies', await reads.run('billing.anomalies', { ...at, period }, gone));
    },
  }),
];
