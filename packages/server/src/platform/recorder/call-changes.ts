import type { Origin, PlainObject } from '../ledger/entry-draft.ts';
import { GuardConflict } from '../ledger/errors.ts';
import type { Tx } from '../ledger/tx.ts';

export interface OpenCall {
  startedAt: number;
  operation: string;
  httpMethod: string;
  url: string;
  refId: string | null;
  orderId: string | null;
  externalId: string | null;
  /** Order ID, External ID and subject are those of the order with this Ref ID, where it is known. */
  ofOrder?: boolean | undefined;
  actor: string;
  origin: Origin;
  attempt: number;
  correlationId: string;
  subject: string | null;
  detail: PlainObject;
  sealed: PlainObject | null;
}

export interface CloseCall {
  callId: number;
  finishedAt: number;
  outcome: string;
  httpStatus: number | null;
  durationMs: number;
  /** Ids that only the answer told; null keeps what the intent said. */
  refId: string | null;
  orderId: string | null;
  externalId: string | null;
  /** Subject for the answer's body where the call had none. */
  subject: string | null;
  detail: PlainObject;
  sealed: PlainObject | null;
}

const INSERT = `INSERT INTO calls (id, started_at, operation, http_method, url, ref_id, order_id, external_id, actor, origin,
  outcome, attempt, correlation_id, subject_id, seq_intent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'in_flight', ?, ?, ?, ?)`;

type OrderIds = Pick<OpenCall, 'orderId' | 'externalId' | 'subject'>;

const OF_ORDER =
  'SELECT order_id AS orderId, external_id AS externalId, subject_id AS subject FROM orders WHERE ref_id = ?';

/**
 * Writes the intent of a call and its row; gives the call's number (gapless, from 1) and the subject under whose key its
 * bodies are sealed.
 */
function open(tx: Tx, asked: OpenCall): { callId: number; seq: number; subject: string | null } {
  const order = asked.ofOrder ? (tx.sql(OF_ORDER).get(asked.refId) as OrderIds | undefined) : undefined;
  const call = order === undefined ? asked : { ...asked, ...order };
  const callId = tx.sql('SELECT coalesce(max(id), 0) + 1 FROM calls').pluck().get() as number;
  const seq = tx.append({
    action: 'call.intent',
    actor: call.actor,
    origin: call.origin,
    refId: call.refId,
    orderId: call.orderId,
    externalId: call.externalId,
    callId,
    subject: call.subject,
    operation: call.operation,
    target: call.url,
    at: call.startedAt,
    detail: {
      method: call.httpMethod,
      attempt: call.attempt,
      correlationId: call.correlationId,
      ...call.detail,
    },
    sealed: call.sealed ?? undefined,
  });
  tx.sql(INSERT).run(
    callId,
    call.startedAt,
    call.operation,
    call.httpMethod,
    call.url,
    call.refId,
    call.orderId,
    call.externalId,
    call.actor,
    call.origin,
    call.attempt,
    call.correlationId,
    call.subject,
    seq,
  );
  return { callId, seq, subject: call.subject };
}

type OpenRow = {
  operation: string;
  actor: string;
  origin: Origin;
  ref_id: string | null;
  order_id: string | null;
  external_id: string | null;
  subject_id: string | null;
  outcome: string;
};

const CLOSE = `UPDATE calls SET finished_at = ?, outcome = ?, http_status = ?, duration_ms = ?, seq_outcome = ?
  WHERE id = ? AND outcome = 'in_flight'`;
const CLOSE_WITH_IDS = `UPDATE calls SET finished_at = ?, outcome = ?, http_status = ?, duration_ms = ?, ref_id = ?, order_id = ?,
  external_id = ?, subject_id = ?, seq_outcome = ? WHERE id = ? AND outcome = 'in_flight'`;

/** Writes the outcome of an open call. @throws GuardConflict `call_not_open` when it has one already. */
function close(tx: Tx, call: CloseCall): { seq: number } {
  const row = tx
    .sql(
      'SELECT operation, actor, origin, ref_id, order_id, external_id, subject_id, outcome FROM calls WHERE id = ?',
    )
    .get(call.callId) as OpenRow | undefined;
  if (row === undefined || row.outcome !== 'in_flight')
    throw new GuardConflict('call_not_open', { callId: call.callId });
  // What the call was about stands in its intent and is found by it: an answer cannot move it to another order.
  const refId = row.ref_id ?? call.refId;
  const orderId = call.orderId ?? row.order_id;
  const externalId = call.externalId ?? row.external_id;
  const subject = row.subject_id ?? call.subject;
  const seq = tx.append({
    action: 'call.outcome',
    actor: row.actor,
    origin: row.origin,
    refId,
    orderId,
    externalId,
    callId: call.callId,
    subject,
    operation: row.operation,
    outcome: call.outcome,
    at: call.finishedAt,
    detail: { httpStatus: call.httpStatus, durationMs: call.durationMs, ...call.detail },
    sealed: call.sealed ?? undefined,
  });
  const { callId, finishedAt, outcome, httpStatus, durationMs } = call;
  // What an index holds is written anew whenever it is set, be it to the same.
  const learned =
    refId !== row.ref_id ||
    orderId !== row.order_id ||
    externalId !== row.external_id ||
    subject !== row.subject_id;
  const ids = [refId, orderId, externalId, subject];
  tx.sql(learned ? CLOSE_WITH_IDS : CLOSE).run(
    finishedAt,
    outcome,
    httpStatus,
    durationMs,
    ...(learned ? ids : []),
    seq,
    callId,
  );
  tx.rowChanged('calls', call.callId);
  return { seq };
}

/**
 * After a crash: every call whose outcome was never written is closed as `unknown`; gives their order's Ref IDs,
 * so that these are read again.
 */
function recover(tx: Tx, _: null): { callIds: number[]; refIds: string[] } {
  const left = tx.sql(`SELECT id, ref_id FROM calls WHERE outcome = 'in_flight' ORDER BY id`).all() as {
    id: number;
    ref_id: string | null;
  }[];
  for (const { id } of left) {
    close(tx, {
      callId: id,
      finishedAt: tx.now,
      outcome: 'unknown',
      httpStatus: null,
      durationMs: 0,
      refId: null,
      orderId: null,
      externalId: null,
      subject: null,
      detail: { why: 'the desk stopped before the outcome was written' },
      sealed: null,
    });
  }
  const refIds = [...new Set(left.flatMap(({ ref_id }) => (ref_id === null ? [] : [ref_id])))];
  const readAgain = tx.sql(
    `UPDATE order_sync SET due_at = @now, due_what = 'status' WHERE ref_id = @refId AND (due_at IS NULL OR due_at > @now)`,
  );
  for (const refId of refIds) readAgain.run({ now: tx.now, refId });
  return { callIds: left.map(({ id }) => id), refIds };
}

export const callChanges = { 'call.open': open, 'call.close': close, 'call.recover': recover };

type CallCommands = typeof callChanges;

declare module '../ledger/commands.ts' {
  interface Commands extends CallCommands {}
}
