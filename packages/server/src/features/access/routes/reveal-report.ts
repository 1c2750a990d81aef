import { revealReportQuery, revealReportRow } from '@srs-desk/shared/api/reveal-report.ts';
import * as z from 'zod';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { language, sendFile } from '../../../platform/http/send-file.ts';
import { FILE_TYPES } from '../../../platform/tables/made-file.ts';
import { revealReport, revealReportFile } from '../reveals/report.ts';

export const revealReportRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/reveal-report',
    access: 'audit.read',
    summary: 'Who was shown personal data how often in a month, and why',
    query: revealReportQuery,
    answers: { 200: z.array(revealReportRow) },
    handle: ({ desk, query }) => ({ body: revealReport(desk, query.month) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/reveal-report/export',
    access: 'audit.read',
    work: 'file',
    summary: 'The same as CSV, in English or German; that it was taken is recorded',
    body: revealReportQuery.extend({ lang: language }),
    answers: { 200: { media: [FILE_TYPES.csv] } },
    handle: async ({ desk, who, body, res }) =>
      sendFile(res, await revealReportFile(desk, who, body.month, body.lang)),
  }),
];
