import iconv from 'iconv-lite';
import { workbookOf } from '../tables/xlsx-fixture.ts';
import {
  type Cell,
  type Charge,
  comma,
  csvOf,
  type Form,
  GERMAN,
  HEADER,
  inWords,
  LETTERHEAD,
  plain,
  point,
  type Rows,
  rowsOf,
  serial,
  sumOf,
  swiss,
  type TextOf,
  xlsxOf,
} from './invoice-form-files.ts';

const separators: readonly Form[] = [
  plain('commas', {}),
  plain('semicolons', {}, { separator: ';' }),
  plain('tabs', {}, { separator: '\t' }),
  plain('bars', {}, { separator: '|' }),
  {
    name: 'sep= above',
    headerRow: 2,
    file: (charges) => `sep=;\r\n${csvOf(rowsOf(charges), { separator: ';' })}`,
  },
  plain('every cell quoted', {}, { quoted: true }),
  plain('breaks of Unix', {}, { breaks: '\n' }),
  plain('empty lines between', {}, { breaks: '\r\n\r\n' }),
  plain('line breaks in the header', { header: ['Ref\nID', 'Customer', 'Method', 'Date', 'Amount\n(CHF)'] }),
];

const encodings: readonly Form[] = [
  { name: 'UTF-8 with mark', file: (charges) => `\ufeff${csvOf(rowsOf(charges))}` },
  {
    name: 'UTF-16',
    file: (charges) => iconv.encode(csvOf(rowsOf(charges)), 'utf-16le', { addBOM: true }),
  },
  {
    name: 'UTF-16, the other way round',
    file: (charges) => iconv.encode(csvOf(rowsOf(charges)), 'utf-16be', { addBOM: true }),
  },
  {
    name: 'Windows-1252 below a letterhead',
    headerRow: 7,
    file: (charges) =>
      iconv.encode(csvOf([...LETTERHEAD, ...rowsOf(charges)], { separator: ';' }), 'windows-1252'),
  },
];

const amounts: readonly Form[] = [
  plain('decimal commas', { amount: comma }, { separator: ';' }),
  plain('currency before', { amount: (minor) => `CHF ${point(minor)}` }),
  plain('currency behind', { amount: (minor) => `${comma(minor)} CHF` }),
  plain('francs', { amount: (minor) => `Fr. ${point(minor)}` }),
  plain('minus behind', { amount: (minor) => (minor < 0 ? `${point(-minor)}-` : point(minor)) }),
  plain('credits in brackets', { amount: (minor) => (minor < 0 ? `(${point(-minor)})` : point(minor)) }),
  plain(
    'three decimals',
    { amount: (minor) => `${comma(minor)}0` },
    { separator: ';' },
    { decimal: 'comma' },
  ),
  plain(
    'gross amounts',
    { amount: (minor) => point(Math.sign(minor) * Math.round(Math.abs(minor) * 1.081)) },
    {},
    { vatBasisPoints: 810 },
  ),
  {
    name: 'a column of currencies',
    file: (charges) => csvOf(rowsOf(charges).map((row, at) => [...row, at === 0 ? 'Currency' : 'CHF'])),
  },
];

const dates: readonly Form[] = [
  plain('Swiss days', { date: ({ day }) => swiss(day) }),
  plain('days in German words', { date: inWords('de-CH', 'long') }),
  plain('days in English words', { date: inWords('en-GB', 'short') }),
  plain('days with slashes', { date: ({ day }) => day.replaceAll('-', '/') }),
  plain(
    'American days',
    { date: ({ day }) => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}` },
    {},
    { dateFormat: 'mdy' },
  ),
  plain('days by their numbers', { date: ({ day }) => String(serial(day)) }),
  plain('days with a time', { date: ({ day }) => `${swiss(day)} 14:05:33` }),
  plain('instants of another zone', {
    date: ({ day }) => new Date(Date.parse(day) - 30 * 60_000).toISOString(),
  }),
];

const ids: readonly Form[] = [
  plain('Ref IDs in capitals', { id: ({ refId }) => refId.toUpperCase() }),
  plain('Ref IDs without dashes', { id: ({ refId }) => refId.replaceAll('-', '') }),
  plain('Ref IDs in braces', { id: ({ refId }) => `{${refId}}` }),
  plain('Ref IDs as formulas', { id: ({ refId }) => `="${refId}"` }),
  plain('Order IDs as formulas', {
    header: ['Order ID', 'Customer', 'Method', 'Date', 'Amount'],
    id: ({ orderId }) => `="${orderId}"`,
  }),
  plain(
    'German headers',
    { header: GERMAN, amount: comma, date: ({ day }) => swiss(day) },
    { separator: ';' },
  ),
  {
    name: 'no days',
    undated: true,
    file: (charges) => csvOf(rowsOf(charges).map((row) => row.filter((_, at) => at !== 3))),
  },
];

const total = (label: string, minor: number): Cell[] => [label, '', '', '', point(minor)];

/** Charges that have something in common, by it. */
function groupsBy(charges: readonly Charge[], keyOf: TextOf): Charge[][] {
  const groups = new Map<string, Charge[]>();
  for (const charge of charges) groups.set(keyOf(charge), [...(groups.get(keyOf(charge)) ?? []), charge]);
  return [...groups.values()];
}

const totals: readonly Form[] = [
  {
    name: 'a total',
    totals: 1,
    file: (charges) => csvOf([...rowsOf(charges), total('Total', sumOf(charges))]),
  },
  {
    name: 'notes below the total',
    totals: 1,
    file: (charges) =>
      csvOf([
        ...rowsOf(charges),
        total('Total', sumOf(charges)),
        ['', '', '', '', ''],
        ['Zahlbar innert 30 Tagen auf CH93 0076 2011 6238 5295 7', '', '', '', ''],
        ['Vielen Dank für Ihren Auftrag', '', '', '', ''],
      ]),
  },
  {
    name: 'subtotals, tax and total',
    totals: 6,
    file: (charges) => {
      const net = sumOf(charges);
      const tax = Math.round(net * 0.081);
      const parts = groupsBy(charges, ({ customer }) => customer).flatMap(
        (own): Rows => [...rowsOf(own).slice(1), total('Zwischensumme', sumOf(own))],
      );
      const ends = [
        total('Total exkl. MWST', net),
        total('MWST 8.1 %', tax),
        total('Total inkl. MWST', net + tax),
      ];
      return csvOf([HEADER, ...parts, ...ends]);
    },
  },
  {
    name: 'sums carried over a page',
    totals: 3,
    file: (charges) => {
      const page = charges.slice(0, 6);
      const carried = total('Übertrag', sumOf(page));
      return csvOf([
        ...rowsOf(page),
        carried,
        carried,
        ...rowsOf(charges.slice(6)).slice(1),
        total('Gesamtbetrag', sumOf(charges)),
      ]);
    },
  },
];

/** Cells as spreadsheets have them: days and amounts are numbers. */
const numbered = (charges: readonly Charge[], header = HEADER): Rows => [
  header,
  ...charges.map(({ refId, customer, method, day, minor }) => [
    refId,
    customer,
    method,
    new Date(day),
    minor / 100,
  ]),
];

const textCell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const rowXml = (cells: readonly string[]) => `<row>${cells.join('')}</row>`;

const workbooks: readonly Form[] = [
  { name: 'a workbook', file: (charges) => xlsxOf({ Lines: numbered(charges) }) },
  { name: 'a workbook of texts', file: (charges) => xlsxOf({ Lines: rowsOf(charges) }) },
  {
    name: 'a cover sheet',
    file: (charges) =>
      xlsxOf({
        Deckblatt: [...LETTERHEAD, ['Total', sumOf(charges) / 100]],
        Positionen: numbered(charges, GERMAN),
      }),
  },
  {
    name: 'a letterhead and a total in a workbook',
    headerRow: 7,
    totals: 1,
    file: (charges) =>
      xlsxOf({
        Rechnung: [...LETTERHEAD, ...numbered(charges), ['Summe', null, null, null, sumOf(charges) / 100]],
      }),
  },
  {
    name: 'days counted from 1904',
    file: (charges) =>
      workbookOf({
        workbookPr: '<workbookPr date1904="1"/>',
        sheets: {
          Lines: [
            rowXml(HEADER.map(textCell)),
            ...charges.map(({ refId, customer, method, day, minor }) =>
              rowXml([
                ...[refId, customer, method].map(textCell),
                `<c s="1"><v>${serial(day) - 1462}</v></c>`,
                `<c><v>${minor / 100}</v></c>`,
              ]),
            ),
          ].join(''),
        },
      }),
  },
];

/** A row per group of charges: what they have in common, how many, at what price where it is one, how much. */
function aggregated(name: string, header: readonly string[], commonOf: (charge: Charge) => string[]): Form {
  return {
    name,
    aggregated: true,
    file: (charges) => {
      const groups = groupsBy(charges, (charge) => commonOf(charge).join('\u0000'));
      const rows = groups.map((group): Cell[] => {
        const [first] = group;
        const pieces = group.filter(({ minor }) => minor > 0);
        const prices = [...new Set(pieces.map(({ minor }) => minor))];
        const unit = prices.length === 1 && prices[0] !== undefined ? point(prices[0]) : '';
        return [...(first ? commonOf(first) : []), pieces.length, unit, point(sumOf(group))];
      });
      return csvOf([[...header, 'Quantity', 'Unit price', 'Amount'], ...rows]);
    },
  };
}

const aggregates: readonly Form[] = [
  aggregated('per customer and method', ['Customer', 'Method'], ({ customer, method }) => [customer, method]),
  aggregated('per customer', ['Customer'], ({ customer }) => [customer]),
  aggregated('per method', ['Method'], ({ method }) => [method]),
  aggregated('in all', ['Description'], () => ['Identifications']),
];

/** One invoice in all the forms that suppliers send. */
export const FORMS: readonly Form[] = [
  ...separators,
  ...encodings,
  ...amounts,
  ...dates,
  ...ids,
  ...totals,
  ...workbooks,
  ...aggregates,
];
