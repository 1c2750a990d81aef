import { parse } from 'csv-parse/sync';
import { InvalidInput } from '../errors.ts';

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
  const head = text.slice(0, text.search(/\r?\n|$/));
  return [';', '\t', ','].find((candidate) => head.includes(candidate)) ?? ',';
}

/**
 * Reads a CSV of Ref IDs: columns refId, externalId?, note? with a head line, or Ref IDs alone without one. Comma,
 * semicolon or tab; a byte order mark is no harm. @throws InvalidInput when it is no CSV or too long.
 */
export function readImportCsv(text: string): ImportInput[] {
  let rows: { record: string[]; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: separatorOf(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as typeof rows;
  } catch (error) {
    throw new InvalidInput({
      body: `is no CSV: ${error instanceof Error ? error.message : 'cannot be read'}`,
    });
  }
  const head = rows[0]?.record.map(fold) ?? [];
  const refIdAt = head.findIndex((name) => REF_ID_NAMES.has(name));
  const hasHead = refIdAt !== -1;
  const externalIdAt = hasHead ? head.findIndex((name) => EXTERNAL_ID_NAMES.has(name)) : 1;
  const noteAt = hasHead ? head.indexOf('note') : 2;
  const body = hasHead ? rows.slice(1) : rows;
  if (body.length === 0) throw new InvalidInput({ body: 'holds no Ref ID' });
  if (body.length > MOST_LINES) {
    throw new InvalidInput({ body: `has ${body.length} lines, at most ${MOST_LINES} at once` });
  }
  return body.map(({ record, info }) => ({
    line: info.lines,
    refId: record[hasHead ? refIdAt : 0] ?? '',
    externalId: record[externalIdAt] || null,
    note: record[noteAt] || null,
  }));
}
