import type { ListSpec } from '@srs-desk/shared/api/list.ts';
import {
  dispositionInput,
  invoiceAgain,
  invoiceDetail,
  invoiceFileView,
  invoiceInput,
  invoiceLineList,
  invoiceLineRow,
  invoicePatch,
  invoiceRow,
  mappingRow,
} from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import {
  listAnswer,
  listQuery,
  pageOf,
  readListQuery,
  shortList,
} from '../../../platform/http/list-answer.ts';
import { BodyTooLarge } from '../../../platform/http/read-body.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { language, sendFile } from '../../../platform/http/send-file.ts';
import { FILE_TYPES, TABLE_FILES } from '../../../platform/tables/made-file.ts';
import { correctInvoice, reconcileAgain, reconcileProgress } from '../invoices/correct-invoice.ts';
import { exportDispute } from '../invoices/dispute-file.ts';
import { FileTooLarge, previewAgain, receiveInvoiceFile } from '../invoices/invoice-files.ts';
import { deleteMapping, listMappings } from '../invoices/invoice-mappings.ts';
import {
  deleteInvoice,
  importInvoice,
  importProgress,
  listInvoiceLines,
  listInvoices,
  settleLines,
  showInvoice,
  stopImport,
} from '../invoices/invoices.ts';

const byId = z.object({ id: z.coerce.number().int().positive() });
const text = { type: 'text' } as const;

/** What `GET /api/invoices` can filter and sort by. */
export const invoiceList: ListSpec = {
  filters: { id: { type: 'integer' }, supplier: text, number: text, period: text, currency: text },
  ranges: [],
  sorts: ['id', 'period', 'supplier', 'number', 'uploadedAt'],
  defaultSort: ['id', 'DESC'],
  q: false,
};

const progress = z.object({ phase: z.string(), lines: z.int() }).nullable();

const fileRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/invoice-files',
    access: 'invoices.write',
    work: 'file',
    summary:
      'Upload an invoice file (CSV or XLSX, up to 64 MiB) and see its columns; nothing is imported yet',
    query: z.strictObject({ name: z.string().trim().min(1).max(200) }),
    answers: { 201: invoiceFileView },
    streamed: { media: TABLE_FILES },
    handle: async ({ desk, who, query, gone, req, res }) => {
      const declared = Number(req.headers['content-length'] ?? Number.NaN);
      try {
        const size = Number.isFinite(declared) ? declared : null;
        return { body: await receiveInvoiceFile(desk, who.name, query.name, size, req, gone) };
      } catch (error) {
        // What is left of the file is not read.
        if (!req.complete) res.set('connection', 'close');
        if (!(error instanceof FileTooLarge)) throw error;
        throw new BodyTooLarge(error.code, error.message);
      }
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/invoice-files/:fileId',
    access: 'invoices.write',
    work: 'file',
    summary: 'Look at an uploaded file again, with its lines in another sheet or below another row',
    params: z.object({ fileId: z.string().max(100) }),
    query: z.strictObject({
      sheet: z.string().min(1).max(200).optional(),
      headerRow: z.coerce.number().int().min(1).max(1000).optional(),
    }),
    answers: { 200: invoiceFileView },
    handle: async ({ desk, who, params, query, gone }) => ({
      body: await previewAgain(desk, who.name, params.fileId, query, gone),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/invoice-files/:fileId/progress',
    access: 'invoices.read',
    summary: 'How far the import of an uploaded file has come; null when none is under way',
    params: z.object({ fileId: z.string().max(100) }),
    answers: { 200: progress },
    handle: ({ desk, who, params }) => ({ body: JSON.stringify(importProgress(desk, who, params.fileId)) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/invoice-files/:fileId/stop',
    access: 'invoices.write',
    summary: 'Stop the import of a file that is under way; nothing of it stays, the file does',
    params: z.object({ fileId: z.string().max(100) }),
    answers: { 200: z.object({ fileId: z.string() }) },
    handle: ({ desk, who, params }) => {
      stopImport(desk, who, params.fileId);
      return { body: params };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/invoice-mappings',
    access: 'invoices.read',
    summary: 'Column mappings remembered per supplier',
    answers: { 200: z.array(mappingRow) },
    query: listQuery,
    handle: ({ desk, query }) => shortList('invoice-mappings', mappingRow, listMappings(desk), query),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/invoice-mappings/:id',
    access: 'invoices.write',
    summary: 'Forget the column mapping of a supplier',
    params: z.object({ id: z.string().min(1).max(200) }),
    answers: { 200: z.object({ id: z.string() }) },
    handle: async ({ desk, who, params }) => {
      await deleteMapping(desk, who, params.id);
      return { body: { id: params.id } };
    },
  }),
];

const disputeRoutes = (['csv', 'xlsx'] as const).map((format) =>
  defineRoute({
    method: 'get',
    path: `/api/invoices/:id/dispute.${format}`,
    access: 'invoices.read',
    work: 'file',
    summary: `What is disputed, for the supplier, as ${format.toUpperCase()}`,
    params: byId,
    query: z.strictObject({ lang: language }),
    answers: { 200: { media: [FILE_TYPES[format]] } },
    handle: async ({ desk, who, params, query, gone, res }) =>
      sendFile(res, await exportDispute(desk, who, params.id, format, query.lang, gone)),
  }),
);

/** Invoices of suppliers: upload, reconciliation, settling, dispute file. */
export const invoiceRoutes: readonly Route[] = [
  ...fileRoutes,
  defineRoute({
    method: 'get',
    path: '/api/invoices',
    access: 'invoices.read',
    summary: 'Invoices of suppliers, newest first',
    query: listQuery,
    answers: { 200: z.array(invoiceRow) },
    handle: async ({ desk, query }) => {
      const asked = readListQuery(invoiceList, query);
      return listAnswer('invoices', asked, pageOf(await listInvoices(desk), asked));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/invoices',
    access: 'invoices.write',
    summary: 'Import an uploaded file as an invoice and reconcile it; all of it or nothing',
    body: invoiceInput,
    answers: { 201: invoiceDetail },
    handle: async ({ desk, who, body, gone }) => ({ body: await importInvoice(desk, who, body, gone) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/invoices/:id',
    access: 'invoices.read',
    summary: 'One invoice, with count and sums of each class',
    params: byId,
    answers: { 200: invoiceDetail },
    handle: async ({ desk, params }) => ({ body: await showInvoice(desk, params.id) }),
  }),
  defineRoute({
    method: 'patch',
    path: '/api/invoices/:id',
    access: 'invoices.write',
    summary: 'Correct supplier, number or month of an invoice; for another month it is reconciled again',
    params: byId,
    body: invoicePatch,
    answers: { 200: invoiceAgain },
    handle: async ({ desk, who, params, body, gone }) => ({
      body: await correctInvoice(desk, who, params.id, body, gone),
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/invoices/:id',
    access: 'invoices.write',
    summary: 'Take an invoice away',
    params: byId,
    answers: { 200: byId },
    handle: async ({ desk, who, params }) => {
      await deleteInvoice(desk, who, params.id);
      return { body: { id: params.id } };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/invoices/:id/lines',
    access: 'invoices.read',
    summary: 'Lines of an invoice, and orders of ours that it does not charge',
    params: byId,
    query: listQuery,
    answers: { 200: z.array(invoiceLineRow) },
    handle: async ({ desk, params, query }) => {
      const asked = readListQuery(invoiceLineList, query);
      const { rows, total } = await listInvoiceLines(desk, params.id, asked);
      return listAnswer('lines', asked, { rows, count: rows.length, total, capped: false });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/invoices/:id/dispositions',
    access: 'invoices.write',
    summary: 'Settle lines, by their numbers or by class, with a note',
    params: byId,
    body: dispositionInput,
    answers: { 200: invoiceDetail },
    handle: async ({ desk, who, params, body }) => ({ body: await settleLines(desk, who, params.id, body) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/invoices/:id/reconcile',
    access: 'invoices.write',
    summary: 'Reconcile again, with orders, prices and aliases as they are now',
    params: byId,
    answers: { 200: invoiceAgain },
    handle: async ({ desk, who, params, gone }) => ({
      body: await reconcileAgain(desk, who, params.id, gone),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/invoices/:id/progress',
    access: 'invoices.read',
    summary: 'How far reconciling again has come; null when it is not under way',
    params: byId,
    answers: { 200: progress },
    handle: ({ desk, params }) => ({ body: JSON.stringify(reconcileProgress(desk, params.id)) }),
  }),
  ...disputeRoutes,
];
