import { formatMinor } from '@srs-desk/shared/billing/money.ts';
import { addMonths, firstDayOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import type { AccountingArrangement } from '@srs-desk/shared/billing/wire.ts';
import iconv from 'iconv-lite';
import { type AccountingLine, bookedMinor, vatCodeOf } from './accounting-lines.ts';

/** Columns 1 to 37 of the booking batch, by the names of DATEV's own description; what follows is optional and left out. */
const COLUMNS = [
  'Umsatz (ohne Soll/Haben-Kz)',
  'Soll/Haben-Kennzeichen',
  'WKZ Umsatz',
  'Kurs',
  'Basis-Umsatz',
  'WKZ Basis-Umsatz',
  'Konto',
  'Gegenkonto (ohne BU-Schlüssel)',
  'BU-Schlüssel',
  'Belegdatum',
  'Belegfeld 1',
  'Belegfeld 2',
  'Skonto',
  'Buchungstext',
  'Postensperre',
  'Diverse Adressnummer',
  'Geschäftspartnerbank',
  'Sachverhalt',
  'Zinssperre',
  'Beleglink',
  ...Array.from({ length: 8 }, (_, at) => [
    `Beleginfo - Art ${at + 1}`,
    `Beleginfo - Inhalt ${at + 1}`,
  ]).flat(),
  'KOST1 - Kostenstelle',
];
const COST_CENTRE = COLUMNS.length - 1;
/** Longest Belegfeld 1 and Buchungstext, characters. */
const LONGEST = { number: 36, text: 60 } as const;

const quoted = (text: string): string => `"${text.replace(/[\r\n]+/g, ' ').replaceAll('"', '""')}"`;
/** A number stands as it is; what somebody wrote in its place must not end the cell. */
const accountCell = (account: string): string => (/^\d+$/.test(account) ? account : quoted(account));
const compact = (day: string): string => day.replaceAll('-', '');

/** The last day of a month. */
export function lastDayOf(period: Period): string {
  const next = Date.parse(`${firstDayOf(addMonths(period, 1))}T00:00:00Z`);
  return new Date(next - 86_400_000).toISOString().slice(0, 10);
}

function headOf(period: Period, arrangement: AccountingArrangement, currency: string, at: number): string {
  const { consultant, client } = arrangement;
  const made = new Date(at).toISOString().replace(/\D/g, '');
  const year = `${period.slice(0, 4)}0101`;
  const [from, to] = [compact(firstDayOf(period)), compact(lastDayOf(period))];
  return `"EXTF";700;21;"Buchungsstapel";13;${made};;"";"";"";${consultant};${client};${year};4;${from};${to};${quoted(
    `SRS ${period}`,
  )};"";1;0;0;${quoted(currency)};;"";;;"";;;"";""`;
}

function rowOf(line: AccountingLine, arrangement: AccountingArrangement, period: Period): string {
  const cells = COLUMNS.map(() => '');
  const { currency, number, name, externalId, rate, costCentre } = line;
  const booked = bookedMinor(line);
  cells[0] = formatMinor(Math.abs(booked), currency).replace('.', ',');
  cells[1] = booked < 0 ? '"H"' : '"S"';
  cells[2] = quoted(currency);
  cells[6] = accountCell(line.debtorNumber ?? arrangement.receivableAccount);
  cells[7] = arrangement.revenueAccount;
  // DATEV takes the tax that a code says out of the amount: without a known tax the amount has none in it.
  cells[8] = quoted(rate === null ? '' : vatCodeOf(line, arrangement));
  const last = lastDayOf(period);
  cells[9] = `${last.slice(8)}${last.slice(5, 7)}`;
  cells[10] = quoted(number.slice(0, LONGEST.number));
  cells[13] = quoted(`SRS ${name ?? externalId ?? ''}`.trim().slice(0, LONGEST.text));
  cells[COST_CENTRE] = quoted(costCentre ?? '');
  return cells.join(';');
}

/**
 * Lines as a booking batch of DATEV (EXTF 700, category 21, version 13): debtor against revenue on the last day of the month,
 * Windows-1252, CR LF. `at` is when the month was closed, ms, so that the file is always the same.
 */
export function datevFile(
  lines: readonly AccountingLine[],
  arrangement: AccountingArrangement,
  period: Period,
  at: number,
): Buffer {
  const currency = lines[0]?.currency ?? 'CHF';
  const rows = [
    headOf(period, arrangement, currency, at),
    COLUMNS.join(';'),
    ...lines.map((line) => rowOf(line, arrangement, period)),
  ];
  return iconv.encode(`${rows.join('\r\n')}\r\n`, 'windows1252');
}
