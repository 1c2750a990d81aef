import { isPending } from '@srs-desk/shared/order/status.ts';
import { jurisdictionIn, loaIn, type VerifyTarget } from '@srs-desk/shared/order/verify-target.ts';
import { and, asc, eq, lt, ne, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Origin, PlainObject } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import type { OrderFacts } from '../../../platform/srs/mapper.ts';
import { isAskedNoMore } from '../cancel/asked-no-more.ts';
import { type OrderPatch, type OrderRow, readOrderRow, type StoredPatch, updateOrder } from '../order-row.ts';
import { writePersonTerms } from '../search/person-terms.ts';
import { addStatus, datedNoLater, knownStatuses, moveToEnd } from '../status-history.ts';
import { markSuperseded } from '../supersede.ts';
import { type DUE_CALLS, orderSync, orders } from '../table.ts';
import { applyStatus, saysNothingNew } from './apply-status.ts';
import { applyVerify, type EvidenceElsewhere, type VerifyAnswer } from './apply-verify.ts';
import { derivedChanges } from './derive.ts';
import { dueChanges } from './due-changes.ts';
import { goesOn, type NewStatus } from './new-statuses.ts';
import { noteFailure } from './note-failure.ts';
import { isStatusOvertaken, isVerifyOvertaken } from './overtaken.ts';
import { methodsIn, nextDue, pollingIn } from './rules.ts';

type DueCall = (typeof DUE_CALLS)[number];

/** On whose behalf an order was polled, and by which call. */
export interface PolledBy {
  refId: string;
  actor: string;
  origin: Origin;
  callId: number;
}

/** What a poll of an order came to: whether the next call is to follow at once. */
export interface Polled {
  changed: boolean;
  dueAt: number | null;
  what: DueCall | null;
}

function rowOf(tx: Tx, refId: string): OrderRow {
  const order = readOrderRow(tx, refId);
  if (order === null) throw new GuardConflict('order_not_found', { refId });
  return order;
}

type StoredStatus = ReturnType<typeof knownStatuses>[number];

/** Writes how the history goes on; what a new line went before moves behind it. */
function addHistory(tx: Tx, refId: string, lines: readonly (StoredStatus | NewStatus)[], seq: number): void {
  for (const line of lines) {
    if ('id' in line) moveToEnd(tx, line.id);
    else addStatus(tx, { refId, ...line }, seq);
  }
}

function append(
  tx: Tx,
  order: OrderRow,
  by: PolledBy,
  entry: { action: Parameters<Tx['append']>[0]['action']; detail: PlainObject; sealed?: PlainObject },
): number {
  return tx.append({
    action: entry.action,
    actor: by.actor,
    origin: by.origin,
    refId: order.refId,
    orderId: order.orderId,
    externalId: order.externalId,
    callId: by.callId,
    subject: order.subjectId,
    detail: entry.detail,
    sealed: entry.sealed,
  });
}

/** Person token of an order: by number, else by name and birth date; null when neither is known. */
function tokenOf(tx: Tx, order: OrderRow): Uint8Array | null {
  if (order.msisdn !== null) return tx.personToken(order.msisdn);
  const { firstName, lastName, birthDate } = order;
  if (!firstName || !lastName || !birthDate) return null;
  return tx.personToken(`${firstName} ${lastName}|${birthDate}`.toLowerCase());
}

/** Writes what changed (facts, derived columns) and tells open pages; gives the order as it stands now. */
function store(tx: Tx, order: OrderRow, patch: StoredPatch): OrderRow {
  const substance = Object.keys(patch).length > 0;
  const isDatedAhead = datedNoLater(tx, order, tx.now) !== order;
  const stale = isDatedAhead || (order.triageDueAt ?? Number.POSITIVE_INFINITY) <= tx.now;
  if (!substance && !stale) return order;
  const changes: StoredPatch = substance ? { ...patch, updatedAt: tx.now } : {};
  const next: OrderRow = { ...order, ...changes };
  const derived = derivedChanges(tx, next, tx.now);
  Object.assign(changes, derived);
  if (Object.keys(changes).length === 0) return order;
  updateOrder(tx, order.refId, changes);
  tx.rowChanged('orders', order.refId);
  return Object.assign(next, derived);
}

const succeeded = {
  polls: sql`${orderSync.polls} + 1`,
  failures: 0,
  lastFailure: null,
};
const afterStatus = statement(
  {
    refId: orderSync.refId,
    dueAt: orderSync.dueAt,
    dueWhat: orderSync.dueWhat,
    lastSyncedAt: orderSync.lastSyncedAt,
  },
  (db, { refId, ...row }) =>
    db
      .update(orderSync)
      .set({ ...row, ...succeeded })
      .where(eq(orderSync.refId, refId)),
);
const afterVerify = statement(
  {
    refId: orderSync.refId,
    dueAt: orderSync.dueAt,
    dueWhat: orderSync.dueWhat,
    lastVerifyAt: orderSync.lastVerifyAt,
  },
  (db, { refId, ...row }) =>
    db
      .update(orderSync)
      .set({ ...row, ...succeeded })
      .where(eq(orderSync.refId, refId)),
);

const unasked = statement({ refId: orderSync.refId }, (db, { refId }) =>
  db.update(orderSync).set({ lastVerifyAt: null }).where(eq(orderSync.refId, refId)),
);

/** The order was polled: when next, and no failures in a row any more. */
function reschedule(tx: Tx, order: OrderRow, changed: boolean, call: DueCall, answeredAt = tx.now): Polled {
  const next = nextDue(datedNoLater(tx, order, tx.now), pollingIn(tx), methodsIn(tx), tx.now);
  const [dueAt, dueWhat] = [next?.dueAt ?? null, next?.what ?? null];
  if (call === 'status') afterStatus(tx).run({ refId: order.refId, dueAt, dueWhat, lastSyncedAt: tx.now });
  else afterVerify(tx).run({ refId: order.refId, dueAt, dueWhat, lastVerifyAt: answeredAt });
  return { changed, dueAt, what: dueWhat };
}

/** A verify answer that came after that to a later call: all is written of what that told, and when the order is due again. */
const OVERTAKEN: Polled = { changed: false, dueAt: null, what: null };

/** What, once it changes, may make an order another's successor or predecessor. */
const SUPERSESSION_FIELDS = ['createdAt', 'createdAtKnown', 'issuer', 'method', 'goneAt'] as const;

/** A cancelled order takes nobody's place, and only a pending one gives up its own. */
function entersOrLeaves(before: OrderRow, after: OrderRow): boolean {
  if (before.status === 'cancelled' || after.status === 'cancelled') return true;
  return isPending(after.status) && !isPending(before.status);
}

/** An answer that a later call overtook says nothing for certain: the order is asked about at once, if it still is at all. */
function askAgain(tx: Tx, order: OrderRow): Polled {
  if (isAskedNoMore(order)) return OVERTAKEN;
  dueChanges['order.schedule'](tx, { refId: order.refId, dueAt: tx.now, what: 'status' });
  return { changed: false, dueAt: tx.now, what: 'status' };
}

/** A status answer: order, history, entry, search terms, next time due. Guard: `order_not_found`. */
function applyStatusAnswer(tx: Tx, args: PolledBy & { facts: OrderFacts }): Polled {
  const order = rowOf(tx, args.refId);
  if (saysNothingNew(order, args.facts)) return reschedule(tx, store(tx, order, {}), false, 'status');
  const history = knownStatuses(tx, args.refId);
  if (isStatusOvertaken(tx, args) && !goesOn(order, history, args.facts)) return askAgain(tx, order);
  const applied = applyStatus(order, history, args.facts, tx.now);
  if (applied.entry === null) return reschedule(tx, store(tx, order, {}), false, 'status');
  const next = { ...order, ...applied.patch };
  const seq = append(tx, next, args, applied.entry);
  addHistory(tx, args.refId, applied.history, seq);
  const token = applied.personChanged ? tokenOf(tx, next) : undefined;
  if (token) tx.ensureSubject(order.subjectId, token);
  if (applied.isAskedByAnother) unasked(tx).run({ refId: args.refId });
  const known = applied.isAskedByAnother ? { ...order, lastVerifyAt: null } : order;
  const stored = store(tx, known, {
    ...applied.patch,
    ...(token === undefined ? {} : { personToken: token && Buffer.from(token) }),
  });
  if (applied.personChanged) writePersonTerms(tx, args.refId, stored);
  if (
    applied.personChanged ||
    SUPERSESSION_FIELDS.some((field) => field in applied.patch) ||
    entersOrLeaves(order, stored)
  )
    markSuperseded(tx, args.refId, applied.personChanged ? order : null);
  return reschedule(tx, stored, true, 'status');
}

/**
 * SRS does not know the order (any more): marked, asked about ever less. Guards: `order_not_found`, `nothing_changed` where it
 * was found since.
 */
function applyGone(tx: Tx, args: PolledBy): Polled {
  const order = rowOf(tx, args.refId);
  if (order.goneAt !== null) return reschedule(tx, store(tx, order, {}), false, 'status');
  if (isStatusOvertaken(tx, args)) throw new GuardConflict('nothing_changed', {});
  append(tx, order, args, { action: 'order.sync.gone', detail: { status: order.status } });
  const stored = store(tx, order, { goneAt: tx.now });
  markSuperseded(tx, args.refId);
  return reschedule(tx, stored, true, 'status');
}

const earlierOfEvidence = statement(
  { evidenceId: orders.evidenceId, refId: orders.refId, createdAt: orders.createdAt },
  (db, { evidenceId, refId, createdAt }) =>
    db
      .select({
        refId: orders.refId,
        createdAt: orders.createdAt,
        evidenceValidUntil: orders.evidenceValidUntil,
      })
      .from(orders)
      .where(and(eq(orders.evidenceId, evidenceId), ne(orders.refId, refId), lt(orders.createdAt, createdAt)))
      .orderBy(asc(orders.createdAt))
      .limit(1),
);

function evidenceElsewhere(tx: Tx, order: OrderRow, evidenceId: string): EvidenceElsewhere | null {
  const { refId, createdAt } = order;
  return earlierOfEvidence(tx).get({ evidenceId, refId, createdAt }) ?? null;
}

/** What the application itself verifies an order for is what it is for, unless there is evidence for something else alone. */
function chosenBy(
  { asked, origin }: VerifyAnswered,
  order: OrderRow,
): Pick<OrderPatch, 'jurisdiction' | 'loa'> {
  if (origin !== 'gateway' || asked === undefined) return {};
  return {
    ...(asked.jurisdiction === jurisdictionIn(order.jurisdiction)
      ? {}
      : { jurisdiction: asked.jurisdiction }),
    ...(asked.loa === loaIn(order.loa) ? {} : { loa: asked.loa }),
  };
}

interface VerifyAnswered extends PolledBy {
  answer: VerifyAnswer;
  /** For which jurisdiction and level was asked. */
  asked?: VerifyTarget;
}

/** A verify answer, and what was asked. Guard: `order_not_found`. */
function applyVerifyAnswer(tx: Tx, args: VerifyAnswered): Polled {
  const order = rowOf(tx, args.refId);
  if (isVerifyOvertaken(tx, args, order)) return OVERTAKEN;
  const elsewhere =
    args.answer.kind === 'valid' ? evidenceElsewhere(tx, order, args.answer.evidenceId) : null;
  const { asked, answer } = args;
  const { verifyForDays } = pollingIn(tx);
  const context = { asked, elsewhere, methods: methodsIn(tx), verifyForDays };
  const applied = applyVerify(order, answer, context, tx.now);
  const chosen = applied.isBeside ? {} : chosenBy(args, order);
  const isNew = JSON.stringify(asked) !== JSON.stringify(order.verifiedFor ?? undefined);
  const verified = answer.kind === 'valid' && asked !== undefined && isNew ? { verifiedFor: asked } : {};
  const more = { ...chosen, ...verified };
  const changed = applied.entry !== null || Object.keys(more).length > 0;
  const entry = applied.entry ?? {
    action: 'order.verify.changed' as const,
    detail: { from: order.verifyStatus, to: order.verifyStatus },
  };
  if (changed) append(tx, order, args, { ...entry, detail: { ...entry.detail, ...more } });
  const stored = store(tx, order, { ...applied.patch, ...more });
  if (Object.keys(chosen).length > 0) markSuperseded(tx, args.refId);
  // That nothing was found of something else does not bear out again what was found.
  const answeredAt = applied.isBeside ? (order.lastVerifyAt ?? undefined) : undefined;
  return reschedule(tx, stored, changed, 'verify', answeredAt);
}

export const applyChanges = {
  'order.apply_status': applyStatusAnswer,
  'order.apply_gone': applyGone,
  'order.apply_verify': applyVerifyAnswer,
  'order.note_failure': noteFailure,
};
