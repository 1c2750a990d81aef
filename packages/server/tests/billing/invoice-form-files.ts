import writeXlsxFile from 'write-excel-file/node';

/** What a supplier charges or credits (negative) for one order. */
export interface Charge {
  refId: string;
  orderId: string;
  customer: string;
  method: string;
  day: string;
  minor: number;
}

/** One way in which a supplier may write an invoice. */
export interface Form {
  name: string;
  file(charges: readonly Charge[]): Buffer | string | Promise<Buffer>;
  /** What whoever imports it must choose, because the file can be read in two ways. */
  choose?: { decimal?: 'comma'; dateFormat?: 'mdy'; vatBasisPoints?: number };
  /** Charges by their number of pieces, without orders: the classes are others, the sums are not. */
  aggregated?: true;
  /** It has no column of days. */
  undated?: true;
  /** The row of the column names, where it is not the first. */
  headerRow?: number;
  /** Rows that sum up. */
  totals?: number;
}

export type Cell = string | number | Date | null;
export type Rows = readonly (readonly Cell[])[];
export type TextOf = (charge: Charge) => string;

export const HEADER = ['Ref ID', 'Customer', 'Method', 'Date', 'Amount'];
export const GERMAN = ['Referenz-Nr.', 'Kunden-ID', 'Verfahren', 'Leistungsdatum', 'Betrag (CHF)'];

export const point = (minor: number) => (minor / 100).toFixed(2);
export const comma = (minor: number) => point(minor).replace('.', ',');
export const sumOf = (charges: readonly Charge[]) => charges.reduce((sum, { minor }) => sum + minor, 0);
export const swiss = (day: string) => day.split('-').reverse().map(Number).join('.');
export const inWords = (locale: string, month: 'long' | 'short') => (charge: Charge) =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' }).format(
    Date.parse(charge.day),
  );
/** The number of a day as spreadsheets count from 1900. */
export const serial = (day: string) => Date.parse(day) / 86_400_000 + 25_569;

interface Written {
  header?: readonly string[];
  id?: TextOf;
  date?: TextOf;
  amount?: (minor: number) => string;
}

/** A table of texts: a header, then a row per charge. */
export function rowsOf(
  charges: readonly Charge[],
  { header = HEADER, id, date, amount = point }: Written = {},
) {
  const rows = charges.map((charge) => [
    id ? id(charge) : charge.refId,
    charge.customer,
    charge.method,
    date ? date(charge) : charge.day,
    amount(charge.minor),
  ]);
  return [[...header], ...rows];
}

interface Csv {
  separator?: string;
  breaks?: string;
  quoted?: true;
}

export function csvOf(rows: Rows, { separator = ',', breaks = '\r\n', quoted }: Csv = {}): string {
  const cellOf = (cell: Cell) => {
    const text = String(cell ?? '');
    return quoted || text.includes(separator) || /["\r\n]/.test(text)
      ? `"${text.replaceAll('"', '""')}"`
      : text;
  };
  return rows.map((row) => row.map(cellOf).join(separator)).join(breaks);
}

export async function xlsxOf(sheets: Readonly<Record<string, Rows>>): Promise<Buffer> {
  const cellOf = (value: Cell) => {
    if (value === null || value === '') return null;
    if (value instanceof Date) return { value, type: Date, format: 'dd.mm.yyyy' };
    return typeof value === 'number' ? { value, type: Number } : { value, type: String };
  };
  const written = Object.entries(sheets).map(([sheet, rows]) => ({
    sheet,
    data: rows.map((row) => row.map(cellOf)),
  }));
  return writeXlsxFile(written).toBuffer();
}

export const plain = (name: string, written: Written, csv: Csv = {}, choose?: Form['choose']): Form => ({
  name,
  file: (charges) => csvOf(rowsOf(charges, written), csv),
  ...(choose ? { choose } : {}),
});

export const LETTERHEAD: Rows = [
  ['Swisscom Trust Services AG', '', '', '', ''],
  ['Konradstrasse 12, 8005 Zürich', '', '', '', ''],
  ['', '', '', '', ''],
  ['Rechnung Nr. 4711', '', '', 'Datum', '31.03.2026'],
  ['Kunde: Muster Treuhand GmbH', '', '', '', ''],
  ['', '', '', '', ''],
];
