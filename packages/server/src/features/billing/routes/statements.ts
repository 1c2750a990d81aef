import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { periodSchema } from '@srs-desk/shared/billing/periods.ts';
import { monthExportInput, monthExportView, statementView } from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import { listQuery, shortList } from '../../../platform/http/list-answer.ts';
import { RawJson } from '../../../platform/http/raw-json.ts';
import { defineRoute, type RequestContext, type Route } from '../../../platform/http/route.ts';
import { language, sendFile } from '../../../platform/http/send-file.ts';
import { FILE_TYPES, fileName } from '../../../platform/tables/made-file.ts';
import { reckoning } from '../reads.ts';
import {
  beginMonthExport,
  listMonthExports,
  readMonthExport,
  stopMonthExport,
} from '../statements/month-exports.ts';
import { exportStatement } from '../statements/statement-export.ts';
import { STATEMENT_FORMATS, type StatementFormat } from '../statements/statement-file.ts';
import { takeMonthExport } from '../statements/take-month-export.ts';

/** An empty External ID stands for orders without one. */
const statementQuery = z.strictObject({ period: periodSchema, externalId: z.string().max(200).default('') });
const byId = z.object({ id: z.string().max(100) });
const ZIP = { media: ['application/zip'] } as const;

function statementFile(format: StatementFormat): Route {
  return defineRoute({
    method: 'get',
    path: `/api/statements.${format}`,
    access: 'usage.read',
    work: 'file',
    summary: `A statement as ${format.toUpperCase()}, in English or German`,
    query: z.strictObject({ ...statementQuery.shape, lang: language }),
    answers: { 200: { media: [FILE_TYPES[format]] } },
    handle: async ({ desk, who, query: { period, externalId, lang }, gone, res }) =>
      sendFile(
        res,
        await exportStatement(desk, who, { period, externalId: externalId || null, format, lang }, gone),
      ),
  });
}

type Asked = Pick<RequestContext<unknown, unknown, unknown>, 'desk' | 'who' | 'gone' | 'res'>;

/** Sends the ZIP of an export as it lies on the disk. */
async function sendZip({ desk, who, gone, res }: Asked, id: string): Promise<undefined> {
  const { period, path, bytes } = await takeMonthExport(desk, who, id, gone);
  res.status(200).set({
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${fileName(['statements', period], 'zip')}"`,
    'content-length': String(bytes),
  });
  await pipeline(createReadStream(path), res);
}

const exportRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/statements/all.zip',
    access: 'usage.read',
    work: 'file',
    summary: 'The statements of a month in one ZIP, PDF and XLSX each; numbered once the month is closed',
    query: monthExportInput,
    answers: { 200: ZIP },
    handle: async ({ query, ...asked }) => {
      const { desk, who, gone } = asked;
      const { id } = beginMonthExport(desk, who, query.period, query.lang ?? null, gone);
      return sendZip(asked, id);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/statement-exports',
    access: 'usage.read',
    summary: 'Begin the ZIP of a month’s statements in the background',
    body: monthExportInput,
    answers: { 201: monthExportView },
    handle: ({ desk, who, body }) => ({
      body: beginMonthExport(desk, who, body.period, body.lang ?? null),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/statement-exports',
    access: 'usage.read',
    summary: 'One’s own ZIPs of statements, under way and made, the newest first',
    query: listQuery,
    answers: { 200: z.array(monthExportView) },
    handle: ({ desk, who, query }) =>
      shortList('statement-exports', monthExportView, listMonthExports(desk, who), query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/statement-exports/:id',
    access: 'usage.read',
    summary: 'How far a ZIP of statements has come',
    params: byId,
    answers: { 200: monthExportView },
    handle: ({ desk, who, params }) => ({ body: readMonthExport(desk, who, params.id) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/statement-exports/:id/stop',
    access: 'usage.read',
    summary: 'Stop a ZIP of statements that is under way; nothing of it stays',
    params: byId,
    answers: { 200: monthExportView },
    handle: async ({ desk, who, params }) => ({ body: await stopMonthExport(desk, who, params.id) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/statement-exports/:id/all.zip',
    access: 'usage.read',
    work: 'file',
    summary: 'A ZIP of statements, once it is made',
    params: byId,
    answers: { 200: ZIP },
    handle: ({ params, ...asked }) => sendZip(asked, params.id),
  }),
];

/** Statements: one as it is shown, its files, and all of a month. */
export const statementRoutes: readonly Route[] = [
  ...exportRoutes,
  defineRoute({
    method: 'get',
    path: '/api/statements',
    access: 'usage.read',
    summary: 'What one External ID owes for a month, with every order',
    query: statementQuery,
    answers: { 200: statementView },
    handle: async ({ desk, query: { period, externalId }, gone }) => {
      const { reads, at } = reckoning(desk);
      const asked = { ...at, period, externalId: externalId || null };
      return { body: new RawJson(await reads.run('billing.statement', asked, gone)) };
    },
  }),
  ...STATEMENT_FORMATS.map(statementFile),
];
