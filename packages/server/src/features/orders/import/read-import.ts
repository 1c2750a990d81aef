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

/** Where the columns stand; without a head line the order is refId, externalId, note. */
interface Columns {
  hasHead: boolean;
  /** Whether nothing says what stands in a column. */
  unnamed: (column: number) => boolean;
  refId: number;
  /** One, but for files that have it under its former name, too. */
  externalIds: readonly number[];
  note: number;
  unread: readonly string[];
}

/** @throws InvalidInput when the first line is neither a head that names refId nor a line of data */
function columnsOf(first: readonly string[]): Columns {
  const head = first.map((name) => (isRefId(name) ? '' : fold(name)));
  const refId = head.findIndex((name) => REF_ID_NAMES.has(name));
  if (refId !== -1) {
    const externalIds = head.flatMap((name, column) => (EXTERNAL_ID_NAMES.has(name) ? [column] : []));
    const unnamed = (column: number) => (head[column] ?? '') === '';
    const note = head.indexOf('note');
    const read = new Set([refId, note, ...externalIds]);
    const unread = first.filter((name, column) => name !== '' && !isRefId(name) && !read.has(column));
    return { unnamed, hasHead: true, refId, externalIds, note, unread: unread.map(shortened) };
  }
  // Ids hold digits; a first line of words alone is a head of some other file.
  if (!/\d/.test(first[0] ?? '')) {
    const found = first.map((name) => `"${name.slice(0, 40)}"`).join(', ');
    throw new InvalidInput({ body: `has no column refId (its first line is ${found.slice(0, 300)})` });
  }
  return { unnamed: () => true, hasHead: false, refId: 0, externalIds: [1], note: 2, unread: [] };
}

const shortened = (name: string) => name.slice(0, LONGEST_NAME);
const isRefId = (text: string) => refIdSchema.safeParse(text).success;

/** Under a head an External ID may look like a Ref ID; in a column without a name it is the next of several on a line. */
function holdsSeveral(texts: readonly string[], at: Columns): boolean {
  const isNext = (text: string, column: number) => column !== at.refId && at.unnamed(column) && isRefId(text);
  return refIdsIn(texts[at.refId] ?? '').length > 1 || texts.some(isNext);
}

function problemOf({ cells }: Row, texts: readonly string[], at: Columns): ImportInput['problem'] {
  if (holdsSeveral(texts, at)) return 'several_ref_ids';
  if (isRoundedId(cells[at.refId])) return 'rounded_ref_id';
  if (at.externalIds.some((column) => isRoundedId(cells[column]))) return 'rounded_external_id';
  const [first = '', ...others] = externalIdsOf(texts, at);
  return others.some((other) => contradicts(first, other)) ? 'two_external_ids' : null;
}

function externalIdsOf(texts: readonly string[], at: Columns): string[] {
  return at.externalIds.flatMap((column) => texts[column] || []);
}

function inputOf(row: Row, at: Columns): ImportInput {
  const texts = textsOf(row);
  return {
    line: row.number,
    refId: texts[at.refId] ?? '',
    externalId: externalIdsOf(texts, at)[0] ?? null,
    note: texts[at.note] || null,
    problem: problemOf(row, texts, at),
  };
}

function textsOf(row: Row): string[] {
  return row.cells.map((cell) => cellText(cell).replace(/\r\n?/g, '\n').trim());
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
  const inputs: ImportInput[] = [];
  let at: Columns | null = null;
  let lines = 0;
  for await (const row of rowsOf(file, gone)) {
    if (at === null) {
      at = columnsOf(textsOf(row));
      if (at.hasHead) continue;
    }
    lines += 1;
    if (lines <= MOST_LINES) inputs.push(inputOf(row, at));
  }
  if (at === null) throw new InvalidInput({ body: 'is empty: it holds no Ref ID' });
  if (lines === 0) throw new InvalidInput({ body: 'holds no Ref ID below its head line' });
  if (lines > MOST_LINES)
    throw new InvalidInput({ body: `has ${lines} lines, at most ${MOST_LINES} at once` });
  return { inputs, unread: at.unread.slice(0, MOST_NAMES) };
}
