import { INVOICE_LINE_FIELDS } from '@srs-desk/shared/billing/invoice-line.ts';
import { FILE_TEXTS, WORDS } from '@srs-desk/shared/words/both.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { type FileLanguage, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import { sheetOf, type Table } from '../../../platform/tables/table.ts';
import { amountCells } from '../amount-cells.ts';
import { readInvoice } from './invoices.ts';
import { type LineStored, readDisputed } from './line-queries.ts';
import { readInvoices } from './queries.ts';

function disputeTable(
  lines: readonly LineStored[],
  currency: string,
  language: FileLanguage,
  numbers: ReadonlyMap<number, string>,
): Table {
  const { sheet, headers } = FILE_TEXTS[language].dispute;
  const rows = lines.map((line) => {
    const { invoicedMinor, expectedMinor, earlierInvoice } = line;
    const both = invoicedMinor !== null && expectedMinor !== null;
    const difference = both ? invoicedMinor - expectedMinor : null;
    return {
      ...amountCells(INVOICE_LINE_FIELDS, { ...line, currency, difference }),
      class: WORDS[language].invoiceClass[line.class],
      refId: line.refId ?? line.ourRefId,
      earlierInvoice: earlierInvoice === null ? null : (numbers.get(earlierInvoice) ?? null),
    };
  });
  return sheetOf(sheet, INVOICE_LINE_FIELDS, headers, rows);
}

/**
 * What goes to the supplier: the lines marked as disputed or, where none is marked yet, every open difference on the
 * invoice. @throws NotFound
 */
export async function exportDispute(
  desk: Desk,
  who: Principal,
  id: number,
  format: 'csv' | 'xlsx',
  language: FileLanguage,
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
  const table = disputeTable(lines, invoice.currency, language, numbers);
  return tableFile(['dispute', invoice.supplier, invoice.number], [table], format, language);
}
