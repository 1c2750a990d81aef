import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { type CsvSeparator, withoutGuard } from '@srs-desk/shared/tables/csv.ts';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { namedSeparator, separatorOf } from './csv-form.ts';
import { encodingOf } from './encoding.ts';
import { type Row, type Sheet, type TableLimits, type TableSource, withinLimits } from './sheet.ts';
import { UnreadableTable } from './unreadable-table.ts';

const LONGEST_RECORD = 1024 * 1024;

const PROBLEMS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened that is never closed',
  CSV_MAX_RECORD_SIZE: 'the line is longer than 1 MiB',
};

function problemOf(error: unknown): string | null {
  if (!(error instanceof Error && 'code' in error)) return null;
  const code = String(error.code);
  return PROBLEMS[code] ?? (code.startsWith('CSV_') ? error.message : null);
}

/** A cell's text: of `="00042"`, by which spreadsheets are made to keep zeros, the 00042; without a formula's guard. */
function textOf(cell: string): string {
  const kept = cell.startsWith('=') ? /^="((?:[^"]|"")*)"$/.exec(cell)?.[1] : undefined;
  return kept === undefined ? withoutGuard(cell) : kept.replaceAll('""', '"');
}

/** A parser that puts the line on which a record begins behind its cells. */
function recordParser(separator: CsvSeparator) {
  // Counted here: the parser counts a line break inside quotes as it is written, one for each of its signs.
  let line = 1;
  const parser = parse({
    bom: true,
    delimiter: separator,
    // All of them, the longest first: the parser would take the first one it meets for that of the whole file.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_RECORD,
    on_record: (cells: string[]): string[] => {
      const begins = line;
      for (const cell of cells) line += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
      line += 1;
      cells.push(String(begins));
      // Each record is the first to it: for one of another length than the first it would make an error, with its stack,
      // and throw that away. Below a letterhead these are all.
      Object.assign(parser.info, { records: 0 });
      return cells;
    },
  });
  return { parser, nextLine: () => line };
}

async function* rowsOf(source: TableSource, head: Buffer): AsyncGenerator<Row> {
  const encoding = await encodingOf(source, head);
  const sample = iconv.decode(head, encoding);
  const named = namedSeparator(sample);
  const { parser, nextLine } = recordParser(named ?? separatorOf(sample));
  const file = typeof source === 'string' ? createReadStream(source) : Readable.from([source]);
  file.on('error', (error: Error) => parser.destroy(error));
  file.pipe(iconv.decodeStream(encoding)).pipe(parser);
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      const number = Number(cells.pop());
      if (named !== null && number === 1) continue;
      yield { number, cells: cells.map(textOf) };
    }
  } catch (error) {
    const problem = problemOf(error);
    if (problem === null) throw error;
    const line = nextLine();
    throw new UnreadableTable('broken_csv', `The CSV cannot be read from line ${line} on: ${problem}.`, line);
  } finally {
    file.destroy();
    parser.destroy();
  }
}

/** A CSV file as a sheet; `head` is its first bytes. Cells are texts, without anything done to their blanks. */
export function readCsv(source: TableSource, head: Buffer, limits: TableLimits): Sheet {
  return { name: 'CSV', rows: () => withinLimits(rowsOf(source, head), limits) };
}
