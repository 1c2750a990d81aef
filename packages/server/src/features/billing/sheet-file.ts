import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import type { FileCell } from '@srs-desk/shared/billing/invoice-columns.ts';
import { parse } from 'csv-parse';
import { Unzip, UnzipInflate, UnzipPassThrough } from 'fflate';
import iconv from 'iconv-lite';
import readXlsxFile from 'read-excel-file/node';

/** The file cannot be read as a table: says why, and at which line where that is known. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  constructor(
    readonly code: string,
    message: string,
    readonly line: number | null = null,
  ) {
    super(message);
  }
}

/** A row of a table with its line in the file, counted from 1. */
export interface SheetRow {
  readonly line: number;
  readonly cells: readonly FileCell[];
}

/** What an XLSX file may unpack to, bytes: more is a bomb, not an invoice. */
export const MOST_UNPACKED = 160 * 1024 * 1024;

async function head(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

async function encodingOf(path: string, start: Buffer): Promise<string> {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start.includes(0) || start.subarray(0, 5).toString('latin1') === '%PDF-') {
    throw new UnreadableFile('not_a_table', 'This is neither CSV text nor an XLSX workbook.');
  }
  return (await isUtf8(path)) ? 'utf-8' : 'windows-1252';
}

/** The separator that a `sep=;` line names, as spreadsheets write it above the header row. */
function namedSeparator(text: string): string | null {
  return /^\ufeff?"?sep=([;,|\t])"?\r?\n/i.exec(text)?.[1] ?? null;
}

/** The separator that the first line uses most, outside of quotes. */
function separatorOf(text: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? '';
  const counts = [';', '\t', ',', '|'].map((sign) => ({ sign, count: line.split(sign).length - 1 }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).sign;
}

const CSV_PROBLEMS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote is opened that is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'something follows a closing quote',
  INVALID_OPENING_QUOTE: 'a quote stands inside a cell that does not begin with one',
  CSV_MAX_RECORD_SIZE: 'the line is longer than 1 MiB',
};

function csvProblem(error: unknown): string | null {
  if (!(error instanceof Error && 'code' in error)) return null;
  const code = String(error.code);
  return CSV_PROBLEMS[code] ?? (code.startsWith('CSV_') ? error.message : null);
}

function isEmpty(cells: readonly FileCell[]): boolean {
  return cells.every((cell) => cell === '');
}

async function* csvRows(path: string, start: Buffer): AsyncGenerator<SheetRow> {
  const encoding = await encodingOf(path, start);
  const text = iconv.decode(start, encoding);
  const named = namedSeparator(text);
  // Counted here: the parser counts a line break inside quotes as it is written, one for each of its signs.
  let next = 1;
  const parser = parse({
    bom: true,
    delimiter: named ?? separatorOf(text),
    relax_column_count: true,
    max_record_size: 1024 * 1024,
    on_record: (cells: string[]): string[] => {
      const line = next;
      for (const cell of cells) next += cell.match(/\r\n|\r|\n/g)?.length ?? 0;
      next += 1;
      return [String(line), ...cells];
    },
  });
  const source = createReadStream(path);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(iconv.decodeStream(encoding)).pipe(parser);
  try {
    for await (const [line, ...cells] of parser as AsyncIterable<string[]>) {
      if (isEmpty(cells) || (named !== null && line === '1')) continue;
      yield { line: Number(line), cells };
    }
  } catch (error) {
    const problem = csvProblem(error);
    if (problem === null) throw error;
    throw new UnreadableFile('broken_csv', `The CSV cannot be read from line ${next} on: ${problem}.`, next);
  } finally {
    source.destroy();
  }
}

const DAMAGED = 'The workbook is damaged: it cannot be unpacked.';

/**
 * Refuses workbooks that unpack to more than an invoice can be. What the file says of its sizes is not believed: it is
 * unpacked piece by piece, counted, and thrown away.
 */
async function refuseBomb(path: string): Promise<void> {
  let unpacked = 0;
  const unzip = new Unzip((file) => {
    file.ondata = (error, chunk) => {
      if (error) throw error;
      unpacked += chunk.length;
      if (unpacked > MOST_UNPACKED) {
        throw new UnreadableFile(
          'too_large',
          `The workbook unpacks to more than ${MOST_UNPACKED / 1024 / 1024} MiB: save it as CSV, or split it.`,
        );
      }
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  unzip.register(UnzipPassThrough);
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 16 * 1024 }))
      unzip.push(chunk as Buffer);
    unzip.push(new Uint8Array(0), true);
  } catch (error) {
    throw error instanceof UnreadableFile ? error : new UnreadableFile('broken_xlsx', DAMAGED);
  }
}

function cellOf(value: unknown): FileCell {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'number' ? value : String(value);
}

async function* xlsxRows(path: string): AsyncGenerator<SheetRow> {
  await refuseBomb(path);
  let sheets: { data: unknown[][] }[];
  try {
    sheets = (await readXlsxFile(path)) as unknown as { data: unknown[][] }[];
  } catch {
    throw new UnreadableFile('broken_xlsx', 'The workbook is damaged or not an XLSX workbook.');
  }
  const sheet = sheets.find(({ data }) => data.length > 0);
  for (const [at, row] of (sheet?.data ?? []).entries()) {
    const cells = row.map(cellOf);
    if (!isEmpty(cells)) yield { line: at + 1, cells };
  }
}

/**
 * The rows of a CSV (UTF-8, UTF-16 or Windows-1252; comma, semicolon, tab or bar; quoted line breaks) or of the first
 * filled sheet of an XLSX workbook, one after the other. @throws UnreadableFile
 */
export async function* readSheet(path: string): AsyncGenerator<SheetRow> {
  const start = await head(path, 64 * 1024);
  if (start.length === 0) throw new UnreadableFile('empty', 'The file is empty.');
  if (start.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) {
    throw new UnreadableFile('old_excel', 'This is an old Excel file (.xls): save it as .xlsx or CSV.');
  }
  const zipped = start.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 0x03, 0x04]));
  yield* zipped ? xlsxRows(path) : csvRows(path, start);
}
