import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { MATCH_CLASSES } from '@srs-desk/shared/billing/invoice-line.ts';
import type {
  DispositionInput,
  InvoiceDetail,
  InvoiceInput,
  InvoiceLineRow,
  InvoiceRow,
} from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, InvalidInput, NotFound } from '../../../platform/errors.ts';
import { settled } from '../refusals.ts';
import { currentPeriod } from '../usage/read-usage.ts';
import { dropFile, keptFile } from './invoice-files.ts';
import { follow, type InvoiceProgress, progressOf } from './invoice-progress.ts';
import type { InvoiceWork } from './invoice-work.ts';
import { type LineStored, readLines } from './line-queries.ts';
import { findInvoice, type InvoiceStored, readClasses, readInvoices } from './queries.ts';
import { runInvoiceWork } from './run-invoice-work.ts';

/** Lines staged in one command. */
const STAGED_AT_ONCE = 500;

function rowOf({ uploadedAt, reconciledAt, ...invoice }: InvoiceStored): InvoiceRow {
  return {
    ...invoice,
    uploadedAt: iso(uploadedAt),
    reconciledAt: iso(reconciledAt),
  };
}

/** All invoices, newest first. */
export function listInvoices(desk: Desk): InvoiceRow[] {
  return readInvoices(desk.reader).map(rowOf);
}

/** One invoice with count and sums of each class. @throws NotFound */
export function readInvoice(desk: Desk, id: number): InvoiceDetail {
  const invoice = findInvoice(desk.reader, id);
  if (invoice === undefined) throw new NotFound('invoice_not_found', `There is no invoice ${id}.`);
  const known = new Map(readClasses(desk.reader, id).map((row) => [row.class, row]));
  const none = { count: 0, open: 0, invoicedMinor: 0, expectedMinor: 0, differenceMinor: 0 };
  return {
    ...rowOf(invoice),
    classes: MATCH_CLASSES.map((name) => known.get(name) ?? { class: name, ...none }),
  };
}

/** A stored line as the API gives it. */
export function lineView(line: LineStored): InvoiceLineRow {
  return { ...line, decidedAt: iso(line.decidedAt) };
}

/** Lines of an invoice. @throws NotFound */
export function listInvoiceLines(
  desk: Desk,
  id: number,
  query: ListQuery,
): { rows: InvoiceLineRow[]; total: number } {
  readInvoice(desk, id);
  const page = { offset: query.offset, limit: query.limit, descending: query.sort.order === 'DESC' };
  const { rows, total } = readLines(desk.reader, id, query.where, page);
  return { rows: rows.map(lineView), total };
}

/** Runs the thread and puts its rows aside under `upload`; what was put aside is dropped when anything fails. */
async function stage<T>(
  desk: Desk,
  upload: string,
  work: Extract<InvoiceWork, { kind: 'import' | 'again' }>,
  store: (matched: { lines: number; sumMinor: number; staged: number; headerKey: string }) => Promise<T>,
): Promise<T> {
  if (progressOf(desk.ledger, upload) !== null) {
    throw new Conflict('busy', 'This is under way already: wait until it is done.');
  }
  let staged = 0;
  const done = follow(desk.ledger, upload);
  try {
    const matched = await runInvoiceWork(work, {
      onProgress: ({ phase, done: lines }) => done.at(phase, lines),
      async onRows(rows) {
        for (let at = 0; at < rows.length; at += STAGED_AT_ONCE) {
          const part = rows.slice(at, at + STAGED_AT_ONCE);
          const args = { upload, from: staged, rows: part };
          settled(await desk.ledger.recordWithoutEntry([{ name: 'billing.stage', args }]));
          staged += part.length;
          done.at('storing', staged);
        }
      },
    });
    return await store(matched);
  } catch (error) {
    await desk.ledger
      .recordWithoutEntry([{ name: 'billing.unstage', args: { upload } }])
      .catch(() => undefined);
    throw error;
  } finally {
    done.end();
  }
}

/**
 * Turns an uploaded file into an invoice: reads it by the mapping, reconciles every line, stores all of it or
 * nothing, and remembers the mapping for the supplier.
 * @throws InvalidInput for a month to come, NotFound, Unprocessable with the bad lines, Conflict `same_file`, `same_number`
 */
export async function importInvoice(desk: Desk, who: Principal, input: InvoiceInput): Promise<InvoiceDetail> {
  if (input.period > currentPeriod(desk)) {
    throw new InvalidInput({ period: `has not begun: the latest is ${currentPeriod(desk)}` });
  }
  const file = keptFile(desk, input.fileId, who.name);
  const work = {
    kind: 'import',
    path: file.path,
    mapping: input.mapping,
    databasePath: desk.config.databasePath,
    timeZone: desk.config.billingTimeZone,
    currency: input.mapping.currency,
    period: input.period,
    tolerance: { minor: input.toleranceMinor, perMille: input.tolerancePerMille },
  } as const;
  const id = await stage(desk, file.id, work, async ({ lines, sumMinor, staged, headerKey }) => {
    const invoice = {
      upload: file.id,
      supplier: input.supplier,
      number: input.number,
      period: input.period,
      currency: input.mapping.currency,
      fileName: file.fileName,
      fileHash: file.hash,
      lines,
      sumMinor,
      toleranceMinor: input.toleranceMinor,
      tolerancePerMille: input.tolerancePerMille,
      by: who.name,
      headerKey,
      mapping: input.mapping,
      staged,
    };
    const { supplier, number, period, currency, fileHash } = invoice;
    const { results } = settled(
      await desk.ledger.record(
        [{ name: 'billing.store_invoice', args: invoice }],
        [
          {
            action: 'billing.invoice.upload',
            actor: who.actor,
            origin: who.origin,
            target: `${supplier} ${number}`,
            detail: { supplier, number, period, currency, fileHash, lines, sumMinor },
          },
        ],
      ),
    );
    return results[0].id;
  });
  await dropFile(desk, file.id);
  return readInvoice(desk, id);
}

/** Reconciles an invoice's lines again, with orders, prices and aliases as they are now. @throws NotFound */
export async function reconcileAgain(desk: Desk, who: Principal, id: number): Promise<InvoiceDetail> {
  const invoice = readInvoice(desk, id);
  const upload = `invoice-${id}`;
  const work = {
    kind: 'again',
    invoiceId: id,
    currency: invoice.currency,
    databasePath: desk.config.databasePath,
    timeZone: desk.config.billingTimeZone,
    period: invoice.period,
    tolerance: { minor: invoice.toleranceMinor, perMille: invoice.tolerancePerMille },
  } as const;
  await stage(desk, upload, work, async ({ staged }) => {
    const args = { id, upload, staged, actor: who.actor, origin: who.origin };
    settled(await desk.ledger.record([{ name: 'billing.replace_lines', args }], []));
  });
  return readInvoice(desk, id);
}

/** Settles lines, by position or by class. @throws NotFound */
export async function settleLines(
  desk: Desk,
  who: Principal,
  id: number,
  input: DispositionInput,
): Promise<InvoiceDetail> {
  const args = {
    id,
    positions: input.lines ?? null,
    class: input.class ?? null,
    disposition: input.disposition,
    note: input.note || null,
    by: who.name,
    actor: who.actor,
    origin: who.origin,
  };
  settled(await desk.ledger.record([{ name: 'billing.decide', args }], []));
  return readInvoice(desk, id);
}

/** Takes an invoice away; the log keeps that it was there. @throws NotFound */
export async function deleteInvoice(desk: Desk, who: Principal, id: number): Promise<void> {
  const { supplier, number, period, lines, sumMinor } = readInvoice(desk, id);
  settled(
    await desk.ledger.record(
      [{ name: 'billing.delete_invoice', args: { id } }],
      [
        {
          action: 'billing.invoice.delete',
          actor: who.actor,
          origin: who.origin,
          target: `invoice ${id}`,
          detail: { supplier, number, period, lines, sumMinor },
        },
      ],
    ),
  );
}

/** How far reconciling an invoice again has come; null when it is not under way. @throws NotFound */
export function reconcileProgress(desk: Desk, id: number): InvoiceProgress | null {
  readInvoice(desk, id);
  return progressOf(desk.ledger, `invoice-${id}`);
}

/** How far reading a file has come; null when nothing is under way. */
export function importProgress(desk: Desk, fileId: string): InvoiceProgress | null {
  return progressOf(desk.ledger, fileId);
}
