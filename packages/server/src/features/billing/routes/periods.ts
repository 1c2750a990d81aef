import { reason } from '@srs-desk/shared/api/orders.ts';
import { periodSchema } from '@srs-desk/shared/billing/periods.ts';
import {
  adjustmentRow,
  closeInput,
  closeView,
  periodRow,
  statementView,
} from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import { listQuery, shortList } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { FILE_LANGUAGES, FILE_TYPES } from '../../../platform/tables/made-file.ts';
import { listAdjustments } from '../periods/adjustment-list.ts';
import { closePeriod, listPeriods, readClose, reopenPeriod } from '../periods/close-period.ts';
import { exportAllStatements } from '../statements/all-statements.ts';
import { makeStatement, statementView as viewOf } from '../statements/statement.ts';
import { exportStatement, STATEMENT_FORMATS, type StatementFormat } from '../statements/statement-export.ts';
import { language, sendFile } from './send-file.ts';

const byPeriod = z.object({ period: periodSchema });

/** An empty External ID stands for orders without one. */
const statementQuery = z.strictObject({ period: periodSchema, externalId: z.string().max(200).default('') });

function statementFile(format: StatementFormat): Route {
  return defineRoute({
    method: 'get',
    path: `/api/statements.${format}`,
    access: 'usage.read',
    work: 'file',
    summary: `A statement as ${format.toUpperCase()}, in English or German`,
    query: z.strictObject({ ...statementQuery.shape, lang: language }),
    answers: { 200: { media: [FILE_TYPES[format]] } },
    handle: async ({ desk, who, query: { period, externalId, lang }, res }) =>
      sendFile(res, await exportStatement(desk, who, period, externalId || null, format, lang)),
  });
}

const allStatements = defineRoute({
  method: 'get',
  path: '/api/statements/all.zip',
  access: 'usage.read',
  work: 'file',
  summary: 'The statements of a month in one ZIP, PDF and XLSX each; numbered once the month is closed',
  query: z.strictObject({ period: periodSchema, lang: z.enum(FILE_LANGUAGES).optional() }),
  answers: { 200: { media: ['application/zip'] } },
  handle: async ({ desk, who, query, res }) =>
    sendFile(res, await exportAllStatements(desk, who, query.period, query.lang)),
});

/** Months, their closing and reopening, and statements. */
export const periodRoutes: readonly Route[] = [
  allStatements,
  defineRoute({
    method: 'get',
    path: '/api/periods',
    access: 'periods.read',
    summary: 'Every month with usage, newest first, and whether it is closed',
    answers: { 200: z.array(periodRow) },
    query: listQuery,
    handle: ({ desk, query }) => shortList('periods', periodRow, listPeriods(desk), query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/periods/:period/adjustments',
    access: 'periods.read',
    summary: 'What a month carries for closed months that changed after their close',
    params: byPeriod,
    answers: { 200: z.array(adjustmentRow) },
    query: listQuery,
    handle: ({ desk, params, query }) =>
      shortList('adjustments', adjustmentRow, listAdjustments(desk, params.period), query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/periods/:period/close',
    access: 'periods.read',
    summary: 'The check list before a month is closed: what is unresolved, what would be frozen, past closes',
    params: byPeriod,
    answers: { 200: closeView },
    handle: ({ desk, params }) => ({ body: readClose(desk, params.period) }),
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
    summary: 'Open a closed month again, with a reason',
    params: byPeriod,
    body: z.strictObject({ reason }),
    answers: { 200: closeView },
    handle: async ({ desk, who, params, body }) => ({
      body: await reopenPeriod(desk, who, params.period, body.reason),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/statements',
    access: 'usage.read',
    summary: 'What one External ID owes for a month, with every order',
    query: statementQuery,
    answers: { 200: statementView },
    handle: ({ desk, query }) => ({
      body: viewOf(makeStatement(desk, query.period, query.externalId || null)),
    }),
  }),
  ...STATEMENT_FORMATS.map(statementFile),
];
