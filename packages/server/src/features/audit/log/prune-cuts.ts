import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { startOfAnswerDay } from '../../../platform/recorder/known-answers.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { orders } from '../../orders/table.ts';
import { logEnds, timeOfEntry } from './queries.ts';

/** Entries are pruned in whole blocks of this many: then the tree's kept nodes still prove all that stay. */
const BLOCK = 256;

/** Blocks that are gone through in one go: some hundredths of a second. */
const AT_ONCE = 20;

/** Where a call ends that has no outcome yet. */
const NOWHERE_YET = Number.MAX_SAFE_INTEGER;

/** What of a block decides where the log may be cut. */
interface Block {
  start: number;
  /** When its newest entry was written, ms. */
  newestAt: number;
  /** The number of the last outcome of the calls that begin in it; 0: none begins. */
  callsEnd: number;
}

/** Some blocks, up to the first entry that must stay. */
interface Blocks {
  blocks: Block[];
  /** That entry, where it is among them. */
  stays: { seq: number; at: number } | null;
  /** Where to go on. */
  next: number;
}

/** What `firstToStay` and `blockFacts` go by: an intent with its call, which may be known as an order's by its outcome alone. */
const BEGUN = sql`${entries} LEFT JOIN ${calls} ON ${calls.id} = ${entries.callId} AND ${calls.seqIntent} = ${entries.seq}`;

const HELD = sql`${orders} WHERE ${eq(orders.legalHold, true)}`;

const firstToStay = statement(
  { from: 'integer', upTo: 'integer', before: entries.at },
  (db, { from, upTo, before }) =>
    db.rows(
      { seq: entries.seq, at: entries.at },
      (columns) => sql`SELECT ${columns} FROM ${BEGUN}
        WHERE ${entries.seq} BETWEEN ${from} AND ${upTo} AND (${entries.at} >= ${before}
          OR ${entries.refId} IN (SELECT ${orders.refId} FROM ${HELD})
          OR ${calls.refId} IN (SELECT ${orders.refId} FROM ${HELD})
          OR ${entries.subjectId} IN (SELECT ${orders.subjectId} FROM ${HELD}))
        ORDER BY ${entries.seq} LIMIT 1`,
    ),
);

const blockFacts = statement({ from: 'integer', upTo: 'integer' }, (db, { from, upTo }) =>
  db.rows(
    {
      newestAt: sql<number>`coalesce(max(${entries.at}), 0)`,
      callsEnd: sql<number>`coalesce(max(iif(${calls.id} IS NULL, 0, ifnull(${calls.seqOutcome}, ${NOWHERE_YET}))), 0)`,
    },
    (columns) => sql`SELECT ${columns} FROM ${BEGUN} WHERE ${entries.seq} BETWEEN ${from} AND ${upTo}`,
  ),
);

/**
 * The next blocks from entry `from` on, the log's first where it is null. What was written since `before` (ms) must stay, what is
 * about an order under legal hold or was sealed under its key, and the newest entry: the log goes on from it.
 */
export function blocksFrom(
  db: Db,
  { from, before, atOnce = AT_ONCE }: { from: number | null; before: number; atOnce?: number },
): Blocks {
  const { first, last } = logEnds(db);
  const start = from ?? first ?? 1;
  const newest = last ?? start;
  const next = Math.min(blockStart(start) + atOnce * BLOCK, newest + 1);
  const span = { from: start, upTo: next - 1 };
  const end = next > newest ? { seq: newest, at: timeOfEntry(db, newest) ?? 0 } : null;
  const stays = firstToStay(db).get({ ...span, before }) ?? end;
  const blocks: Block[] = [];
  for (let at = start; at < next; at = blockStart(at) + BLOCK) {
    const facts = blockFacts(db).get({ from: at, upTo: blockStart(at) + BLOCK - 1 });
    if (facts !== undefined) blocks.push({ start: at, ...facts });
  }
  return { blocks, stays, next };
}

function blockStart(seq: number): number {
  return Math.floor((seq - 1) / BLOCK) * BLOCK + 1;
}

/** Asks for some blocks, here or in another thread: see {@link blocksFrom}. */
export type AskForBlocks = (args: { from: number | null; before: number }) => Blocks | Promise<Blocks>;

/**
 * Before which entries the log may be cut if everything before `before` (ms) may go, ascending: where a block begins, not between
 * the intent and the outcome of a call, and with what has to stay, the answers of its day, to which it may refer.
 */
export async function placesToCut(ask: AskForBlocks, before: number): Promise<number[]> {
  const blocks: Block[] = [];
  for (let from: number | null = null; ; ) {
    const told: Blocks = await ask({ from, before });
    blocks.push(...told.blocks);
    if (told.stays !== null) return cutsBetween(blocks, told.stays);
    from = told.next;
  }
}

function cutsBetween([first, ...others]: readonly Block[], stays: { seq: number; at: number }): number[] {
  const cuts: number[] = [];
  const day = startOfAnswerDay(stays.at);
  let before = first;
  let callsEnd = 0;
  for (const block of others) {
    // With an entry of that day, or what stays, in a block, all of the block stays.
    if (before === undefined || before.newestAt >= day || block.start > stays.seq) break;
    callsEnd = Math.max(callsEnd, before.callsEnd);
    if (callsEnd < block.start) cuts.push(block.start);
    before = block;
  }
  return cuts;
}

/** What the read thread goes through before the log is pruned: all that goes. */
export const pruneReads = { 'prune.blocks': blocksFrom };

type PruneReads = typeof pruneReads;

declare module '../../../platform/threads/reads.ts' {
  interface Reads extends PruneReads {}
}
