import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { MATCH_CLASSES } from '@srs-desk/shared/billing/invoice-line.ts';
import { sameName } from '@srs-desk/shared/billing/invoice-name.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type {
  DispositionInput,
  InvoiceDetail,
  InvoiceInput,
  InvoiceLineRow,
  InvoiceRow,
} from '@srs-desk/shared/billing/wire.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput, NotFound } from '../../../platform/errors.ts';
import { settled } from '../refusals.ts';
import { currentPeriod } from '../usage/read-usage.ts';
import { dropFile, keptFile } from './invoice-files.ts';
import type { LineStored } from './line-queries.ts';
import { countLines, type InvoiceStored, readSuppliers } from './queries.ts';
import { invoiceReads } from './reads.ts';
import { type InvoiceProgress, progressOf, stopRun } from './running-imports.ts';
import { stageLines } from './stage-lines.ts';

function rowOf({ uploadedAt, reconciledAt, ...invoice }: InvoiceStored): InvoiceRow {
  return {
    ...invoice,
    uploadedAt: iso(uploadedAt),
    reconciledAt: iso(reconciledAt),
  };
}

/** All invoices, newest first; the read thread counts their open lines. @throws Unavailable when that takes too long */
export async function listInvoices(desk: Desk): Promise<InvoiceRow[]> {
  return (await desk.reads.run('invoices.list', null)).map(rowOf);
}

type InvoiceRead = ReturnType<(typeof invoiceReads)['invoices.one']>;

/** @throws NotFound */
function detailOf(id: number, { invoice, classes }: InvoiceRead): InvoiceDetail {
  if (invoice === undefined) throw notHere(id);
  const known = new Map(classes.map((row) => [row.class, row]));
  const none = { count: 0, open: 0, invoicedMinor: 0, expectedMinor: 0, differenceMinor: 0 };
  return {
    ...rowOf(invoice),
    classes: MATCH_CLASSES.map((name) => known.get(name) ?? { class: name, ...none }),
  };
}

const notHere = (id: number): NotFound => new NotFound('invoice_not_found', `There is no invoice ${id}.`);

/** One invoice with count and sums of each class. @throws NotFound */
export function readInvoice(desk: Desk, id: number): InvoiceDetail {
  return detailOf(id, invoiceReads['invoices.one'](desk.reader, id));
}

/** So many lines of an invoice the main thread lists and sums itself. */
const FEW = 2_000;

/** The same, for who only looks. @throws NotFound, Unavailable when it takes too long */
export async function showInvoice(desk: Desk, id: number): Promise<InvoiceDetail> {
  if ((countLines(desk.reader, id) ?? 0) <= FEW) return readInvoice(desk, id);
  return detailOf(id, await desk.reads.run('invoices.one', id));
}

/** A stored line as the API gives it. */
export function lineView(line: LineStored): InvoiceLineRow {
  return { ...line, decidedAt: iso(line.decidedAt) };
}

/** Lines of an invoice. @throws NotFound, Unavailable when it takes too long */
export async function listInvoiceLines(
  desk: Desk,
  id: number,
  query: ListQuery,
): Promise<{ rows: InvoiceLineRow[]; total: number }> {
  const lines = countLines(desk.reader, id);
  if (lines === null) throw notHere(id);
  const asked = { invoiceId: id, query };
  const { rows, total } =
    lines <= FEW
      ? invoiceReads['invoices.lines'](desk.reader, asked)
      : await desk.reads.run('invoices.lines', asked);
  return { rows: rows.map(lineView), total };
}

/** A supplier as it was written before, where case and blanks alone tell the two apart. */
function knownSupplier(desk: Desk, supplier: string): string {
  return readSuppliers(desk.reader).find((each) => sameName(each, supplier)) ?? supplier;
}

/** @throws InvalidInput for a month to come */
export function refuseToCome(desk: Desk, period: Period): void {
  if (period <= currentPeriod(desk)) return;
  throw new InvalidInput({ period: `has not begun: the latest is ${currentPeriod(desk)}` });
}

/**
 * Turns an uploaded file into an invoice: reads it by the mapping, reconciles every line, stores all of it or
 * nothing, and remembers the mapping for the supplier. Who is `gone` has stopped it.
 * @throws InvalidInput for a month to come, NotFound, Unprocessable with the bad lines, Conflict `same_file`, `same_number`, `other_month`
 * unless the month is meant, `gross_amounts` where nothing is said of the tax, `import_stopped`, `import_running`, `imports_full`
 */
export async function importInvoice(
  desk: Desk,
  who: Principal,
  input: InvoiceInput,
  gone: AbortSignal,
): Promise<InvoiceDetail> {
  refuseToCome(desk, input.period);
  const file = keptFile(desk, input.fileId, who.name);
  const work = {
    kind: 'import',
    path: file.path,
    mapping: input.mapping,
    periodMeant: input.periodMeant,
    databasePath: desk.config.databasePath,
    timeZone: desk.config.billingTimeZone,
    currency: input.mapping.currency,
    period: input.period,
    tolerance: { minor: input.toleranceMinor, perMille: input.tolerancePerMille },
  } as const;
  const id = await stageLines(
    desk,
    who,
    file.id,
    work,
    gone,
    async ({ lines, sumMinor, staged, headerKey }) => {
      const invoice = {
        upload: file.id,
        supplier: knownSupplier(desk, input.supplier),
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
    },
  );
  await dropFile(desk, file.id);
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

/** Stops the import of a file, or reconciling an invoice again, by whoever began it. @throws NotFound when none of theirs is under way */
export function stopImport(desk: Desk, who: Principal, upload: string): void {
  if (stopRun(desk.ledger, upload, who.name)) return;
  throw new NotFound('import_not_found', 'No import of yours is under way here: it has ended.');
}

/** How far reading one's own file has come; null when nothing is under way. */
export function importProgress(desk: Desk, who: Principal, fileId: string): InvoiceProgress | null {
  return progressOf(desk.ledger, fileId, who.name);
}
