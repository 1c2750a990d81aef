import { periodSchema } from '@srs-desk/shared/billing/periods.ts';
import { completenessView, usageRow } from '@srs-desk/shared/billing/wire.ts';
import { z } from 'zod';
import { readCompleteness } from '../../../billing/completeness.ts';
import { readUsage } from '../../../billing/read-usage.ts';
import { FILE_LANGUAGES } from '../../../billing/table-file.ts';
import { exportUsage } from '../../../billing/usage-export.ts';
import { defineRoute, type Route } from '../../route.ts';

const name = z.string().max(200).optional();
const asked = z.object({
  from: periodSchema.optional(),
  to: periodSchema.optional(),
  groupBy: z.string().max(100).optional(),
  externalId: name,
  issuer: name,
  method: name,
});
const askedAsFile = asked.extend({ lang: z.enum(FILE_LANGUAGES).default('en') });

const file = (format: 'csv' | 'xlsx'): Route =>
  defineRoute({
    method: 'get',
    path: `/api/usage.${format}`,
    access: 'usage.read',
    summary: `Usage as a ${format.toUpperCase()} file`,
    query: askedAsFile,
    handle: async ({ desk, who, query, res }) => {
      const { lang, ...wanted } = query;
      const made = await exportUsage(desk, who, wanted, format, lang);
      res.setHeader('Content-Type', made.type);
      res.setHeader('Content-Disposition', `attachment; filename="${made.name}"`);
      res.send(made.content);
      return undefined;
    },
  });

/** Who used what, and what it costs. */
export const usageRoutes: readonly Route[] = [
  file('csv'),
  file('xlsx'),
  defineRoute({
    method: 'get',
    path: '/api/usage/completeness',
    access: 'usage.read',
    summary: 'How complete a month is, and why not',
    query: z.object({ period: periodSchema }),
    answer: completenessView,
    handle: ({ desk, query }) => ({ body: readCompleteness(desk, query.period) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/usage',
    access: 'usage.read',
    summary: 'Usage by External ID, month and method',
    query: asked,
    answer: z.array(usageRow),
    handle: ({ desk, query }) => {
      const rows = readUsage(desk, query);
      const range = rows.length === 0 ? '*' : `0-${rows.length - 1}`;
      return { headers: { 'Content-Range': `usage ${range}/${rows.length}` }, body: rows };
    },
  }),
];
