import { INVOICE_LINE_FIELDS } from '@srs-desk/shared/billing/invoice-line.ts';
import type { InvoiceDetail } from '@srs-desk/shared/billing/wire.ts';
import { FILE_TEXTS, WORDS } from '@srs-desk/shared/words/both.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { type FileLanguage, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import { sheetOf, type Table } from '../../../platform/tables/table.ts';
import { amountCells } from '../amount-cells.ts';
import { readInvoice } from './invoices.ts';
import { type LineStored, readDisputed } from './line-queries.ts';
import { readInvoices } from './queries.ts';

/** What every row names of the invoice itself. */
const HEADS = ['supplier', 'number', 'period'] as const;

function disputeTable(
  invoice: InvoiceDetail,
  lines: readonly LineStored[],
  language: FileLanguage,
  numbers: ReadonlyMap<number, string>,
): Table {
  const { sheet, headers, total, ...texts } = FILE_TEXTS[language].dispute;
  const { supplier, number, period, currency } = invoice;
  const rows = lines.map((line) => ({
    ...amountCells(INVOICE_LINE_FIELDS, { ...line, currency }),
    class: WORDS[language].invoiceClass[line.class],
    refId: line.refId ?? line.ourRefId,
    earlierInvoice: line.earlierInvoice === null ? null : (numbers.get(line.earlierInvoice) ?? null),
  }));
  const sum = (of: 'invoicedMinor' | 'expectedMinor' | 'differenceMinor') => ({
    minor: lines.reduce((all, line) => all + (line[of] ?? 0), 0),
    currency,
  });
  const { columns } = sheetOf(sheet, INVOICE_LINE_FIELDS, headers, []);
  const nothing = Object.fromEntries(columns.map(({ key }) => [key, null]));
  const last = {
    ...nothing,
    class: total,
    currency,
    invoicedMinor: sum('invoicedMinor'),
    expectedMinor: sum('expectedMinor'),
    differenceMinor: sum('differenceMinor'),
  };
  const named = { supplier, number, period };
  return {
    sheet,
    columns: [...HEADS.map((key) => ({ key, heading: texts[key] })), ...columns],
    rows: [...rows, last].map((row) => ({ ...named, ...row })),
  };
}

/**
 * What goes to the supplier: whose invoice, each line for which something is asked back or that nobody could check, and the
 * total, which is the invoice's difference. @throws NotFound
 */
export async function exportDispute(
  desk: Desk,
  who: Principal,
  id: number,
  format: 'csv' | 'xlsx',
  language: FileLanguage,
  gone: AbortSignal,
): Promise<MadeFile> {
  const invoice = readInvoice(desk, id);
  const lines = readDisputed(desk.reader, id);
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.invoice.export',
          actor: who.actor,
          origin: who.origin,
          target: `invoice ${id}`,
          detail: { number: invoice.number, format, language, lines: lines.length },
        },
      ],
    ),
  );
  const numbers = new Map(readInvoices(desk.reader).map((each) => [each.id, each.number]));
  const table = disputeTable(invoice, lines, language, numbers);
  return tableFile(['dispute', invoice.supplier, invoice.number], [table], format, language, gone);
}
