import type { PrunePlan } from '@srs-desk/shared/api/audit.ts';
import type { Desk } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { firstToKeep, wholeCallsBefore } from './log/prune-file.ts';
import { logEdges } from './log/queries.ts';
import { statementsBefore } from './log/stub.ts';

const SYSTEM = { actor: 'system', origin: 'system' } as const;

/** Entries taken out in one transaction: calls wait no longer for it than for a large group of their own. */
const AT_ONCE = 1024;

/**
 * Prunes the living log as it was announced, piece by piece: each is a transaction with a signed stub and its entry, so that
 * the log verifies after every one. Leaves the rest for later while a verification reads the log. What has come under legal hold
 * since stays, and all after it.
 */
export async function pruneWhileRunning(desk: Desk, plan: PrunePlan): Promise<void> {
  const { reader, ledger, audit } = desk;
  const end = Math.min(plan.firstSeq, firstToKeep(reader, Date.parse(plan.before)));
  const about = { before: plan.before, months: plan.months };
  let first = logEdges(reader).first;
  // Nothing may go any more: the announcement ends all the same.
  if (first >= end) {
    const detail = { firstSeq: first, removed: 0, ...about, done: true };
    await ledger.record([], [{ action: 'audit.prune', ...SYSTEM, detail }]);
  }
  for (; first < end; first = logEdges(reader).first) {
    if (audit.verification.progress !== null) return;
    const firstSeq = nextCut(desk, first, end);
    const stub = audit.stubBefore(firstSeq);
    if (stub === null) return;
    const done = firstSeq === end ? { done: true } : {};
    const detail = { ...about, ...statementsBefore(reader, firstSeq), ...done };
    unwrap(await ledger.record([{ name: 'audit.prune', args: { stub, by: SYSTEM, detail } }], []));
  }
}

/** The next place to cut, as near to {@link AT_ONCE} further on as the calls allow. */
function nextCut({ reader }: Desk, first: number, end: number): number {
  for (let ahead = AT_ONCE; first + ahead < end; ahead *= 2) {
    const cut = wholeCallsBefore(reader, first + ahead);
    if (cut > first) return cut;
  }
  return end;
}
