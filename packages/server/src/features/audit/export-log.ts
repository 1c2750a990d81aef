import type { ExportFormat } from '@srs-desk/shared/api/audit.ts';
import { toHex } from '@srs-desk/shared/audit/byte-text.ts';
import { ZERO_HASH_HEX } from '@srs-desk/shared/audit/chain.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Unavailable } from '../../platform/errors.ts';
import { textOf } from '../../platform/ledger/stored-entry.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { csvStream } from '../../platform/tables/write-csv.ts';
import { unlessGone } from '../../platform/unless-gone.ts';
import { ENTRY_COLUMNS, entryTableRow } from './export-csv.ts';
import { describeFilter } from './list-filter.ts';
import { type EntryFilter, isEmpty } from './log/entry-filter.ts';
import { type AuditEntry, toAuditEntry } from './log/entry-row.ts';
import { consistencyOf, frontierText, NodeMissing } from './log/proof-nodes.ts';
import { checkpointOver, entryRow, logEdges, readStub } from './log/queries.ts';
import type {} from './log/reads.ts';
import { carriedUpTo } from './log/statement-carriers.ts';
import { EXPORT_FORMAT, type ExportHeader, type ExportTrailer } from './verify/jsonl-format.ts';

const BATCH = 500;
const WAIT_FOR_INDEX_MS = 60_000;

/** A range of the log that an export walks over. */
interface ExportRange {
  filter: EntryFilter;
  /** Number before the first entry. */
  after: number;
  upTo: number;
  /** Whether every entry in between is in it, so that the links prove it. */
  whole: boolean;
}

/**
 * The log, or what a filter leaves of it, as lines of CSV or JSONL, in batches. That it was exported is an entry,
 * written before the first line.
 * @throws LedgerUnavailable, Unavailable `index_behind`; the reason of `gone`, before anything is recorded
 */
export async function exportLog(
  desk: Desk,
  who: Principal,
  filter: EntryFilter,
  format: ExportFormat,
  gone: AbortSignal,
): Promise<AsyncGenerator<string>> {
  const search = desk.audit.search();
  await unlessGone(search.ready, gone);
  if (!isEmpty(filter) && !(await unlessGone(search.caughtUp(WAIT_FOR_INDEX_MS), gone))) {
    throw new Unavailable(
      'index_behind',
      `The search index does not know ${search.lag()} entries yet: a filtered export would not be whole. Try again later.`,
    );
  }
  const { total, capped, ...range } = await rangeOf(desk, filter, gone);
  const { seqs } = unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'audit.export',
          actor: who.actor,
          origin: who.origin,
          detail: { format, filter: describeFilter(filter), entries: total, more: capped, upTo: range.upTo },
        },
      ],
    ),
  );
  const done = async (entries: number): Promise<void> => {
    if (!capped) return;
    const detail = { entries, begun: seqs[0] ?? 0 };
    const { actor, origin } = who;
    await desk.ledger.record([], [{ action: 'audit.export', actor, origin, outcome: 'complete', detail }]);
  };
  return format === 'csv'
    ? csvStream(ENTRY_COLUMNS, tableRows(desk, range, done))
    : jsonLines(desk, range, done);
}

/** Tells how many entries an export held, once it is out: of a large one that was not counted before. */
type Done = (entries: number) => Promise<void>;

async function rangeOf(
  desk: Desk,
  filter: EntryFilter,
  gone: AbortSignal,
): Promise<ExportRange & { total: number; capped: boolean }> {
  const { first, last } = logEdges(desk.reader);
  const search = desk.audit.search();
  if (isEmpty(filter)) {
    const range = { filter, after: Math.max(first, 1) - 1, upTo: last, whole: true };
    return { ...range, ...search.quick.count(filter) };
  }
  const { indexPath } = search;
  const { ends, ...counted } = await desk.reads.run('log.extent', { indexPath, filter }, gone);
  if (ends === null) return { filter, after: last, upTo: last, whole: false, ...counted };
  const onlyTimes = Object.keys(filter.terms).length === 0 && filter.seqs === undefined && !filter.q?.trim();
  return { filter, after: ends.lowest - 1, upTo: ends.highest, whole: onlyTimes && ends.isWhole, ...counted };
}

/** An entry of an export: as it was hashed, and as the API gives it. */
interface ExportedEntry {
  text: string;
  entry: AuditEntry;
}

async function* batches(
  desk: Desk,
  { filter, after, upTo, whole }: ExportRange,
): AsyncGenerator<ExportedEntry[]> {
  let last = after;
  while (last < upTo) {
    const rows = await nextEntries(desk, filter, last, upTo);
    const end = rows.at(-1);
    if (end === undefined) return;
    if (whole && rows[0]?.entry.seq !== last + 1) throw new Error('the log was pruned while it was exported');
    last = end.entry.seq;
    yield rows;
    // Others have their turn between two batches.
    await new Promise(setImmediate);
  }
}

async function nextEntries(
  desk: Desk,
  filter: EntryFilter,
  seq: number,
  upTo: number,
): Promise<ExportedEntry[]> {
  const search = desk.audit.search();
  const { indexPath } = search;
  if (!isEmpty(filter)) return desk.reads.run('log.after', { indexPath, filter, seq, upTo, limit: BATCH });
  return search.quick
    .after(filter, seq, upTo, BATCH)
    .map((row) => ({ text: textOf(row), entry: toAuditEntry(row) }));
}

async function* tableRows(desk: Desk, range: ExportRange, done: Done) {
  let entries = 0;
  for await (const rows of batches(desk, range)) {
    entries += rows.length;
    yield rows.map(({ entry }) => entryTableRow(entry));
  }
  await done(entries);
}

async function* jsonLines(desk: Desk, range: ExportRange, done: Done): AsyncGenerator<string> {
  yield `${JSON.stringify(headerOf(desk, range))}\n`;
  let entries = 0;
  let lastSeq = range.after;
  for await (const rows of batches(desk, range)) {
    entries += rows.length;
    lastSeq = rows.at(-1)?.entry.seq ?? lastSeq;
    yield `${rows.map(({ text }) => text).join('\n')}\n`;
  }
  yield `${JSON.stringify(await trailerOf(desk, range, entries, lastSeq))}\n`;
  await done(entries);
}

function headerOf(desk: Desk, range: ExportRange): ExportHeader {
  const firstSeq = range.after + 1;
  const before = entryRow(desk.reader, range.after);
  const stub = readStub(desk.reader);
  const statements = range.whole ? carriedUpTo(desk.reader, range.after).flatMap(({ notes }) => notes) : [];
  const prevHash =
    before?.hash.toString('hex') ?? (stub?.firstSeq === firstSeq ? toHex(stub.lastHash) : ZERO_HASH_HEX);
  return {
    format: EXPORT_FORMAT,
    origin: desk.audit.publicKey.split('+')[0] ?? '',
    exportedAt: new Date(desk.clock.now()).toISOString(),
    firstSeq,
    prevHash,
    prefix: range.whole ? frontierText(desk.reader, range.after) : `0:`,
    filter: range.whole ? null : describeFilter(range.filter),
    ...(statements.length === 0 ? {} : { statements }),
  };
}

async function trailerOf(
  desk: Desk,
  range: ExportRange,
  entries: number,
  lastSeq: number,
): Promise<ExportTrailer> {
  const base = { end: EXPORT_FORMAT, entries, lastSeq } as const;
  if (!range.whole || entries === 0) return { ...base, checkpoint: null, proof: [] };
  await desk.ledger.checkpoint();
  const checkpoint = checkpointOver(desk.reader, lastSeq);
  if (checkpoint === undefined) return { ...base, checkpoint: null, proof: [] };
  try {
    const proof = consistencyOf(desk.reader, lastSeq, checkpoint.size).map(toHex);
    return { ...base, checkpoint: checkpoint.note, proof };
  } catch (error) {
    if (error instanceof NodeMissing) return { ...base, checkpoint: null, proof: [] };
    throw error;
  }
}
