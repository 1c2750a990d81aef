import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../../../platform/errors.ts';

/** A line of what is to be imported, as it was given. */
export interface ImportInput {
  line: number;
  refId: string;
  externalId: string | null;
  note: string | null;
}

const MOST_LINES = 10_000;
const REF_ID_NAMES = new Set(['refid', 'ref', 'reference', 'referenceid']);
const EXTERNAL_ID_NAMES = new Set(['externalid', 'external', 'customerid']);

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

function separatorOf(text: string): string {
  const head = text.slice(0, text.search(/\r|\n|$/));
  return [';', '\t', ','].find((candidate) => head.includes(candidate)) ?? ',';
}

/** Where the columns stand; without a head line the order is refId, externalId, note. */
interface Columns {
  hasHead: boolean;
  refId: number;
  externalId: number;
  note: number;
}

/** @throws InvalidInput when the first line is neither a head that names refId nor a line of data */
function columnsOf(first: readonly string[]): Columns {
  const head = first.map(fold);
  const refId = head.findIndex((name) => REF_ID_NAMES.has(name));
  if (refId !== -1) {
    const externalId = head.findIndex((name) => EXTERNAL_ID_NAMES.has(name));
    return { hasHead: true, refId, externalId, note: head.indexOf('note') };
  }
  // Ids hold digits; a first line of words alone is a head of some other file.
  if (!/\d/.test(first[0] ?? '')) {
    const found = first.map((name) => `"${name.slice(0, 40)}"`).join(', ');
    throw new InvalidInput({ body: `has no column refId (its first line is ${found.slice(0, 300)})` });
  }
  return { hasHead: false, refId: 0, externalId: 1, note: 2 };
}

/**
 * Reads a CSV of Ref IDs: columns refId, externalId?, note? with a head line, or Ref IDs alone without one. Comma,
 * semicolon or tab; a byte order mark is no harm. @throws InvalidInput when it is no CSV, has another head, or is too long.
 */
export function readImportCsv(text: string): ImportInput[] {
  const rows = parseRows(text);
  const first = rows[0];
  if (first === undefined) throw new InvalidInput({ body: 'is empty: it holds no Ref ID' });
  const at = columnsOf(first.record);
  const body = at.hasHead ? rows.slice(1) : rows;
  if (body.length === 0) throw new InvalidInput({ body: 'holds no Ref ID below its head line' });
  if (body.length > MOST_LINES)
    throw new InvalidInput({ body: `has ${body.length} lines, at most ${MOST_LINES} at once` });
  return body.map(({ record, line }) => ({
    line,
    refId: record[at.refId] ?? '',
    externalId: record[at.externalId] || null,
    note: record[at.note] || null,
  }));
}

/** The records with the line of the file on which each begins. */
function parseRows(text: string): { record: string[]; line: number }[] {
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    // One form of line break: within quotes the parser would count a CR LF as two lines.
    rows = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof rows;
  } catch (error) {
    const why = error instanceof Error ? error.message : 'cannot be read';
    throw new InvalidInput({ body: `is no CSV: ${why}` });
  }
  return rows.map(({ record, info }) => {
    // The parser tells the line on which a record ends; quoted line breaks lie before it.
    const breaks = record.join('').match(/\n/g)?.length ?? 0;
    return { record, line: info.lines - breaks };
  });
}
