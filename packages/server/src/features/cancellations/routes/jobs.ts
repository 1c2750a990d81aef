import {
  approveInput,
  executeInput,
  itemList,
  itemRow,
  jobDetail,
  jobList,
  jobRow,
  maybeWhyInput,
  planInput,
  retryInput,
  whyInput,
} from '@srs-desk/shared/cancellation/wire.ts';
import * as z from 'zod';
import { onlyOnce } from '../../../platform/http/idempotency.ts';
import { listAnswer, listQuery, readListQuery } from '../../../platform/http/list-answer.ts';
import { parseInput } from '../../../platform/http/parse-input.ts';
import { readJson } from '../../../platform/http/read-body.ts';
import { defineRoute, type FileForm, type Route } from '../../../platform/http/route.ts';
import { streamText } from '../../../platform/http/stream-text.ts';
import { CSV_TYPE } from '../../../platform/tables/write-csv.ts';
import { exportItems, exportJobs } from '../export-cancellation.ts';
import {
  approveCancellation,
  discardCancellation,
  executeCancellation,
  pauseCancellation,
  rejectCancellation,
  resumeCancellation,
  stopCancellation,
} from '../move-cancellation.ts';
import { planCancellation, planRemainder, retryFailed } from '../plan-cancellation.ts';
import { listItems, listJobs, readJob } from '../read-cancellations.ts';

export const byNumber = z.object({
  id: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, 'must be a number')
    .transform(Number),
});
const exportQuery = listQuery.omit({ range: true, sort: true });
/** 50,000 Ref IDs, bytes. */
const PLAN_LIMIT = 4 * 1024 * 1024;
const CSV_FILE: FileForm = { media: [CSV_TYPE] };

const readRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/cancellations',
    access: 'cancellations.read',
    summary: 'Cancellations, plans and proposals, the newest first; `refId` finds those an order was in',
    query: listQuery,
    answers: { 200: z.array(jobRow) },
    handle: async ({ desk, query }) => {
      const asked = readListQuery(jobList, query);
      const { rows, total } = await listJobs(desk, asked);
      return listAnswer('cancellations', asked, { rows, count: rows.length, total, capped: false });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/cancellations/export.csv',
    access: 'cancellations.read',
    work: 'file',
    summary: 'The history as CSV',
    query: exportQuery,
    answers: { 200: CSV_FILE },
    handle: async ({ desk, who, query, res }) => {
      const lines = await exportJobs(desk, who, readListQuery(jobList, query));
      await streamText(res, 'cancellations.csv', CSV_TYPE, lines);
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/cancellations/:id',
    access: 'cancellations.read',
    summary: 'One cancellation: plan, progress, results',
    params: byNumber,
    answers: { 200: jobDetail },
    handle: ({ desk, params }) => ({ body: readJob(desk, params.id) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/cancellations/:id/items',
    access: 'cancellations.read',
    summary: 'The orders of a cancellation, each with its result',
    params: byNumber,
    query: listQuery,
    answers: { 200: z.array(itemRow) },
    handle: async ({ desk, params, query }) => {
      const asked = readListQuery(itemList, query);
      const { rows, total } = await listItems(desk, params.id, asked);
      return listAnswer('items', asked, { rows, count: rows.length, total, capped: false });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/cancellations/:id/items.csv',
    access: 'cancellations.read',
    work: 'file',
    summary: 'All orders of a cancellation as CSV',
    params: byNumber,
    answers: { 200: CSV_FILE },
    handle: async ({ desk, who, params, res }) => {
      const lines = await exportItems(desk, who, params.id);
      await streamText(res, `cancellation-${params.id}.csv`, CSV_TYPE, lines);
      return undefined;
    },
  }),
];

const planRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/cancellations',
    access: 'cancellations.plan',
    summary:
      'Plan a cancellation: {reason} with one of refIds, filter, superseded, stale. Cancels nothing; an empty filter is refused',
    streamed: { json: planInput },
    answers: { 201: jobDetail },
    handle: async ({ desk, who, req }) => {
      const body = parseInput(planInput, await readJson(req, PLAN_LIMIT));
      return onlyOnce({ desk, who, req, body }, async () => ({
        body: await planCancellation(desk, who, body),
      }));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellations/:id/retry-failed',
    access: 'cancellations.plan',
    summary: 'A new plan out of the orders that failed',
    params: byNumber,
    body: retryInput,
    answers: { 201: jobDetail },
    handle: ({ desk, who, params, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => ({
        body: await retryFailed(desk, who, params.id, body),
      })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellations/:id/plan-remainder',
    access: 'cancellations.plan',
    summary: 'A new plan out of the orders that a stopped cancellation left',
    params: byNumber,
    body: retryInput,
    answers: { 201: jobDetail },
    handle: ({ desk, who, params, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => ({
        body: await planRemainder(desk, who, params.id, body),
      })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellations/:id/discard',
    access: 'cancellations.plan',
    summary: 'Put a plan or proposal away unused',
    params: byNumber,
    body: maybeWhyInput,
    answers: { 200: jobDetail },
    handle: ({ desk, who, params, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => ({
        body: await discardCancellation(desk, who, params.id, body),
      })),
  }),
];

const runRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/cancellations/:id/execute',
    access: 'cancellations.execute',
    summary: 'Confirm a plan by its count: it runs, or waits for its turn or for a second admin',
    params: byNumber,
    body: executeInput,
    answers: { 200: jobDetail },
    handle: ({ desk, who, params, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => ({
        body: await executeCancellation(desk, who, params.id, body),
      })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellations/:id/approve',
    access: 'cancellations.approve',
    summary: 'Approve a large cancellation as a second admin, by its count',
    params: byNumber,
    body: approveInput,
    answers: { 200: jobDetail },
    handle: ({ desk, who, params, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => ({
        body: await approveCancellation(desk, who, params.id, body),
      })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellations/:id/reject',
    access: 'cancellations.approve',
    summary: 'Reject a cancellation that waits for approval',
    params: byNumber,
    body: whyInput,
    answers: { 200: jobDetail },
    handle: ({ desk, who, params, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => ({
        body: await rejectCancellation(desk, who, params.id, body),
      })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellations/:id/pause',
    access: 'cancellations.execute',
    summary: 'Take up no further order; what is under way comes to its end',
    params: byNumber,
    body: maybeWhyInput,
    answers: { 200: jobDetail },
    handle: ({ desk, who, params, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => ({
        body: await pauseCancellation(desk, who, params.id, body),
      })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellations/:id/resume',
    access: 'cancellations.execute',
    summary: 'Go on with a paused cancellation',
    params: byNumber,
    answers: { 200: jobDetail },
    handle: ({ desk, who, params, req }) =>
      onlyOnce({ desk, who, req, body: {} }, async () => ({
        body: await resumeCancellation(desk, who, params.id),
      })),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellations/:id/stop',
    access: 'cancellations.execute',
    summary: 'End a cancellation for good; orders that were not begun are left',
    params: byNumber,
    body: maybeWhyInput,
    answers: { 200: jobDetail },
    handle: ({ desk, who, params, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => ({
        body: await stopCancellation(desk, who, params.id, body),
      })),
  }),
];

export const jobRoutes: readonly Route[] = [...readRoutes, ...planRoutes, ...runRoutes];
