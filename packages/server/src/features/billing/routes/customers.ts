import { customerInput, customerRow } from '@srs-desk/shared/billing/customer-fields.ts';
import { periodSchema } from '@srs-desk/shared/billing/periods.ts';
import {
  ACCOUNTING_FORMATS,
  accountingArrangement,
  marginForecast,
  marginRow,
} from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import { listQuery, readShortListQuery, shortList } from '../../../platform/http/list-answer.ts';
import { readBytes } from '../../../platform/http/read-body.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { language, sendFile } from '../../../platform/http/send-file.ts';
import { FILE_TYPES, TABLE_FILES } from '../../../platform/tables/made-file.ts';
import { exportAccounting, writeArrangement } from '../accounting/accounting.ts';
import { arrangementOf } from '../accounting/accounting-file.ts';
import {
  deleteCustomer,
  exportCustomers,
  importCustomers,
  listCustomers,
  readCustomer,
  writeCustomer,
} from '../customers/write-customers.ts';
import { reckoning } from '../reads.ts';
import { exportMargin } from '../usage/margin-export.ts';
import { checkedUsage } from '../usage/read-usage.ts';
import { pageAnswer } from './page-answer.ts';

const byId = z.object({ id: z.string().min(1).max(200) });
/** Largest file of customers, bytes. */
const IMPORT_LIMIT = 8 * 1024 * 1024;
const span = { from: periodSchema.optional(), to: periodSchema.optional() };

const registerRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/customers',
    access: 'usage.read',
    summary: 'The customer register, with every billed External ID that is missing in it',
    query: listQuery,
    answers: { 200: z.array(customerRow) },
    handle: ({ desk, query }) => shortList('customers', customerRow, listCustomers(desk), query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/customers.csv',
    access: 'usage.read',
    work: 'file',
    summary: 'The customer register as CSV, in the form in which it is imported',
    answers: { 200: { media: [FILE_TYPES.csv] } },
    handle: async ({ desk, who, res }) => sendFile(res, await exportCustomers(desk, who)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/customers/:id',
    access: 'usage.read',
    summary: 'One customer',
    params: byId,
    answers: { 200: customerRow },
    handle: ({ desk, params }) => ({ body: readCustomer(desk, params.id) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/customers',
    access: 'customers.write',
    summary: 'Write a customer into the register',
    body: customerInput,
    answers: { 201: customerRow },
    handle: async ({ desk, who, body }) => ({ body: await writeCustomer(desk, who, body) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/customers/:id',
    access: 'customers.write',
    summary: 'Change a customer of the register',
    params: byId,
    body: customerInput.omit({ externalId: true }),
    answers: { 200: customerRow },
    handle: async ({ desk, who, params, body }) => ({
      body: await writeCustomer(desk, who, { ...body, externalId: params.id }),
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/customers/:id',
    access: 'customers.write',
    summary: 'Take a customer out of the register',
    params: byId,
    answers: { 200: byId },
    handle: async ({ desk, who, params }) => {
      await deleteCustomer(desk, who, params.id);
      return { body: { id: params.id } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/customers/import',
    access: 'customers.write',
    summary: 'Write customers from a CSV or XLSX file with the columns of the export: all of it or nothing',
    work: 'file',
    streamed: { media: TABLE_FILES },
    answers: { 200: z.object({ customers: z.int() }) },
    handle: async ({ desk, who, req, gone }) => ({
      body: await importCustomers(desk, who, await readBytes(req, IMPORT_LIMIT), gone),
    }),
  }),
];

const marginQuery = { ...span, groupBy: z.string().max(100).optional() };

function marginFile(format: 'csv' | 'xlsx'): Route {
  return defineRoute({
    method: 'get',
    path: `/api/margin.${format}`,
    access: 'usage.read',
    work: 'file',
    summary: `Revenue, cost and margin as ${format.toUpperCase()}, in English or German`,
    query: z.strictObject({ ...marginQuery, lang: language }),
    answers: { 200: { media: [FILE_TYPES[format]] } },
    handle: async ({ desk, who, query: { lang, ...asked }, gone, res }) =>
      sendFile(res, await exportMargin(desk, who, asked, format, lang, gone)),
  });
}

/** The customer register, accounting files, and margin. */
export const customerRoutes: readonly Route[] = [
  ...registerRoutes,
  defineRoute({
    method: 'get',
    path: '/api/accounting',
    access: 'usage.read',
    summary: 'How accounting files are arranged: accounts and tax codes',
    answers: { 200: accountingArrangement },
    handle: ({ desk }) => ({ body: arrangementOf(desk.reader) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/accounting',
    access: 'customers.write',
    summary: 'Arrange accounting files',
    body: accountingArrangement,
    answers: { 200: accountingArrangement },
    handle: async ({ desk, who, body }) => ({ body: await writeArrangement(desk, who, body) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/accounting.csv',
    access: 'usage.read',
    work: 'file',
    summary: 'What the customers of a closed month owe, a line each, for an accounting program',
    query: z.strictObject({ period: periodSchema, format: z.enum(ACCOUNTING_FORMATS).default('plain') }),
    answers: { 200: { media: [FILE_TYPES.csv, 'text/csv; charset=windows-1252'] } },
    handle: async ({ desk, who, query, gone, res }) =>
      sendFile(res, await exportAccounting(desk, who, query.period, query.format, gone)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/margin',
    access: 'usage.read',
    summary: 'Revenue less what the supplier charges for it, per External ID, month and method, or coarser',
    query: listQuery.extend(marginQuery),
    answers: { 200: z.array(marginRow) },
    handle: ({ desk, query: { filter, range, sort, ...query }, gone }) => {
      const page = readShortListQuery(marginRow, { filter, range, sort });
      const asked = checkedUsage(desk, query);
      const { reads, at } = reckoning(desk);
      return pageAnswer('margin', page, reads.run('billing.margin', { ...at, asked, page }, gone));
    },
  }),
  marginFile('csv'),
  marginFile('xlsx'),
  defineRoute({
    method: 'get',
    path: '/api/margin/forecast',
    access: 'usage.read',
    summary: 'Where revenue and cost of the current month will probably end (a forecast)',
    query: z.strictObject({ externalId: z.string().max(200).optional() }),
    answers: { 200: marginForecast },
    handle: async ({ desk, query: { externalId }, gone }) => {
      const { reads, at } = reckoning(desk);
      return { body: await reads.run('billing.margin_forecast', { ...at, externalId }, gone) };
    },
  }),
];
