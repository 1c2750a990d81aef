import type { ApprovalAct, ApprovalState, LapseCause } from '@srs-desk/shared/access/approvals.ts';
import { APPROVAL_WAITS_MS } from '@srs-desk/shared/access/approvals.ts';
import type { ApprovalAbout } from '@srs-desk/shared/api/approvals.ts';
import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { credentialDigest } from '../digest.ts';
import { guardSecondPerson, hasSecondAdmin, isAsker, type LoginWays } from '../second-admin.ts';
import { approvals } from '../table.ts';
import { findApproval, findWaiting, isLate, readWaiting, type StoredApproval } from './queries.ts';

/** Who did something. */
export interface By {
  actor: Actor;
  origin: Origin;
}

interface Asked extends By {
  act: ApprovalAct;
  target: string;
  /** JSON text. */
  input: string;
  about: ApprovalAbout;
  reason: string | null;
}

/** An act that is carried out now: agreed to (`id`), or without a second admin. */
export interface Settled extends By {
  id: number | null;
  act: ApprovalAct;
  target: string;
  /** They say whether there is a second admin. */
  ways: LoginWays;
}

const { id: _, ...ASKED } = getTableColumns(approvals);

const insert = statement(ASKED, (db, row) =>
  db.insert(approvals).values(row).returning({ id: approvals.id }),
);

const end = statement(
  {
    id: approvals.id,
    state: approvals.state,
    decidedBy: approvals.decidedBy,
    decidedAt: approvals.decidedAt,
    note: approvals.note,
  },
  (db, { id, ...row }) =>
    db
      .update(approvals)
      .set({ ...row, input: null })
      .where(eq(approvals.id, id)),
);

function waitingIn(tx: Tx, id: number): StoredApproval {
  const found = findApproval(tx, id);
  if (found?.state !== 'waiting' || isLate(found, tx.now))
    throw new GuardConflict('approval_not_found', { id });
  return found;
}

/** What it is about, as an entry says it: an erasure is found by its order, too. */
function aimedAt(act: ApprovalAct, target: string): { target: string; refId?: string } {
  return act === 'person.erase' ? { target, refId: target } : { target };
}

/** Writes down how it ended, once, and what the log says of it. */
function settle(
  tx: Tx,
  { id, act, target, askedBy, askedAt }: StoredApproval,
  state: Exclude<ApprovalState, 'waiting'>,
  { actor, origin }: By,
  said: { reason?: string; because?: LapseCause } = {},
): void {
  const action = `approval.${ENDINGS[state]}` as const;
  end(tx).run({ id, state, decidedBy: actor, decidedAt: tx.now, note: said.reason ?? null });
  const detail = { id, act, askedBy, askedAt: new Date(askedAt).toISOString(), ...said };
  tx.append({ action, actor, origin, ...aimedAt(act, target), detail });
  tx.rowChanged('approvals', id);
}

const ENDINGS = {
  approved: 'approve',
  rejected: 'reject',
  withdrawn: 'withdraw',
  lapsed: 'lapse',
} as const satisfies Record<Exclude<ApprovalState, 'waiting'>, string>;

/** What waited was meant for what stood before: it ends when that changes, or when the same is asked for anew. */
export function lapseWaiting(tx: Tx, act: ApprovalAct, target: string, by: By, because: LapseCause): void {
  for (const before of findWaiting(tx, act, target)) settle(tx, before, 'lapsed', by, { because });
}

/** The acts whose target is an account that is there. */
const ABOUT_ACCOUNTS = ['admin.change', 'admin.delete', 'admin.link', 'admin.factor'] as const;

/** Role or access of an account change, or it goes: what waited about it was meant for what it was. */
export function lapseOfAccount(tx: Tx, username: string, by: By): void {
  for (const act of ABOUT_ACCOUNTS) lapseWaiting(tx, act, username, by, 'changed');
}

export const approvalChanges = {
  /** Asks for a second admin's approval; what was asked of the same before lapses. */
  'approval.ask': (tx: Tx, args: Asked): { id: number } => {
    const { act, target, input, about, reason, actor, origin } = args;
    lapseWaiting(tx, act, target, args, 'asked_anew');
    const { id } = insert(tx).get({
      ...{ act, target, input, about, reason },
      askedBy: actor,
      askedAt: tx.now,
      expiresAt: tx.now + APPROVAL_WAITS_MS,
      state: 'waiting',
      ...{ decidedBy: null, decidedAt: null, note: null },
    });
    const expiresAt = new Date(tx.now + APPROVAL_WAITS_MS).toISOString();
    // The digest proves that what is carried out is what was asked for.
    const detail = { id, act, ...about, reason, expiresAt, digest: credentialDigest(input) };
    tx.append({ action: 'approval.ask', actor, origin, ...aimedAt(act, target), detail });
    tx.rowChanged('approvals', id);
    return { id };
  },

  /**
   * Stands first among the commands of an act that needs two: a second admin agrees to it, or there is none. Guards:
   * `approval_not_found`, `approver_is_no_person`, `same_person`; without an approval `second_admin_needed`.
   */
  'approval.settle': (tx: Tx, args: Settled): void => {
    const { id, act, target, actor, origin, ways } = args;
    if (id === null) {
      if (origin !== 'cli' && hasSecondAdmin(tx, actor, ways, tx.now))
        throw new GuardConflict('second_admin_needed', {});
      lapseWaiting(tx, act, target, args, 'changed');
      const detail = { act, because: origin === 'cli' ? 'command_line' : 'only_admin' };
      tx.append({ action: 'approval.alone', actor, origin, ...aimedAt(act, target), detail });
      return;
    }
    const waiting = waitingIn(tx, id);
    guardSecondPerson(tx, actor, [waiting.askedBy]);
    settle(tx, waiting, 'approved', args);
  },

  /** Another admin says no, or who asked takes it back. Guard: `approval_not_found`. */
  'approval.reject': (tx: Tx, args: By & { id: number; reason: string }): void => {
    const waiting = waitingIn(tx, args.id);
    const isOwn = isAsker(tx, args.actor, [waiting.askedBy]);
    settle(tx, waiting, isOwn ? 'withdrawn' : 'rejected', args, { reason: args.reason });
  },

  /** Ends what nobody agreed to in time; gives how many. */
  'approval.lapse': (tx: Tx, _: null): number => {
    const late = readWaiting(tx).filter((each) => isLate(each, tx.now));
    for (const approval of late)
      settle(tx, approval, 'lapsed', { actor: 'system', origin: 'system' }, { because: 'time' });
    return late.length;
  },
};
