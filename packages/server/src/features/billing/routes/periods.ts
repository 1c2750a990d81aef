import { approvalRow } from '@srs-desk/shared/api/approvals.ts';
import { reason } from '@srs-desk/shared/api/reason.ts';
import { periodSchema } from '@srs-desk/shared/billing/periods.ts';
import { adjustmentRow, closeInput, closeView, periodRow } from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import { listQuery, readShortListQuery } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { outcomeAnswer } from '../../access/index.ts';
import { askClose, closePeriod } from '../periods/close-period.ts';
import { reopenPeriod } from '../periods/reopen-period.ts';
import { reckoning } from '../reads.ts';
import { pageAnswer } from './page-answer.ts';

const byPeriod = z.object({ period: periodSchema });

/** Months, their closing and reopening. */
export const periodRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/periods',
    access: 'periods.read',
    summary: 'Every month with usage, newest first, and whether it is closed',
    answers: { 200: z.array(periodRow) },
    query: listQuery,
    handle: ({ desk, query, gone }) => {
      const page = readShortListQuery(periodRow, query);
      const { reads, at } = reckoning(desk);
      return pageAnswer('periods', page, reads.run('billing.periods', { ...at, page }, gone));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/periods/:period/adjustments',
    access: 'periods.read',
    summary: 'What a month carries for closed months that changed after their close',
    params: byPeriod,
    answers: { 200: z.array(adjustmentRow) },
    query: listQuery,
    handle: ({ desk, params, query, gone }) => {
      const page = readShortListQuery(adjustmentRow, query);
      const { reads, at } = reckoning(desk);
      const asked = { ...at, ...params, page };
      return pageAnswer('adjustments', page, reads.run('billing.adjustments', asked, gone));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/periods/:period/close',
    access: 'periods.read',
    summary: 'The check list before a month is closed: what is unresolved, what would be frozen, past closes',
    params: byPeriod,
    answers: { 200: closeView },
    handle: async ({ desk, params, gone }) => ({ body: await askClose(desk, params.period, gone) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/periods/:period/close',
    access: 'periods.close',
    summary: 'Freeze a month; what is unresolved must be acknowledged by its code',
    params: byPeriod,
    body: closeInput,
    answers: { 200: closeView },
    handle: async ({ desk, who, params, body }) => ({
      body: await closePeriod(desk, who, params.period, body),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/periods/:period/reopen',
    access: 'periods.reopen',
    reauthenticated: true,
    summary: 'Open a closed month again, with a reason. 202: it waits for a second admin',
    params: byPeriod,
    body: z.strictObject({ reason }),
    answers: { 200: closeView, 202: approvalRow },
    handle: async ({ desk, who, params, body }) =>
      outcomeAnswer(await reopenPeriod(desk, who, params.period, body.reason)),
  }),
];
