import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readFirstSheet, readTable } from '../../src/platform/tables/read-table.ts';
import type { Row, TableLimits } from '../../src/platform/tables/sheet.ts';
import { rowsApart } from '../../src/platform/tables/workbook-apart.ts';
import { type WorkbookParts, workbookOf } from './xlsx-fixture.ts';

async function all(rows: AsyncIterable<Row>): Promise<Row[]> {
  const taken: Row[] = [];
  for await (const row of rows) taken.push(row);
  return taken;
}

const firstRows = (parts: WorkbookParts, limits?: TableLimits) =>
  all(readFirstSheet(workbookOf(parts), limits));
const cellsOf = async (data: string, more: Partial<WorkbookParts> = {}) =>
  (await firstRows({ sheets: { A: data }, ...more })).map(({ cells }) => cells);

describe('reading workbooks', () => {
  it.each(['1', 'true', 'TRUE', 'on'])('counts days from 1904 where date1904 is %j', async (on) => {
    const workbookPr = `<workbookPr date1904="${on}"/>`;
    expect(await cellsOf('<row><c s="1"><v>44848</v></c></row>', { workbookPr })).toEqual([
      [{ day: '2026-10-15', time: null }],
    ]);
  });

  it.each(['', '<workbookPr date1904="0"/>', '<workbookPr date1904="false"/>'])(
    'counts days from 1900 with %j',
    async (workbookPr) => {
      const data = '<row><c s="1"><v>46310</v></c><c s="2"><v>46310.75</v></c><c s="1"><v>59</v></c></row>';
      expect(await cellsOf(data, { workbookPr })).toEqual([
        [
          { day: '2026-10-15', time: null },
          { day: '2026-10-15', time: '18:00:00' },
          { day: '1900-02-28', time: null },
        ],
      ]);
    },
  );

  it('takes cells and rows without addresses one after the other, and mixes them with addressed ones', async () => {
    const rows = await firstRows({
      sheets: {
        A: '<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="B5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>',
      },
    });
    expect(rows).toEqual([
      { number: 1, cells: [1, 2] },
      { number: 5, cells: ['', 3, 4] },
      { number: 6, cells: [5] },
    ]);
  });

  it('reads every kind of cell', async () => {
    const texts =
      '<si><t xml:space="preserve"> a&amp;b </t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh><t>reading</t></rPh></si><si><t>x_x000A_y</t></si>';
    const data =
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>' +
      '<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c t="str"><f>A1&amp;"x"</f><v>result</v></c>' +
      '<c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2026-03-01T14:05:00</v></c>' +
      '<c s="3"><v>12.5</v></c><c><v>1.2345678901234568E+17</v></c><c s="1"/></row>';
    expect(await cellsOf(data, { texts })).toEqual([
      [
        ' a&b ',
        'two runs',
        'x\ny',
        'inline',
        'result',
        'TRUE',
        '#N/A',
        { day: '2026-03-01', time: '14:05:00' },
        12.5,
        123456789012345680,
      ],
    ]);
  });

  it('reads elements under a prefix, and names its sheets in their order', async () => {
    const row = '<x:row><x:c><x:v>7</x:v></x:c></x:row>';
    const sheets = await readTable(workbookOf({ prefix: 'x:', sheets: { Cover: '', Lines: row } }));
    expect(sheets.map(({ name }) => name)).toEqual(['Cover', 'Lines']);
    expect(
      await all(readFirstSheet(workbookOf({ prefix: 'x:', sheets: { Cover: '', Lines: row } }))),
    ).toEqual([{ number: 1, cells: [7] }]);
  });

  const limits = { rows: 100, unpackedBytes: 200_000 };
  const row = '<row><c><v>1</v></c></row>';
  it('takes as many rows as are allowed and refuses one more, saying so', async () => {
    expect(await firstRows({ sheets: { A: row.repeat(100) } }, limits)).toHaveLength(100);
    await expect(firstRows({ sheets: { A: row.repeat(101) } }, limits)).rejects.toMatchObject({
      code: 'too_many_rows',
      row: 101,
      message: 'The table has more than 100 rows: split it by month or part.',
    });
  });

  it.each([
    ['empty rows', { sheets: { A: '<row/>'.repeat(40_000) } }, 'too_large'],
    ['texts', { sheets: { A: row }, texts: '<si><t>x</t></si>'.repeat(20_000) }, 'too_large'],
    ['columns', { sheets: { A: '<row r="3"><c r="XFD3"><v>1</v></c></row>' } }, 'too_many_columns'],
  ])('bounds %s', async (_what, parts, code) => {
    await expect(firstRows(parts, limits)).rejects.toMatchObject({ code });
  });

  describe('in a thread of their own', () => {
    const texts = Array.from({ length: 150_000 }, (_, at) => `<si><t>text ${at} of many</t></si>`).join('');
    const large = workbookOf({ sheets: { A: row }, texts });
    const wide = { rows: 1_000, unpackedBytes: 64 * 1024 * 1024 };
    const enough = { memoryMb: 192, ms: 60_000 };

    it('may take as much memory and time as they are given, and no more', async () => {
      expect(await all(rowsApart(large, wide, undefined, enough))).toHaveLength(1);
      for (const less of [{ memoryMb: 16 }, { ms: 1 }])
        await expect(
          all(rowsApart(large, wide, undefined, { ...enough, ...less })),
          JSON.stringify(less),
        ).rejects.toMatchObject({ code: 'too_large', message: expect.stringContaining('save it as CSV') });
    });

    it('end with who waits for them', async () => {
      const leaving = new AbortController();
      const reading = all(rowsApart(large, wide, leaving.signal, enough));
      leaving.abort(new Error('has left'));
      await expect(reading).rejects.toThrow('has left');
      await expect(all(rowsApart(large, wide, leaving.signal, enough))).rejects.toThrow('has left');
    });
  });

  it('fetches and expands no entities', async () => {
    const bomb =
      '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa">]><worksheet><sheetData><row><c><v>&a;</v></c></row></sheetData></worksheet>';
    const whole = workbookOf({ sheets: { A: '' } });
    const { unzipSync } = await import('fflate');
    const parts = { ...unzipSync(whole), 'xl/worksheets/sheet1.xml': strToU8(bomb) };
    await expect(all(readFirstSheet(Buffer.from(zipSync(parts))))).rejects.toMatchObject({
      code: 'broken_xlsx',
    });
  });

  it('says in which sheet and below which row a workbook is damaged', async () => {
    const torn = { sheets: { A: `${row}<row><c></row>` } };
    await expect(firstRows(torn)).rejects.toMatchObject({
      code: 'broken_xlsx',
      message: expect.stringContaining('in sheet "A" below row 1'),
    });
  });

  it.each([
    ['xl/workbook.bin', /binary workbook \(\.xlsb\).*save it as \.xlsx or CSV/],
    ['content.xml', /OpenDocument file \(\.ods\)/],
    ['a.txt', /a ZIP file, not an XLSX workbook/],
  ])('tells other files with %s apart', async (name, message) => {
    const file = Buffer.from(zipSync({ [name]: strToU8('x') }));
    await expect(readTable(file)).rejects.toMatchObject({
      code: 'broken_xlsx',
      message: expect.stringMatching(message),
    });
  });
});
