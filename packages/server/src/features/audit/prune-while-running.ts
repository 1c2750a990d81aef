import { setTimeout as pause } from 'node:timers/promises';
import type { PrunePlan } from '@srs-desk/shared/api/audit.ts';
import type { Desk } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { type AskForBlocks, placesToCut } from './log/prune-cuts.ts';
import { logEdges, newestHold } from './log/queries.ts';
import { statementsBefore } from './log/stub.ts';

const SYSTEM = { actor: 'system', origin: 'system' } as const;

/** Entries taken out in one transaction: calls wait no longer for it than for a large group of their own. */
const AT_ONCE = 1024;
/** After each it rests so many times as long: what it wrote is copied into the file meanwhile, and not by the calls' writer. */
const RESTS = 4;

/** Asks the read thread. */
export const blocksOf =
  ({ reads }: Desk): AskForBlocks =>
  (args) =>
    reads.run('prune.blocks', args);

/**
 * Prunes the living log as it was announced, piece by piece: each is a transaction with a signed stub and its entry, so that
 * the log verifies after every one. Leaves the rest for later while a verification reads the log, and when an order comes under
 * legal hold: it and all after it stays. @throws Conflict `hold_since`, where that happened at the same moment
 */
export async function pruneWhileRunning(desk: Desk, plan: PrunePlan): Promise<void> {
  const { reader, ledger, audit } = desk;
  const lastHold = newestHold(reader);
  const places = await placesToCut(blocksOf(desk), Date.parse(plan.before));
  const cuts = places.filter((cut) => cut <= plan.firstSeq);
  const about = { before: plan.before, months: plan.months };
  let first = logEdges(reader).first;
  const end = cuts.at(-1) ?? first;
  // Nothing may go any more: the announcement ends all the same.
  if (first >= end) {
    const detail = { firstSeq: first, removed: 0, ...about, done: true };
    await ledger.record([], [{ action: 'audit.prune', ...SYSTEM, detail }]);
  }
  for (; first < end; first = logEdges(reader).first) {
    if (audit.verification.progress !== null || newestHold(reader) > lastHold) return;
    const since = performance.now();
    const firstSeq = nextCut(cuts, first);
    const stub = firstSeq === undefined ? null : audit.stubBefore(firstSeq);
    if (stub === null) return;
    const done = firstSeq === end ? { done: true } : {};
    const detail = { ...about, ...statementsBefore(reader, stub.firstSeq), ...done };
    unwrap(await ledger.record([{ name: 'audit.prune', args: { stub, lastHold, by: SYSTEM, detail } }], []));
    await pause(RESTS * (performance.now() - since));
  }
}

/** The last place to cut within {@link AT_ONCE}, or the next where the calls allow none. */
function nextCut(cuts: readonly number[], first: number): number | undefined {
  return cuts.findLast((cut) => cut > first && cut <= first + AT_ONCE) ?? cuts.find((cut) => cut > first);
}
