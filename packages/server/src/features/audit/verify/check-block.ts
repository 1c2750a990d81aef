import { EntryFormatError, type EntryV1, entryOfParts, parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { type EntryParts, spellEntry } from '@srs-desk/shared/audit/entry-parts.ts';
import { partsOfColumns } from '../../../platform/ledger/entry-columns.ts';
import { LeafHasher } from '../../../platform/ledger/leaf-hasher.ts';
import { differsFromIntent, differsFromOutcome } from '../log/call-projection.ts';
import type { CallRow, LogFile, RawEntry } from '../log/log-file.ts';
import { checkAction } from './check-action.ts';
import { differingColumn } from './check-columns.ts';
import type { Finding } from './finding.ts';
import { uuidMark } from './uuid-watch.ts';

/** Which entries to check, and how far. */
export interface BlockTask {
  from: number;
  to: number;
  /** Last entry of the whole run: what a call's row says about later ones is not held against it. */
  lastSeq: number;
  /** First entry of the log: a call whose intent was pruned may lack its row. */
  firstSeq: number;
  /** `chain`: texts as their columns spell them, hashes and links. `all`: also what they say, and the calls projection. */
  depth: 'chain' | 'all';
}

/** What came of a block. The link to the block before is left to whoever puts blocks together. */
export interface BlockReport {
  from: number;
  /** Leaf hashes in order, 32 bytes each, up to the first bad entry. */
  leaves: Uint8Array;
  /** Hash of the entry before the block's first, as it is stored, hex. */
  prevHash: string;
  intents: number;
  outcomes: number;
  /** Of each entry's UUID, see `uuid-watch.ts`; none at depth `chain`. */
  uuids: Float64Array;
  times: BlockTimes;
  finding: Finding | null;
}

const hasher = new LeafHasher();

/** Times of a block's entries, ms since epoch; `back`: the first entry before which time runs back by more than a little. */
export interface BlockTimes {
  first: number;
  latest: number;
  back: { seq: number; byMs: number } | null;
}

/** Calls are entered with the time at which they began and ended: so far entries may be out of order. */
export const TIME_TOLERANCE_MS = 5 * 60_000;

function noteTime(times: BlockTimes, seq: number, at: number): void {
  if (times.latest === 0) times.first = at;
  else if (times.back === null && at < times.latest - TIME_TOLERANCE_MS)
    times.back = { seq, byMs: times.latest - at };
  times.latest = Math.max(times.latest, at);
}

/** Checks the entries `from … to` of a log by themselves, in a thread of its own or not. */
export function checkBlock(log: LogFile, task: BlockTask): BlockReport {
  const leaves = Buffer.alloc((task.to - task.from + 1) * 32);
  const report: BlockReport = {
    from: task.from,
    leaves,
    prevHash: '',
    intents: 0,
    outcomes: 0,
    uuids: new Float64Array(task.depth === 'all' ? task.to - task.from + 1 : 0),
    times: { first: 0, latest: 0, back: null },
    finding: null,
  };
  const calls = new CallRows(log);
  let next = task.from;
  let previous = log.hashBefore(task.from).toString('hex');
  report.prevHash = previous;
  for (const row of log.entries(task.from, task.to)) {
    const finding = row[0] === next ? checkEntry(calls, task, row, previous, report) : gap(next);
    if (finding !== null) {
      report.finding = finding;
      break;
    }
    const leaf = row[18];
    leaves.write(leaf, (next - task.from) * 32, 'hex');
    if (task.depth === 'all') report.uuids[next - task.from] = uuidMark(row[2]);
    noteTime(report.times, next, row[1]);
    previous = leaf;
    next += 1;
  }
  if (report.finding === null && next <= task.to) report.finding = gap(next);
  report.leaves = leaves.subarray(0, (next - task.from) * 32);
  report.uuids = report.uuids.subarray(0, next - task.from);
  return report;
}

function gap(seq: number): Finding {
  return { seq, code: 'gap', detail: `entry ${seq} is missing` };
}

const READ_AHEAD = 256;

/** Rows of the calls projection, read some way ahead: calls are numbered in the order of their intents. */
class CallRows {
  readonly #log: LogFile;
  readonly #ahead = new Map<number, CallRow>();

  constructor(log: LogFile) {
    this.#log = log;
  }

  ofIntent(id: number): CallRow | undefined {
    if (!this.#ahead.has(id)) {
      for (const row of this.#log.calls(id, id + READ_AHEAD - 1)) this.#ahead.set(row.id, row);
    }
    return this.#ahead.get(id);
  }

  ofOutcome(id: number): CallRow | undefined {
    const row = this.#ahead.get(id);
    if (row === undefined) return this.#log.call(id);
    this.#ahead.delete(id);
    // Still open when it was read: the log goes on while it is checked.
    return row.seqOutcome === null ? this.#log.call(id) : row;
  }
}

function checkEntry(
  calls: CallRows,
  task: BlockTask,
  row: RawEntry,
  previous: string,
  report: BlockReport,
): Finding | null {
  const seq = row[0];
  const parts = partsOfColumns(row);
  const [kept, hash] = [row[17], row[18]];
  if (kept !== null) return checkKept(kept, hash, parts, previous);
  if (hasher.hex(spellEntry(parts, previous)) !== hash)
    return {
      seq,
      code: 'hash',
      detail:
        'what its columns say, after the entry before it, does not have the hash that stands beside them',
    };
  if (task.depth !== 'all') return null;
  const entry = readEntry(seq, () => entryOfParts(parts, previous));
  if ('code' in entry) return entry;
  return checkAction(entry) ?? checkCall(calls, task, entry, report);
}

/** An entry whose text is kept since an upgrade found that its columns do not spell it: says what is wrong with it. */
function checkKept(text: string, hash: string, parts: EntryParts, previous: string): Finding {
  const { seq } = parts;
  if (hasher.hex(text) !== hash)
    return { seq, code: 'hash', detail: 'the stored text does not have the hash that stands beside it' };
  const entry = readEntry(seq, () => parseEntry(text));
  if ('code' in entry) return entry;
  if (entry.prevHash !== previous) return brokenLink(seq);
  return column(seq, differingColumn(parts, entry) ?? 'text');
}

function readEntry(seq: number, read: () => EntryV1): EntryV1 | Finding {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof EntryFormatError)) throw error;
    return { seq, code: 'bytes', detail: error.message };
  }
}

/** The finding for an entry that does not continue the one before. */
export function brokenLink(seq: number): Finding {
  return { seq, code: 'chain', detail: `entry ${seq} does not name the hash of the entry before it` };
}

function column(seq: number, name: string): Finding {
  return { seq, code: 'column', detail: `column ${name} does not say what the stored text says` };
}

function checkCall(calls: CallRows, task: BlockTask, entry: EntryV1, report: BlockReport): Finding | null {
  if (entry.kind !== 'call' || entry.callId === undefined) return null;
  const isIntent = entry.action === 'call.intent';
  if (isIntent) report.intents += 1;
  else report.outcomes += 1;
  const id = Number(entry.callId);
  const row = isIntent ? calls.ofIntent(id) : calls.ofOutcome(id);
  if (row === undefined) {
    if (!isIntent && task.firstSeq > 1) return null;
    return {
      seq: entry.seq,
      code: 'call_row',
      detail: `call ${entry.callId} has no row in the calls projection`,
    };
  }
  // A call that ends while the check runs is closed by an entry beyond it.
  if (!isIntent && row.seqOutcome !== null && row.seqOutcome > task.lastSeq) return null;
  const name = isIntent ? differsFromIntent(row, entry) : differsFromOutcome(row, entry);
  if (name === null) return null;
  return {
    seq: entry.seq,
    code: 'call_row',
    detail: `calls row ${entry.callId}: column ${name} does not say what the log says`,
  };
}
