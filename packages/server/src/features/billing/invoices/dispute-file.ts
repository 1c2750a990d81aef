import type { Desk, Principal } from '../../../platform/desk.ts';
import { held } from '../../../platform/ledger/held.ts';
import { fileTexts } from '../file-texts.ts';
import {
  type Cell,
  CSV_TYPE,
  type FileLanguage,
  fileName,
  type MadeFile,
  type Table,
  toCsv,
  toXlsx,
  XLSX_TYPE,
} from '../table-file.ts';
import { type LineStored, readDisputed } from './invoice-store.ts';
import { listInvoices, readInvoice } from './invoices.ts';

function disputeTable(
  lines: readonly LineStored[],
  currency: string,
  language: FileLanguage,
  numbers: ReadonlyMap<number, string>,
): Table {
  const { dispute } = fileTexts[language];
  const money = (minor: number | null): Cell => (minor === null ? null : { minor, currency });
  const rows = lines.map((line): Cell[] => {
    const { invoicedMinor, expectedMinor } = line;
    const both = invoicedMinor !== null && expectedMinor !== null;
    return [
      line.line,
      dispute.classes[line.class],
      line.refId ?? line.ourRefId,
      line.orderId,
      line.externalId,
      line.day,
      line.method,
      money(invoicedMinor),
      money(expectedMinor),
      both ? money(invoicedMinor - expectedMinor) : null,
      currency,
      line.ourPeriod,
      line.earlierLine,
      line.earlierInvoice === null ? null : (numbers.get(line.earlierInvoice) ?? null),
      line.note,
    ];
  });
  return { sheet: dispute.sheet, headers: dispute.headers, rows };
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
  held(
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
  const numbers = new Map(listInvoices(desk).map((each) => [each.id, each.number]));
  const table = disputeTable(lines, invoice.currency, language, numbers);
  const name = fileName(['dispute', invoice.supplier, invoice.number], format);
  return format === 'csv'
    ? { name, type: CSV_TYPE, content: toCsv([table], language) }
    : { name, type: XLSX_TYPE, content: await toXlsx([table]) };
}
