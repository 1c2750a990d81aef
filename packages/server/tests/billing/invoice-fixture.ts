import request from 'supertest';
import writeXlsxFile from 'write-excel-file/node';
import type { Caller } from '../http/app-fixture.ts';
import type { BillingFixture } from './billing-fixture.ts';

/** Uploads a file as a browser would. */
export function upload(
  app: BillingFixture,
  who: Caller,
  content: Buffer | string,
  name = 'invoice.csv',
): request.Test {
  return request(app.server)
    .post(`/api/invoice-files?name=${encodeURIComponent(name)}`)
    .set('cookie', who.cookie)
    .set('x-requested-with', 'srs-desk')
    .set('content-type', 'application/octet-stream')
    .send(typeof content === 'string' ? Buffer.from(content, 'utf8') : content);
}

/** The columns of the files in these tests. */
export const COLUMNS = { refId: 'Ref ID', externalId: 'Customer', date: 'Date', amount: 'Amount' };

export interface ImportOptions {
  number?: string;
  supplier?: string;
  period?: string;
  columns?: Record<string, string>;
  decimal?: 'auto' | 'comma' | 'point';
  dateFormat?: string;
  currency?: string;
  vatBasisPoints?: number;
  toleranceMinor?: number;
  tolerancePerMille?: number;
  periodMeant?: boolean;
  name?: string;
}

/** Uploads a file and imports it as an invoice; gives the answer of the import. */
export async function importFile(
  app: BillingFixture,
  who: Caller,
  content: Buffer | string,
  options: ImportOptions = {},
): Promise<request.Response> {
  const uploaded = await upload(app, who, content, options.name);
  if (uploaded.status !== 201) return uploaded;
  const mapping = {
    columns: options.columns ?? COLUMNS,
    decimal: options.decimal ?? 'auto',
    dateFormat: options.dateFormat ?? 'auto',
    currency: options.currency ?? 'CHF',
    ...(options.vatBasisPoints === undefined ? {} : { vatBasisPoints: options.vatBasisPoints }),
  };
  return who.post('/api/invoices', {
    fileId: uploaded.body.id,
    supplier: options.supplier ?? 'Swisscom',
    number: options.number ?? 'R-1',
    period: options.period ?? '2026-03',
    ...(options.periodMeant ? { periodMeant: true } : {}),
    mapping,
    toleranceMinor: options.toleranceMinor ?? 0,
    tolerancePerMille: options.tolerancePerMille ?? 0,
  });
}

/** A CSV of header and rows. */
export function csv(rows: readonly (readonly (string | number)[])[], separator = ','): string {
  return rows.map((row) => row.join(separator)).join('\r\n');
}

/** A workbook with the columns of these tests. */
export async function workbook(
  rows: readonly (readonly (string | number | Date | null)[])[],
): Promise<Buffer> {
  const cell = (value: string | number | Date | null) => {
    if (value === null) return null;
    if (value instanceof Date) return { value, type: Date, format: 'dd.mm.yyyy' };
    return typeof value === 'number' ? { value, type: Number } : { value, type: String };
  };
  const data = [['Ref ID', 'Customer', 'Date', 'Amount'], ...rows].map((row) => row.map(cell));
  return writeXlsxFile([{ sheet: 'Lines', data }]).toBuffer();
}
