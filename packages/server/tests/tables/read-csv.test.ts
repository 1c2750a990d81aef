import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readFirstSheet } from '../../src/platform/tables/read-table.ts';
import type { Row } from '../../src/platform/tables/sheet.ts';

async function read(file: string | Buffer): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readFirstSheet(Buffer.from(file as string))) rows.push(row);
  return rows;
}

const rowsOf = async (file: string | Buffer) => (await read(file)).map(({ cells }) => cells);

describe('reading CSV', () => {
  it.each([',', ';', '\t', '|'])('finds the separator %j', async (sign) => {
    expect(await rowsOf(['a', 'b', 'c'].join(sign))).toEqual([['a', 'b', 'c']]);
    expect(await rowsOf(`sep=${sign}\r\na${sign}b,c;d`)).toContainEqual(`a${sign}b,c;d`.split(sign));
  });

  it.each([
    ['a letterhead', 'Example (Schweiz) AG, Bern, Zürich\n\nA;B;C\n1;2;3\n4;5;6\n', ['A', 'B', 'C']],
    ['decimal commas', 'A;B\nx;1,50\ny;2,00\nz;3,50\n', ['A', 'B']],
    ['commas in texts', 'A;B\n"x, y, z, u";1\n"a, b";2\n', ['A', 'B']],
  ])('is not misled by %s', async (_what, text, head) => {
    expect(await rowsOf(text)).toContainEqual(head);
  });

  it.each([
    ['UTF-8', Buffer.from('Zürich;Genève')],
    ['UTF-8 with mark', Buffer.from('\ufeffZürich;Genève')],
    ['Windows-1252', iconv.encode('Zürich;Genève', 'windows-1252')],
    ['UTF-16 LE with mark', iconv.encode('Zürich;Genève', 'utf-16le', { addBOM: true })],
    ['UTF-16 BE with mark', iconv.encode('Zürich;Genève', 'utf-16be', { addBOM: true })],
    ['UTF-16 LE without mark', iconv.encode('Zürich;Genève', 'utf-16le')],
    ['UTF-16 BE without mark', iconv.encode('Zürich;Genève', 'utf-16be')],
  ])('reads %s', async (_name, bytes) => {
    expect(await rowsOf(bytes)).toEqual([['Zürich', 'Genève']]);
  });

  it('keeps the zeros of ="00042", and takes the guard off what is no formula', async () => {
    expect(await rowsOf(`="00042";"=""00043""";'=1+1;'+41 79;'x\n`)).toEqual([
      ['00042', '00043', '=1+1', '+41 79', "'x"],
    ]);
  });

  it('numbers rows by the lines of the file', async () => {
    expect((await read('sep=;\r\n\r\na;"b\r\nc\rd\ne"\r\n;\r\nf;g')).map(({ number }) => number)).toEqual([
      3, 8,
    ]);
  });

  it.each([
    'a;b\r\nc;d\r\ne;f\ng;h\n',
    'a;b\r\nc;d\ne;f\ng;h\n',
    'a;b\nc;d\r\ne;f\r\ng;h',
    'a;b\rc;d\r\ne;f\ng;h\r',
    '"a";"b"\r\n"c";"d"\n"e";"f"\r"g";"h"\r\n',
  ])('ends a line at every line break of %j', async (text) => {
    expect(await read(text)).toEqual(
      ['ab', 'cd', 'ef', 'gh'].map((cells, line) => ({ number: line + 1, cells: [...cells] })),
    );
  });

  it.each([
    ['', 'empty', null, 'The file is empty.'],
    ['a;b\n"c', 'broken_csv', 2, 'from line 2 on: a quote is opened that is never closed'],
    ['<html><table>', 'not_a_table', null, 'web page'],
    ['%PDF-1.7', 'not_a_table', null, 'save the table as one of these'],
    [`a\n${'x'.repeat(1024 * 1024 + 1)};y`, 'broken_csv', 2, 'longer than 1 MiB'],
  ])('says what is wrong with %.20j, where, and what would be right', async (text, code, row, words) => {
    await expect(read(text)).rejects.toMatchObject({ code, row, message: expect.stringContaining(words) });
  });

  it('takes 300,000 lines below a letterhead', async () => {
    const file = `Example AG\n\nA;B\n${'1;2\n'.repeat(300_000)}Total;600000\n`;
    let rows = 0;
    for await (const _ of readFirstSheet(Buffer.from(file))) rows += 1;
    expect(rows).toBe(300_003);
  });
});
