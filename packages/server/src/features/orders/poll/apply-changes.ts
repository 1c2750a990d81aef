import { retryAt } from '@srs-desk/shared/polling/retry.ts';
import { and, asc, eq, lt, ne } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Origin, PlainObject } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import type { OrderFacts } from '../../../platform/srs/mapper.ts';
import { type OrderRow, readOrderRow, type StoredPatch, updateOrder } from '../order-row.ts';
import { writePersonTerms } from '../search/person-terms.ts';
import { markSuperseded } from '../supersede.ts';
import { orderStatusHistory, orders } from '../table.ts';
import { applyStatus, type NewStatus, saysNothingNew } from './apply-status.ts';
import { applyVerify, type EvidenceElsewhere, type VerifyAnswer } from './apply-verify.ts';
import { derivedChanges } from './derive.ts';
import { methodsIn, nextDue, pollingIn } from './rules.ts';

/** On whose behalf an order was looked at, and by which call. */
export interface LookedAt {
  refId: string;
  actor: string;
  origin: Origin;
  callId: number;
}

/** What a look at an order came to: tells the engine whether to go on at once. */
export interface Looked {
  changed: boolean;
  dueAt: number | null;
  what: 'status' | 'verify' | null;
}

function rowOf(tx: Tx, refId: string): OrderRow {
  const order = readOrderRow(tx, refId);
  if (order === null) throw new GuardConflict('order_not_found', { refId });
  return order;
}

const knownStatuses = statement({ refId: orderStatusHistory.refId }, (db, { refId }) =>
  db
    .select({
      status: orderStatusHistory.status,
      wireStatus: orderStatusHistory.wireStatus,
      happenedAt: orderStatusHistory.happenedAt,
    })
    .from(orderStatusHistory)
    .where(eq(orderStatusHistory.refId, refId))
    .orderBy(asc(orderStatusHistory.id)),
);

const addStatus = statement(
  {
    refId: orderStatusHistory.refId,
    status: orderStatusHistory.status,
    wireStatus: orderStatusHistory.wireStatus,
    happenedAt: orderStatusHistory.happenedAt,
    observedAt: orderStatusHistory.observedAt,
    transition: orderStatusHistory.transition,
    seq: orderStatusHistory.seq,
  },
  (db, row) => db.insert(orderStatusHistory).values(row),
);

function addHistory(tx: Tx, refId: string, lines: readonly NewStatus[], seq: number): void {
  for (const { status, wireStatus, happenedAt, transition } of lines)
    addStatus(tx).run({ refId, status, wireStatus, happenedAt, observedAt: tx.now, transition, seq });
}

function append(
  tx: Tx,
  order: OrderRow,
  by: LookedAt,
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
  const next: OrderRow = { ...order, ...patch, ...(substance ? { updatedAt: tx.now } : {}) };
  const stale = (order.triageDueAt ?? Number.POSITIVE_INFINITY) <= tx.now;
  const derived = substance || stale ? derivedChanges(tx, next, tx.now) : {};
  if (!substance && Object.keys(derived).length === 0) return order;
  updateOrder(tx, order.refId, { ...patch, ...(substance ? { updatedAt: tx.now } : {}), ...derived });
  tx.rowChanged('orders', order.refId);
  return { ...next, ...derived };
}

const RESCHEDULE = `UPDATE order_sync SET due_at = ?, due_what = ?, last_synced_at = ?, polls = polls + 1, failures = 0,
  last_failure = NULL WHERE ref_id = ?`;
const RESCHEDULE_VERIFIED = `UPDATE order_sync SET due_at = ?, due_what = ?, last_verify_at = ?, polls = polls + 1,
  failures = 0, last_failure = NULL WHERE ref_id = ?`;

/** The order was looked at: when next, and no failures in a row any more. */
function reschedule(tx: Tx, order: OrderRow, changed: boolean, verified: boolean): Looked {
  const next = nextDue(order, pollingIn(tx), methodsIn(tx), tx.now);
  tx.sql(verified ? RESCHEDULE_VERIFIED : RESCHEDULE).run(
    next?.dueAt ?? null,
    next?.what ?? null,
    tx.now,
    order.refId,
  );
  return { changed, dueAt: next?.dueAt ?? null, what: next?.what ?? null };
}

/** What, once it changes, may make an order another's successor or predecessor. */
const SUPERSESSION_FIELDS = ['createdAt', 'issuer', 'method', 'goneAt'] as const;

/** A status answer: order, history, entry, search terms, next time due. Guard: `order_not_found`. */
function applyStatusAnswer(tx: Tx, args: LookedAt & { facts: OrderFacts }): Looked {
  const order = rowOf(tx, args.refId);
  if (saysNothingNew(order, args.facts)) return reschedule(tx, store(tx, order, {}), false, false);
  const applied = applyStatus(order, knownStatuses(tx).all({ refId: args.refId }), args.facts, tx.now);
  if (applied.entry === null) return reschedule(tx, store(tx, order, {}), false, false);
  const seq = append(tx, { ...order, ...applied.patch }, args, applied.entry);
  addHistory(tx, args.refId, applied.history, seq);
  const next = { ...order, ...applied.patch };
  const token = applied.personChanged ? tokenOf(tx, next) : undefined;
  if (token) tx.ensureSubject(order.subjectId, token);
  const stored = store(tx, order, {
    ...applied.patch,
    ...(token === undefined ? {} : { personToken: token && Buffer.from(token) }),
  });
  if (applied.personChanged) writePersonTerms(tx, args.refId, stored);
  if (
    applied.personChanged ||
    SUPERSESSION_FIELDS.some((field) => field in applied.patch) ||
    stored.status === 'cancelled'
  )
    markSuperseded(tx, args.refId);
  return reschedule(tx, stored, true, false);
}

/** SRS does not know the order (any more): marked, asked about ever less. Guard: `order_not_found`. */
function applyGone(tx: Tx, args: LookedAt): Looked {
  const order = rowOf(tx, args.refId);
  if (order.goneAt !== null) return reschedule(tx, store(tx, order, {}), false, false);
  append(tx, order, args, { action: 'order.sync.gone', detail: { status: order.status } });
  const stored = store(tx, order, { goneAt: tx.now });
  markSuperseded(tx, args.refId);
  return reschedule(tx, stored, true, false);
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

/** A verify answer. Guard: `order_not_found`. */
function applyVerifyAnswer(tx: Tx, args: LookedAt & { answer: VerifyAnswer }): Looked {
  const order = rowOf(tx, args.refId);
  const elsewhere =
    args.answer.kind === 'valid' ? evidenceElsewhere(tx, order, args.answer.evidenceId) : null;
  const applied = applyVerify(order, args.answer, elsewhere, methodsIn(tx), tx.now);
  if (applied.entry !== null) append(tx, order, args, applied.entry);
  return reschedule(tx, store(tx, order, applied.patch), applied.entry !== null, true);
}

/**
 * A look that failed: tried again later, ever later with each failure in a row (full jitter). `counts` is false for a 429,
 * which is no failure of the order's. No fact about the order, so no entry of its own beside the call's outcome.
 */
function noteFailure(
  tx: Tx,
  args: { refId: string; failure: string; random: number; counts: boolean },
): null {
  const row = tx.sql('SELECT failures FROM order_sync WHERE ref_id = ?').get(args.refId) as
    | { failures: number }
    | undefined;
  if (row === undefined) return null;
  const failures = row.failures + (args.counts ? 1 : 0);
  const dueAt = retryAt(Math.max(failures, 1), tx.now, args.random);
  tx.sql(
    `UPDATE order_sync SET due_at = ?, due_what = coalesce(due_what, 'status'), failures = ?, last_failure = ?
     WHERE ref_id = ?`,
  ).run(dueAt, failures, args.failure.slice(0, 200), args.refId);
  return null;
}

export const applyChanges = {
  'order.apply_status': applyStatusAnswer,
  'order.apply_gone': applyGone,
  'order.apply_verify': applyVerifyAnswer,
  'order.note_failure': noteFailure,
};
