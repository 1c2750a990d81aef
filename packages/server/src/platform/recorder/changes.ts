import type { CallAnswer, CallOperation, CallOutcome } from '@srs-desk/shared/call/fields.ts';
import { and, desc, eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../db/statement.ts';
import type { EntryDraft, Origin, PlainObject } from '../ledger/entry-draft.ts';
import { GuardConflict } from '../ledger/errors.ts';
import type { Tx } from '../ledger/tx.ts';
import { KnownAnswers } from './known-answers.ts';
import { OpenCalls } from './open-calls.ts';
import { calls } from './table.ts';

export interface OpenCall {
  startedAt: number;
  operation: CallOperation;
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
  msisdn?: EntryDraft['msisdn'];
  detail: PlainObject;
  sealed: PlainObject | null;
}

export interface CloseCall {
  callId: number;
  finishedAt: number;
  outcome: CallOutcome;
  /** What the answer means where its status is an error but nothing went wrong. */
  answer?: CallAnswer | undefined;
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

/** What the recorder must know of orders, whose tables it does not: given to {@link callChanges} by who knows them. */
export interface OrdersOfCalls {
  /** Ids and subject of the order with this Ref ID; undefined where there is none. */
  idsOf(
    tx: Tx,
    refId: string,
  ): { orderId: string | null; externalId: string | null; subjectId: string } | undefined;
  /** What SRS did with a call about these orders is unknown: they are read as soon as can be. */
  readAgain(tx: Tx, refIds: readonly string[]): void;
}

/** A call whose outcome was never written. */
export type LostCall = ReturnType<ReturnType<typeof allOpen>['all']>[number];

/** What else is written of a call whose outcome was never written: said to {@link callChanges} by who knows what it may have done. */
type NoteLost = (tx: Tx, call: LostCall) => void;

const { finishedAt, answer, httpStatus, durationMs, seqOutcome, ...OPENED } = getTableColumns(calls);
const CLOSED = {
  id: calls.id,
  outcome: calls.outcome,
  answer,
  finishedAt,
  httpStatus,
  durationMs,
  seqOutcome,
};
const { refId, orderId, externalId, subjectId } = OPENED;
const IDS = { refId, orderId, externalId, subjectId };

const newest = statement((db) => db.select({ id: calls.id }).from(calls).orderBy(desc(calls.id)).limit(1));

const insert = statement(OPENED, (db, row) => db.insert(calls).values(row));

const openById = statement({ id: calls.id }, (db, { id }) =>
  db
    .select({ operation: calls.operation, actor: calls.actor, origin: calls.origin, ...IDS })
    .from(calls)
    .where(and(eq(calls.id, id), eq(calls.outcome, 'in_flight'))),
);

const close = statement(CLOSED, (db, { id, ...row }) =>
  db
    .update(calls)
    .set(row)
    .where(and(eq(calls.id, id), eq(calls.outcome, 'in_flight'))),
);

const closeWithIds = statement({ ...CLOSED, ...IDS }, (db, { id, ...row }) =>
  db
    .update(calls)
    .set(row)
    .where(and(eq(calls.id, id), eq(calls.outcome, 'in_flight'))),
);

const allOpen = statement((db) =>
  db
    .select({
      id: calls.id,
      startedAt: calls.startedAt,
      operation: calls.operation,
      url: calls.url,
      actor: calls.actor,
      origin: calls.origin,
      ...IDS,
    })
    .from(calls)
    .where(eq(calls.outcome, 'in_flight'))
    .orderBy(calls.id),
);

function openCall(
  tx: Tx,
  open: OpenCalls,
  orders: OrdersOfCalls,
  asked: OpenCall,
): { callId: number; seq: number; subject: string | null } {
  const { startedAt, operation, httpMethod, url, refId, actor, origin, attempt, correlationId } = asked;
  const order = asked.ofOrder && refId !== null ? orders.idsOf(tx, refId) : undefined;
  const { orderId, externalId } = order ?? asked;
  const subjectId = order === undefined ? asked.subject : order.subjectId;
  const callId = open.newest(tx, () => newest(tx).get()?.id ?? 0) + 1;
  const seq = tx.append({
    action: 'call.intent',
    actor,
    origin,
    refId,
    orderId,
    externalId,
    callId,
    subject: subjectId,
    msisdn: order === undefined ? asked.msisdn : null,
    operation,
    target: url,
    at: startedAt,
    detail: { method: httpMethod, attempt, correlationId, ...asked.detail },
    sealed: asked.sealed ?? undefined,
  });
  insert(tx).run({
    id: callId,
    startedAt,
    operation,
    httpMethod,
    url,
    refId,
    orderId,
    externalId,
    actor,
    origin,
    outcome: 'in_flight',
    attempt,
    correlationId,
    subjectId,
    seqIntent: seq,
  });
  open.opened(tx, callId, { operation, actor, origin, refId, orderId, externalId, subjectId });
  return { callId, seq, subject: subjectId };
}

/** What the writer remembers of calls beside their rows. */
interface Memory {
  known: KnownAnswers;
  open: OpenCalls;
}

function closeCall(tx: Tx, { known, open }: Memory, call: CloseCall): { seq: number } {
  const { callId: id, finishedAt, outcome, answer = null, httpStatus, durationMs } = call;
  const intent = open.close(tx, id) ?? openById(tx).get({ id });
  if (intent === undefined) throw new GuardConflict('call_not_open', { callId: id });
  const { operation, actor, origin } = intent;
  // What the call was about stands in its intent and is found by it: an answer cannot move it to another order.
  const refId = intent.refId ?? call.refId;
  const orderId = call.orderId ?? intent.orderId;
  const externalId = call.externalId ?? intent.externalId;
  const subjectId = intent.subjectId ?? call.subject;
  const same =
    refId === null || subjectId === null || call.sealed === null
      ? null
      : known.sameAs(
          {
            callId: id,
            asked: `${operation} ${refId}`,
            subject: subjectId,
            at: finishedAt,
            sealed: call.sealed,
          },
          tx.undone,
        );
  const seqOutcome = tx.append({
    action: 'call.outcome',
    actor,
    origin,
    refId,
    orderId,
    externalId,
    callId: id,
    subject: subjectId,
    operation,
    outcome,
    at: finishedAt,
    detail: {
      httpStatus,
      durationMs,
      ...(answer === null ? {} : { answer }),
      ...(same === null ? {} : { sameAnswerAs: same }),
      ...call.detail,
    },
    sealed: same === null ? (call.sealed ?? undefined) : undefined,
  });
  // What an index holds is written anew whenever it is set, be it to the same.
  const learned =
    refId !== intent.refId ||
    orderId !== intent.orderId ||
    externalId !== intent.externalId ||
    subjectId !== intent.subjectId;
  // Written out: copying the columns of the one for the other by `...` would cost as much as the statement.
  const { changes } = learned
    ? closeWithIds(tx).run({
        id,
        outcome,
        answer,
        finishedAt,
        httpStatus,
        durationMs,
        seqOutcome,
        refId,
        orderId,
        externalId,
        subjectId,
      })
    : close(tx).run({ id, outcome, answer, finishedAt, httpStatus, durationMs, seqOutcome });
  if (changes === 0) throw new GuardConflict('call_not_open', { callId: id });
  tx.rowChanged('calls', id);
  return { seq: seqOutcome };
}

function recoverCalls(
  tx: Tx,
  memory: Memory,
  orders: OrdersOfCalls,
  noteLost: NoteLost,
): { callIds: number[]; refIds: string[] } {
  const left = allOpen(tx).all();
  for (const call of left) {
    closeCall(tx, memory, {
      callId: call.id,
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
    noteLost(tx, call);
  }
  const refIds = [...new Set(left.flatMap(({ refId }) => refId ?? []))];
  orders.readAgain(tx, refIds);
  return { callIds: left.map(({ id }) => id), refIds };
}

/** What the recorder changes: the life of a call, from its intent to its outcome. */
export function callChanges(orders: OrdersOfCalls, noteLost: NoteLost) {
  const memory: Memory = { known: new KnownAnswers(), open: new OpenCalls() };
  return {
    /**
     * Writes the intent of a call and its row; gives the call's number (gapless, from 1) and the subject under whose key its
     * bodies are sealed.
     */
    'call.open': (tx: Tx, call: OpenCall) => openCall(tx, memory.open, orders, call),

    /**
     * Writes the outcome of an open call; an answer that has the bytes of the last one to the same question names that call
     * instead (`sameAnswerAs`). Guards: `call_not_open` when it has one already.
     */
    'call.close': (tx: Tx, call: CloseCall) => closeCall(tx, memory, call),

    /**
     * After a crash: every call whose outcome was never written is closed as `unknown`, the orders that these were about are
     * read again, and of those that may have made an order the log says so.
     */
    'call.recover': (tx: Tx, _: null) => recoverCalls(tx, memory, orders, noteLost),
  };
}

type CallCommands = ReturnType<typeof callChanges>;

declare module '../ledger/commands.ts' {
  interface Commands extends CallCommands {}
}
