import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { columnMappingSchema } from '@srs-desk/shared/billing/invoice-columns.ts';
import { createCalendar } from '@srs-desk/shared/billing/periods.ts';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, describe, expect, it } from 'vitest';
import { RefusedLines, readInvoiceLines } from '../../src/features/billing/invoices/read-invoice.ts';
import { UnreadableTable } from '../../src/platform/tables/unreadable-table.ts';
import { workbookOf } from '../tables/xlsx-fixture.ts';
import { refOf } from './billing-fixture.ts';
import { COLUMNS, csv, type ImportOptions, workbook } from './invoice-fixture.ts';

const HEADER = ['Ref ID', 'Customer', 'Date', 'Amount'];
const R = refOf(1);

const folder = mkdtempSync(join(tmpdir(), 'srs-desk-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads a file as the invoice thread does. */
function reading(content: Buffer | string, options: ImportOptions) {
  const path = join(folder, 'invoice');
  writeFileSync(path, content);
  const { columns = COLUMNS, decimal, dateFormat, currency = 'CHF' } = options;
  return readInvoiceLines(
    path,
    columnMappingSchema.parse({ columns, decimal, dateFormat, currency }),
    createCalendar('Europe/Zurich'),
    () => undefined,
  );
}

describe('files refused as a whole, with the line', () => {
  const cases: [
    string,
    Buffer | string,
    ImportOptions,
    string,
    [line: number, column: string, words: RegExp][],
  ][] = [
    [
      'a missing column',
      csv([
        ['Ref ID', 'Sum'],
        [R, '1.00'],
      ]),
      {},
      'bad_lines',
      [
        [1, 'Customer', /no column "Customer"/],
        [1, 'Date', /it has: Ref ID, Sum/],
        [1, 'Amount', /no column/],
      ],
    ],
    [
      'a column twice',
      csv([
        ['Ref ID', 'Customer', 'Date', 'Amount', 'Amount'],
        [R, 'A', '', '1.00', '2.00'],
      ]),
      {},
      'bad_lines',
      [[1, 'Amount', /2 columns named/]],
    ],
    [
      'mixed currencies',
      csv([
        [...HEADER, 'Currency'],
        [R, 'A', '', '1.00', 'CHF'],
        [R, 'A', '', '1.00', 'EUR'],
      ]),
      { columns: { refId: 'Ref ID', amount: 'Amount', currency: 'Currency' } },
      'bad_lines',
      [[3, 'Currency', /in CHF, this line in EUR/]],
    ],
    [
      'another currency in the amount',
      csv([HEADER, [R, 'A', '', 'EUR 1.00']]),
      {},
      'bad_lines',
      [[2, 'Amount', /in CHF, this line in EUR/]],
    ],
    [
      'an amount that can be read in two ways',
      csv([HEADER, [R, 'A', '', '"1,234"']]),
      {},
      'bad_lines',
      [[2, 'Amount', /decimal comma or decimal point/]],
    ],
    [
      'too many decimals',
      csv([HEADER, [R, 'A', '', '1.005']]),
      { decimal: 'point' },
      'bad_lines',
      [[2, 'Amount', /more decimals than CHF/]],
    ],
    [
      'an ambiguous date',
      csv([HEADER, [R, 'A', '3/4/2026', '1.00']]),
      {},
      'bad_lines',
      [[2, 'Date', /two days/]],
    ],
    [
      'an id that Excel has rounded and saved as CSV',
      csv([HEADER, ['1.23457E+17', 'A', '', '1.00'], [R, '"1,23457E+17"', '', '1.00']]),
      {},
      'bad_lines',
      [
        [
          2,
          'Ref ID',
          /"1\.23457E\+17" has more than 15 digits and Excel has rounded it: format the column as text/,
        ],
        [3, 'Customer', /format the column as text/],
      ],
    ],
    [
      'an id that a workbook holds as a number of more than 15 digits',
      workbookOf({
        sheets: {
          A: `<row>${HEADER.map((name) => `<c t="inlineStr"><is><t>${name}</t></is></c>`).join('')}</row><row><c><v>1.2345678901234568E+17</v></c><c/><c s="1"><v>46310</v></c><c><v>1</v></c></row>`,
        },
      }),
      {},
      'bad_lines',
      [[2, 'Ref ID', /has more than 15 digits/]],
    ],
    [
      'more cells than headers',
      csv([HEADER, [R, 'A', '', '1.00', 'x']]),
      {},
      'bad_lines',
      [[2, 'Amount', /5 cells where the header has 4/]],
    ],
    [
      'the line after a quoted line break',
      csv([HEADER, [R, '"A\r\nB"', '', '1.00'], [R, '"C\r\nD"', '', 'x']]),
      {},
      'bad_lines',
      [[4, 'Amount', /"x" is not an amount/]],
    ],
    ['an open quote', `${csv([HEADER, [R, 'A', '', '1.00']])}\r\n"${R},A`, {}, 'broken_csv', [[3, '', /./]]],
    ['only a header', csv([HEADER]), {}, 'no_lines', []],
    ['an empty file', '', {}, 'empty', []],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), {}, 'not_a_table', []],
    ['an old Excel file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), {}, 'old_excel', []],
    ['a zip that is no workbook', Buffer.from(zipSync({ 'a.txt': strToU8('hello') })), {}, 'broken_xlsx', []],
    [
      'a torn workbook',
      Buffer.from(zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') })).subarray(0, 60),
      {},
      'broken_xlsx',
      [],
    ],
  ];
  it.each(cases)('%s', async (_name, content, options, code, wanted) => {
    const refused: unknown = await reading(content, options).then(
      () => null,
      (error: unknown) => error,
    );
    if (refused instanceof RefusedLines) {
      expect(code).toBe('bad_lines');
      expect(refused.errors).toHaveLength(wanted.length);
      for (const [at, [line, column, words]] of wanted.entries()) {
        expect(refused.errors[at]).toMatchObject({ line, column });
        expect(refused.errors[at]?.message).toMatch(words);
      }
      return;
    }
    expect(refused).toBeInstanceOf(UnreadableTable);
    const unreadable = refused as UnreadableTable;
    expect([unreadable.code, unreadable.row]).toEqual([code, wanted[0]?.[0] ?? null]);
  });
});

describe('files taken as they are', () => {
  const taken: [string, () => Buffer | string | Promise<Buffer>, ImportOptions][] = [
    [
      'BOM, semicolons, decimal commas, local dates',
      () => `\ufeff${csv([HEADER, [R, 'Müller', '10.3.2026', "1'234,50"]], ';')}`,
      {},
    ],
    [
      'Windows-1252',
      () => iconv.encode(csv([HEADER, [R, 'Müller', '10. März 2026', '1234,50']], ';'), 'windows-1252'),
      {},
    ],
    [
      'UTF-16 with tabs',
      () =>
        iconv.encode(csv([HEADER, [R, 'Müller', '2026-03-10', '1 234.50']], '\t'), 'utf-16le', {
          addBOM: true,
        }),
      {},
    ],
    [
      'sep= above the header',
      () => `sep=;\r\n${csv([HEADER, [R, 'Müller', '10.03.2026', '1.234,50']], ';')}`,
      {},
    ],
    [
      'quoted line breaks and separators',
      () => csv([HEADER.map((cell) => `"${cell}"`), [R, '"Müller"', '"3/10/2026"', '"1,234.50"']]),
      { dateFormat: 'mdy' },
    ],
    [
      'empty lines, empty cells at the end',
      () =>
        `${csv([
          [...HEADER, '', ''],
          [R, 'Müller', '2026-03-10T23:30:00+01:00', 'CHF 1234.50', '', '', ''],
        ])}\r\n\r\n`,
      {},
    ],
    [
      'a workbook with numbers and dates',
      () => workbook([[R, 'Müller', new Date('2026-03-10T00:00:00Z'), 1234.5]]),
      { name: 'a.xlsx' },
    ],
    [
      'a workbook with texts, sheets without rows and empty rows',
      () =>
        workbook([
          [null, null, null, null],
          [R, 'Müller', '10.03.2026', "1'234.50"],
        ]),
      { name: 'b.xlsx' },
    ],
  ];
  it.each(taken)('%s', async (_name, content, options) => {
    const { lines } = await reading(await content(), options);
    expect(lines).toEqual([
      expect.objectContaining({ refId: R, externalId: 'Müller', day: '2026-03-10', amountMinor: 123450 }),
    ]);
  });

  it('names lines as an editor does, whatever breaks they have inside', async () => {
    const file = `sep=,\r\n${csv([HEADER, [R, '"A\r\nB\rC\nD"', '', '1.00']])}\r\n\r\n${csv([[R, 'E', '', '2.00']])}`;
    const { lines } = await reading(file, {});
    expect(lines.map(({ line, externalId }) => [line, externalId])).toEqual([
      [3, 'A B C D'],
      [8, 'E'],
    ]);
  });
});
