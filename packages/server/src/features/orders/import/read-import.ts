import { refId as refIdSchema } from '@srs-desk/shared/api/orders.ts';
import { INVOICE_COLUMNS } from '@srs-desk/shared/billing/invoice-line.ts';
import { contradicts } from '@srs-desk/shared/order/import-conflict.ts';
import type { ImportProblem } from '@srs-desk/shared/order/import-problem.ts';
import { cellText, isRoundedId } from '@srs-desk/shared/tables/cell.ts';
import { refIdsIn } from '@srs-desk/shared/text/ids.ts';
import { InvalidInput } from '../../../platform/errors.ts';
import { readFirstSheet } from '../../../platform/tables/read-table.ts';
import { DEFAULT_LIMITS, type Row } from '../../../platform/tables/sheet.ts';
import { UnreadableTable } from '../../../platform/tables/unreadable-table.ts';

/** A line of what is to be imported, as it was given. */
export interface ImportInput {
  line: number;
  refId: string;
  externalId: string | null;
  note: string | null;
  /** What stands against the line, whatever its values are; null for nothing. */
  problem: ImportProblem['code'] | null;
}

/** What is to be imported, and the names of the columns that were passed over. */
interface ReadImport {
  readonly inputs: readonly ImportInput[];
  readonly unread: readonly string[];
}

/** Names of columns that are read, as they are told to people. */
export const IMPORT_COLUMNS = ['refId', 'externalId', 'customerId', 'note'] as const;
/** Names that are told, and signs of each. */
const MOST_NAMES = 30;
const LONGEST_NAME = 60;
const MOST_LINES = 10_000;
/** A workbook of as many lines unpacks to a part of this. */
const LIMITS = { ...DEFAULT_LIMITS, unpackedBytes: 32 * 1024 * 1024 };
const REF_ID_NAMES = new Set<string>(INVOICE_COLUMNS.refId);
/** Among them what the External ID was called before: customerId. */
const EXTERNAL_ID_NAMES = new Set<string>(INVOICE_COLUMNS.externalId);

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** Where the columns stand. */
interface Columns {
  /** Whether nothing says what stands in a column. */
  unnamed: (column: number) => boolean;
  refId: number;
  /** Further columns under the name of that of the Ref ID. */
  namedAgain: readonly number[];
  /** One, but for files that have it under its former name, too. */
  externalIds: readonly number[];
  note: number;
  unread: readonly string[];
}

/** By the names in the first line; null when it names no refId. */
function columnsByName(first: readonly string[]): Columns | null {
  const head = first.map((name) => (isRefId(name) ? '' : fold(name)));
  const refId = head.findIndex((name) => REF_ID_NAMES.has(name));
  if (refId === -1) return null;
  const externalIds = head.flatMap((name, column) => (EXTERNAL_ID_NAMES.has(name) ? [column] : []));
  const namedAgain = head.flatMap((name, column) => (column > refId && name === head[refId] ? [column] : []));
  const unnamed = (column: number) => (head[column] ?? '') === '';
  const note = head.indexOf('note');
  const read = new Set([refId, note, ...externalIds]);
  const unread = first.filter((name, column) => name !== '' && !isRefId(name) && !read.has(column));
  return { unnamed, refId, namedAgain, externalIds, note, unread: unread.map(shortened) };
}

/**
 * Without a head line: refId, externalId, note, or, where one other column alone holds Ref IDs, that column: what else stands in
 * such lines nobody says.
 * @throws InvalidInput when the first line reads like the head of some other file
 */
function columnsByContent(lines: readonly (readonly string[])[]): Columns {
  const first = lines[0] ?? [];
  // Ids hold digits; a first line of words alone is a head of some other file.
  if (!/\d/.test(first[0] ?? '') && !first.some(isRefId)) {
    const found = first.map((name) => `"${name.slice(0, 40)}"`).join(', ');
    throw new InvalidInput({ body: `has no column refId (its first line is ${found.slice(0, 300)})` });
  }
  const columnsWith = (holds: (text: string) => boolean) => [
    ...new Set(lines.flatMap((texts) => texts.flatMap((text, column) => (holds(text) ? [column] : [])))),
  ];
  const [only = 0, ...others] = columnsWith(isOnlyRefIds);
  const inFirst = only === 0 || others.length > 0;
  const at = inFirst ? { refId: 0, externalIds: [1], note: 2 } : { refId: only, externalIds: [], note: -1 };
  const read = new Set([at.refId, at.note, ...at.externalIds]);
  const unread = columnsWith((text) => text !== '').filter((column) => !read.has(column));
  return { ...at, unnamed: () => true, namedAgain: [], unread: unread.sort((a, b) => a - b).map(lettersOf) };
}

/** A column as spreadsheets name it; those far to the right by their number. */
const lettersOf = (column: number) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[column] ?? String(column + 1);
const shortened = (name: string) => name.slice(0, LONGEST_NAME);
/** Not in words about one: `replaces …`. */
const isOnlyRefIds = (text: string) => refIdsIn(text).length > 0 && !/\S\s+\S/.test(text.trim());
const isRefId = (text: string) => refIdSchema.safeParse(text).success;

/** Under a head an External ID may look like a Ref ID; in a column without a name it is the next of several on a line. */
function holdsSeveral(texts: readonly string[], at: Columns): boolean {
  const own = refIdsIn(texts[at.refId] ?? '');
  const isNext = (text: string, column: number) => column !== at.refId && at.unnamed(column) && isRefId(text);
  const again = at.namedAgain.flatMap((column) => refIdsIn(texts[column] ?? ''));
  const others = again.filter((refId) => !own.includes(refId));
  return own.length + texts.filter(isNext).length + others.length > 1;
}

function problemOf({ cells, texts }: Line, at: Columns): ImportInput['problem'] {
  if (holdsSeveral(texts, at)) return 'several_ref_ids';
  if (isRoundedId(cells[at.refId])) return 'rounded_ref_id';
  if (at.externalIds.some((column) => isRoundedId(cells[column]))) return 'rounded_external_id';
  const [first = '', ...others] = externalIdsOf(texts, at);
  return others.some((other) => contradicts(first, other)) ? 'two_external_ids' : null;
}

function externalIdsOf(texts: readonly string[], at: Columns): string[] {
  return at.externalIds.flatMap((column) => texts[column] || []);
}

function inputOf(line: Line, at: Columns): ImportInput {
  const { texts } = line;
  return {
    line: line.number,
    refId: texts[at.refId] ?? '',
    externalId: externalIdsOf(texts, at)[0] ?? null,
    note: texts[at.note] || null,
    problem: problemOf(line, at),
  };
}

/** A row, and its cells as texts. */
interface Line extends Row {
  readonly texts: readonly string[];
}

function lineOf(row: Row): Line {
  return { ...row, texts: row.cells.map((cell) => cellText(cell).replace(/\r\n?/g, '\n').trim()) };
}

async function* rowsOf(file: Buffer, gone: AbortSignal | undefined): AsyncGenerator<Row> {
  try {
    yield* readFirstSheet(file, LIMITS, gone);
  } catch (error) {
    if (!(error instanceof UnreadableTable)) throw error;
    if (error.code !== 'empty') throw new InvalidInput({ body: `cannot be read: ${error.message}` });
  }
}

/**
 * Reads a CSV or XLSX file of Ref IDs: columns refId, externalId? (or customerId?), note? under a head line, or Ref IDs alone without
 * one; columns of other names are passed over and told.
 * @throws InvalidInput when it is no table, has another head, or is too long; the reason of `gone`
 */
export async function readImport(file: Buffer, gone?: AbortSignal): Promise<ReadImport> {
  const lines: Line[] = [];
  let named: Columns | null = null;
  let rows = 0;
  for await (const row of rowsOf(file, gone)) {
    rows += 1;
    if (rows > MOST_LINES + 1) continue;
    const line = lineOf(row);
    if (rows === 1) named = columnsByName(line.texts);
    if (rows > 1 || named === null) lines.push(line);
  }
  if (rows === 0) throw new InvalidInput({ body: 'is empty: it holds no Ref ID' });
  if (lines.length === 0) throw new InvalidInput({ body: 'holds no Ref ID below its head line' });
  const at = named ?? columnsByContent(lines.map(({ texts }) => texts));
  const held = named === null ? rows : rows - 1;
  if (held > MOST_LINES) throw new InvalidInput({ body: `has ${held} lines, at most ${MOST_LINES} at once` });
  return { inputs: lines.map((line) => inputOf(line, at)), unread: at.unread.slice(0, MOST_NAMES) };
}
