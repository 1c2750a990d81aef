// Imports an invoice of many lines into a desk that lies ready, and tells the parent how long that took.
import { Readable } from 'node:stream';
import { openDesk } from '../../src/app/open-desk.ts';
import { receiveInvoiceFile } from '../../src/features/billing/invoices/invoice-files.ts';
import { importInvoice, importProgress } from '../../src/features/billing/invoices/invoices.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { refOf } from './fill-orders.ts';

/** Which orders are charged, in which desk, and what its clock says (ms since epoch). */
interface Asked {
  environment: Record<string, string>;
  refIds: { from: number; count: number };
  now: number;
}

/** What came of it. */
export interface ImportedInvoice {
  /** From the upload until all is stored. */
  seconds: number;
  /** Different states of progress that were seen meanwhile. */
  steps: number;
  /** Lines and orders in any class. */
  counted: number;
}

const FINANCE: Principal = {
  kind: 'user',
  name: 'finance',
  role: 'finance',
  actor: 'user:finance',
  origin: 'user',
};

function invoiceCsv({ from, count }: Asked['refIds']): string {
  const lines = ['Ref ID;Customer;Date;Amount'];
  for (let at = 0; at < count; at += 1) {
    lines.push(`${refOf(from + at)};CUSTOMER;15.04.2026;${at % 50 === 0 ? '9,90' : '2,50'}`);
  }
  return lines.join('\r\n');
}

const { environment, refIds, now } = JSON.parse(process.argv[2] ?? '{}') as Asked;
const desk = await openDesk(readConfig(environment), { logLevel: 'silent', clock: { now: () => now } });
const content = Buffer.from(invoiceCsv(refIds));
const start = performance.now();
const gone = new AbortController().signal;
const upload = Readable.from([content]);
const file = await receiveInvoiceFile(desk, FINANCE.name, 'april.csv', content.length, upload, gone);
const seen = new Set<string>();
const watch = setInterval(() => {
  const progress = importProgress(desk, FINANCE, file.id);
  if (progress !== null) seen.add(`${progress.phase} ${progress.lines}`);
}, 20);
const invoice = await importInvoice(
  desk,
  FINANCE,
  {
    fileId: file.id,
    supplier: 'Bench',
    number: '1',
    period: '2026-04',
    periodMeant: false,
    mapping: {
      columns: { refId: 'Ref ID', externalId: 'Customer', date: 'Date', amount: 'Amount' },
      decimal: 'comma',
      dateFormat: 'dmy',
      currency: 'CHF',
    },
    toleranceMinor: 5,
    tolerancePerMille: 0,
  },
  new AbortController().signal,
);
clearInterval(watch);
const seconds = (performance.now() - start) / 1000;
const counted = invoice.classes.reduce((sum, each) => sum + each.count, 0);
const told: ImportedInvoice = { seconds, steps: seen.size, counted };
await desk.close();
process.send?.(told, () => process.exit(0));
