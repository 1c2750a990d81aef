import { methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import type { TriageField } from '@srs-desk/shared/order/fields.ts';
import type { Answers } from '@srs-desk/shared/process/questions.ts';
import { type TriageFacts, type TriageReading, triage } from '@srs-desk/shared/process/triage.ts';
import type { TriageRules } from '@srs-desk/shared/process/triage-settings.ts';
import { TRIAGE_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { and, eq } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import type { DerivedDifference } from '../../../platform/db/derived-difference.ts';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { settingReader } from '../../../platform/settings/settings.ts';
import { type Order, type OrderRow, readOrderRow, updateOrder } from '../order-row.ts';
import { mayBePlacedHere } from '../placed-here.ts';
import { datedNoLater, isSinceWhenKnown, regressionSeenAt, unknownSeenAt } from '../status-history.ts';
import { laterOrderOf } from '../supersede.ts';
import { orderWork, usualDurations } from '../table.ts';
import { methodsIn } from './rules.ts';

/** What triage makes of an order, as it is stored. */
type Derived = Pick<Order, TriageField>;

const triageIn = settingReader(TRIAGE_SETTING);

/** The limits that triage goes by, as they are set. Runs on the writer's connection and on a reader alike. */
export function triageRulesIn(source: Db): TriageRules {
  return { triage: triageIn(source), methods: methodsIn(source) };
}

/** Everything that triage asks to know of an order: the one place where it is gathered. */
export function triageFactsOf(
  source: Db,
  stored: OrderRow,
  lastCallFailed: TriageFacts['lastCallFailed'],
  now: number,
): TriageFacts {
  const order = datedNoLater(source, stored, now);
  const isDated = isSinceWhenKnown(source, order.refId) || mayBePlacedHere(source, order);
  const answers = answersTo(source, order.refId);
  const seconds = usualSeconds(source, order);
  const facts = {
    ...factsOf(order, order.lastVerifyAt, answers, seconds, lastCallFailed),
    statusChangedAtKnown: order === stored && isDated,
    ...sightingsOf(source, order),
  };
  // A pending order that is superseded is marked; any other than a failed one asks for nothing.
  const unmarked = order.status === 'error' && order.supersededBy === null;
  return unmarked ? { ...facts, supersededBy: laterOrderOf(source, order.refId) } : facts;
}

/** What cannot be read is waited for from when it was seen, whenever SRS says that it happened. */
function sightingsOf(
  source: Db,
  { refId, regressedAt, firstUnknownAt, statusChangedAt }: OrderRow,
): Pick<TriageFacts, 'regressedAt' | 'firstUnknownAt'> {
  const isPresent = regressedAt !== null && regressedAt >= statusChangedAt;
  return {
    regressedAt: isPresent
      ? Math.max(regressionSeenAt(source, refId, regressedAt) ?? 0, regressedAt)
      : regressedAt,
    firstUnknownAt: firstUnknownAt === null ? null : (unknownSeenAt(source, refId) ?? firstUnknownAt),
  };
}

/** The derived columns of an order that nobody has worked on, in a desk without settings or experience of its own. */
export function firstDerived(order: Order, rules: TriageRules, now: number): Derived {
  return columnsOf(triage(factsOf(order, null, {}, null, null), rules, now));
}

function columnsOf(reading: TriageReading): Derived {
  return {
    nextActor: reading.nextActor,
    step: reading.step,
    supportTeam: reading.team,
    issue: reading.issue,
    attention: reading.attention,
    attentionAll: JSON.stringify(reading.attentionAll),
    triageDueAt: reading.validUntil,
  };
}

/** The derived columns that differ from what the row holds, as the rules see the order at `now` (ms). */
export function derivedChanges(tx: Db, order: OrderRow, now: number): Partial<Derived> {
  // A failed poll does not change whose turn it is; the order's page shows it as stale.
  const derived = columnsOf(triage(triageFactsOf(tx, order, null, now), triageRulesIn(tx), now));
  const changed = Object.entries(derived).filter(([field, value]) => order[field as TriageField] !== value);
  return Object.fromEntries(changed);
}

/** Whose turn it is with an order, brought up to date at once: who has just acted on it reads it next. */
export function deriveAnew(tx: Tx, refId: string): void {
  const order = readOrderRow(tx, refId);
  if (order !== null) updateOrder(tx, refId, derivedChanges(tx, order, tx.now));
}

/** What limits learned from experience can be at most and at least: an order is triaged by those of its day. */
const EVER_USUAL = [null, 0, Number.MAX_SAFE_INTEGER] as const;

/**
 * Where the derived columns of an order are not what the rules make of it at `now` (ms), whatever the usual durations were when
 * it was triaged. One that is due to be triaged, or was not yet, is passed over.
 */
export function triageDifferences(db: Db, order: OrderRow, now: number): DerivedDifference[] {
  if (order.triageDueAt !== null && order.triageDueAt <= now) return [];
  // Triaged when it is asked about next, which is soon.
  if (datedNoLater(db, order, now) !== order) return [];
  // Known, and not answered about yet: nothing was made of it so far.
  if (order.wireStatus === null && order.step === null) return [];
  const facts = triageFactsOf(db, order, null, now);
  const rules = triageRulesIn(db);
  // A later order of the same person is looked for when an order is triaged, not at every moment.
  const variants = [facts.supersededBy, order.supersededBy].flatMap((supersededBy) =>
    [facts.usualSeconds, ...EVER_USUAL].map((usualSeconds) => ({ ...facts, supersededBy, usualSeconds })),
  );
  const differing = variants.map((variant) => {
    const { triageDueAt: _, ...anew } = columnsOf(triage(variant, rules, now));
    return Object.entries(anew).filter(([field, value]) => order[field as TriageField] !== value);
  });
  if (differing.some((fields) => fields.length === 0)) return [];
  const shown = (value: unknown): string | null => (value === null ? null : String(value));
  return (differing[0] ?? []).map(([field, value]) => ({
    table: 'orders',
    row: order.refId,
    field,
    anew: shown(value),
    stored: shown(order[field as TriageField]),
  }));
}

// Written out, not put together from parts: it is made at every change of an order.
function factsOf(
  order: Order,
  verifiedAt: number | null,
  answers: Answers,
  usualSeconds: number | null,
  lastCallFailed: TriageFacts['lastCallFailed'],
): TriageFacts {
  const methodKey = methodKeyOf(order.issuer, order.method);
  return {
    status: order.status,
    wireStatus: order.wireStatus,
    statusReason: order.statusReason,
    statusChangedAt: order.statusChangedAt,
    createdAt: order.createdAt,
    createdAtKnown: order.createdAtKnown,
    statusChangedAtKnown: true,
    methodKey,
    targetUrl: order.targetUrl,
    verifyStatus: order.verifyStatus,
    evidenceId: order.evidenceId,
    evidenceValidUntil: order.evidenceValidUntil,
    evidenceIsEarlier: order.evidenceIsEarlier,
    startedAt: order.startedAt,
    goneAt: order.goneAt,
    regressedAt: order.regressedAt,
    firstUnknownAt: order.firstUnknownAt,
    erasedAt: order.erasedAt,
    supersededBy: order.supersededBy,
    surnameSent: surnameSent(order),
    // Says nothing of whose turn it is with this order: only who shows it looks for it.
    otherEvidence: null,
    verifiedAt,
    answers,
    usualSeconds,
    lastCallFailed,
  };
}

const given = statement({ refId: orderWork.refId }, (db, { refId }) =>
  db.select({ answers: orderWork.answers }).from(orderWork).where(eq(orderWork.refId, refId)),
);

function answersTo(tx: Db, refId: string): Answers {
  return given(tx).get({ refId })?.answers ?? {};
}

const usual = statement(
  { issuer: usualDurations.issuer, method: usualDurations.method, status: usualDurations.status },
  (db, { issuer, method, status }) =>
    db
      .select({ seconds: usualDurations.p90Seconds })
      .from(usualDurations)
      .where(
        and(
          eq(usualDurations.issuer, issuer),
          eq(usualDurations.method, method),
          eq(usualDurations.status, status),
        ),
      ),
);

/** How long nine in ten orders of this kind stayed in this status, seconds; null without enough history. */
function usualSeconds(tx: Db, order: OrderRow): number | null {
  const { issuer, method, status } = order;
  return usual(tx).get({ issuer: issuer ?? '', method: method ?? '', status })?.seconds ?? null;
}

/** The desk saw what was sent with these orders; of others SRS tells only what it tells. */
const SENT_IS_KNOWN: ReadonlySet<Order['knownBy']> = new Set(['desk', 'gateway', 'test_bench']);

/** Whether a surname was sent with an order; null where that cannot be known (any more). */
function surnameSent(order: Order): boolean | null {
  if (order.erasedAt !== null) return null;
  return order.lastName !== null ? true : SENT_IS_KNOWN.has(order.knownBy) ? false : null;
}

/** Whether data was sent that the provider compares with the document (guide §7.2); null where that cannot be known. */
export function comparedDataSent(order: Order): boolean | null {
  if (order.erasedAt !== null) return null;
  const { firstName, lastName, birthDate } = order;
  const sent = [firstName, lastName, birthDate].some((value) => value !== null);
  return sent ? true : SENT_IS_KNOWN.has(order.knownBy) ? false : null;
}
