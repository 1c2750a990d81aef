import { EntryFormatError, type EntryV1, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { CARRIERS, type Carried, carriedBy } from '../log/statement-carriers.ts';
import { BrokenLog } from './broken-log.ts';
import { type ExportHeader, type ExportTrailer, exportHeader, exportTrailer } from './jsonl-format.ts';
import { linesOf } from './lines-of.ts';

// In canonical order an entry begins with its action.
const ENTRY_LINE = '{"action"';
const CARRIER_LINES = CARRIERS.map((action) => `${ENTRY_LINE}:"${action}"`);

/** What the entries of an export carry about the log itself: read first, for by it all checkpoints are read. */
export async function carriedIn(path: string): Promise<Carried[]> {
  const carried: Carried[] = [];
  for await (const line of linesOf(path)) {
    const found = CARRIER_LINES.some((start) => line.startsWith(start)) ? carriedBy(line) : null;
    if (found !== null) carried.push(found);
  }
  return carried;
}

/** The entries of an export. */
export async function* entriesIn(path: string): AsyncGenerator<EntryV1> {
  for await (const line of linesOf(path)) if (line.startsWith(ENTRY_LINE)) yield parseEntry(line);
}

/** @throws BrokenLog when the line is not an entry's canonical bytes */
export function readEntry(text: string, seq: number): EntryV1 {
  try {
    return parseEntry(text);
  } catch (error) {
    if (!(error instanceof EntryFormatError)) throw error;
    throw new BrokenLog({ seq, code: 'bytes', detail: error.message });
  }
}

/** @throws Error when the line is no header */
export function readHeader(text: string): ExportHeader {
  const header = exportHeader.safeParse(parseJson(text));
  if (!header.success) throw new Error('the first line is not the header of an exported log');
  return header.data;
}

/** @throws Error when the line is no trailer */
export function readTrailer(text: string): ExportTrailer {
  const trailer = exportTrailer.safeParse(parseJson(text));
  if (!trailer.success) throw new Error('the last line is not the trailer of an exported log');
  return trailer.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
