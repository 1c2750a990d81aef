import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { readLines } from './line-queries.ts';
import { findInvoice, readClasses, readInvoices } from './queries.ts';

/** What the read thread can read of invoices: one may have 300,000 lines. */
export const invoiceReads = {
  'invoices.list': (reader: Reader, _: null) => readInvoices(reader),
  'invoices.one': (reader: Reader, id: number) => ({
    invoice: findInvoice(reader, id),
    classes: readClasses(reader, id),
  }),
  'invoices.lines': (reader: Reader, { invoiceId, query }: { invoiceId: number; query: ListQuery }) =>
    readLines(reader, invoiceId, query.where, {
      offset: query.offset,
      limit: query.limit,
      descending: query.sort.order === 'DESC',
    }),
};

type InvoiceReads = typeof invoiceReads;

declare module '../../../platform/threads/reads.ts' {
  interface Reads extends InvoiceReads {}
}
