import { isPending } from '@srs-desk/shared/order/status.ts';
import { type TriageFacts, type TriageReading, triage } from '@srs-desk/shared/process/triage.ts';
import type { TriageRules } from '@srs-desk/shared/process/triage-settings.ts';
import type { Desk } from '../../platform/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { type OrderRow, readOrderRow } from './order-row.ts';
import { otherEvidenceOf, successorOf } from './person-orders.ts';
import { comparedDataSent, triageFactsOf, triageRulesIn } from './poll/derive.ts';
import { lastFailureOf } from './poll/queries.ts';

function orderOrThrow(desk: Desk, refId: string): OrderRow {
  const order = readOrderRow(desk.reader, refId);
  if (order === null) throw new NotFound('order_not_found', `No order with Ref ID ${refId} is known here.`);
  return order;
}

function factsOf(desk: Desk, order: OrderRow): TriageFacts {
  const now = desk.clock.now();
  const failedAt = lastFailureOf(desk.reader, order.refId);
  const othersFail = desk.srs.troubles().some(({ operation }) => operation === 'get_status');
  const failed = failedAt === null ? null : { at: failedAt, othersFail };
  return {
    ...triageFactsOf(desk.reader, order, failed, now),
    otherEvidence: otherEvidenceOf(desk.reader, order.refId, now),
  };
}

/** What whose turn it is with an order follows from. @throws NotFound */
export function readTriageFacts(desk: Desk, refId: string): TriageFacts {
  return factsOf(desk, orderOrThrow(desk, refId));
}

/**
 * Whose turn it is with this order now, why, what to check and to tell (guide §6), as codes and parameters. Answers that are
 * given count instead of those stored. @throws NotFound
 */
export function readTriage(
  desk: Desk,
  refId: string,
  answers?: Readonly<Record<string, string>>,
): { facts: TriageFacts; reading: TriageReading; rules: TriageRules } {
  const stored = readTriageFacts(desk, refId);
  const facts = answers === undefined ? stored : { ...stored, answers: { ...answers } };
  const rules = triageRulesIn(desk.reader);
  return { facts, reading: triage(facts, rules, desk.clock.now()), rules };
}

/** The orders before and after an order, and what was sent with it: what a message to its user goes by. */
interface OrderNeighbours {
  /** Ref ID of the order that takes the place of this one. */
  readonly successor: string | null;
  readonly predecessor: { readonly ended: boolean; readonly failed: boolean } | null;
  readonly comparedDataSent: boolean | null;
}

/** See {@link OrderNeighbours}. @throws NotFound */
export function readNeighbours(desk: Desk, refId: string): OrderNeighbours {
  const order = orderOrThrow(desk, refId);
  const before = order.predecessorRefId === null ? null : readOrderRow(desk.reader, order.predecessorRefId);
  return {
    successor: successorOf(desk.reader, order)?.refId ?? null,
    predecessor:
      before === null ? null : { ended: !isPending(before.status), failed: before.status === 'error' },
    comparedDataSent: comparedDataSent(order),
  };
}
