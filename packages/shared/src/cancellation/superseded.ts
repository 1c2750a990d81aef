import { isFinishedWork, isPending, type OrderStatus } from '../order/status.ts';
import { type PersonFacts, type SamePersonBy, samePerson } from './same-person.ts';

/** An order as far as supersession looks at it. Times in ms since epoch. */
export interface SupersessionOrder extends PersonFacts {
  refId: string;
  status: OrderStatus;
  issuer: string | null;
  method: string | null;
  jurisdiction: string | null;
  /** At the latest, where SRS does not tell when. */
  createdAt: number;
  /** At the earliest: `createdAt` where SRS tells it; null where nobody knows. */
  createdNotBefore: number | null;
  startedAt: number | null;
  statusChangedAt: number;
  goneAt: number | null;
  /** Ref ID of the order in whose place this one was placed. */
  predecessorRefId: string | null;
}

/** In what the later order is not the same: the earlier one may still be meant. */
type SupersessionDifference = 'method' | 'jurisdiction';

/** Which later order takes the place of an order, and by what. */
export interface Supersession {
  /** Ref ID of the later order. */
  by: string;
  person: SamePersonBy | 'placed_instead';
  differs: SupersessionDifference[];
}

/** How long after its last sign of life a call may still be running, unless set otherwise: Klarna's session (§7.3). */
export const CALL_MAY_RUN_MINUTES = 60;

function differences(earlier: SupersessionOrder, later: SupersessionOrder): SupersessionDifference[] {
  const differs: SupersessionDifference[] = [];
  // What the desk does not know of one of them is no difference.
  const unlike = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
  if (unlike(earlier.method, later.method) || unlike(earlier.issuer, later.issuer)) differs.push('method');
  if (unlike(earlier.jurisdiction?.toLowerCase() ?? null, later.jurisdiction?.toLowerCase() ?? null)) {
    differs.push('jurisdiction');
  }
  return differs;
}

/** A later order whose target URL never was or no longer is of use does not take another's place. */
function canTakeThePlace(later: SupersessionOrder): boolean {
  return later.status !== 'cancelled' && later.goneAt === null;
}

/** Placed in the place of an order, or of one that was placed so. */
function isPlacedInstead(
  other: SupersessionOrder,
  order: SupersessionOrder,
  others: readonly SupersessionOrder[],
): boolean {
  let one: SupersessionOrder | undefined = other;
  for (let hops = 0; one !== undefined && one.predecessorRefId !== null && hops <= others.length; hops++) {
    const { predecessorRefId }: SupersessionOrder = one;
    if (predecessorRefId === order.refId) return true;
    one = others.find(({ refId }) => refId === predecessorRefId);
  }
  return false;
}

/** By what another order takes the place of this one: it was placed for that, or its person is the same and it is later. */
function takesPlaceBy(
  other: SupersessionOrder,
  order: SupersessionOrder,
  others: readonly SupersessionOrder[],
): Supersession['person'] | null {
  const person = samePerson(order, other);
  if (isPlacedInstead(other, order, others)) return person ?? 'placed_instead';
  const isLater = other.createdNotBefore !== null && other.createdNotBefore > order.createdAt;
  return isLater ? person : null;
}

/**
 * The later order that takes the place of a pending one (guide §7.2: who was given a new target URL should find the
 * earlier orders cancelled): the newest with the same method and jurisdiction, else the newest at all. Null when the
 * order is not pending or nothing later is known.
 */
export function supersessionOf(
  order: SupersessionOrder,
  others: readonly SupersessionOrder[],
): Supersession | null {
  return isPending(order.status) ? laterOf(order, others) : null;
}

/**
 * The later order of the same person after one that has failed, chosen likewise: it, not the failed one, asks for what is
 * to be done next. Null when the order has not failed or nothing later is known.
 */
export function laterThanFailed(
  order: SupersessionOrder,
  others: readonly SupersessionOrder[],
): Supersession | null {
  return order.status === 'error' ? laterOf(order, others) : null;
}

function laterOf(order: SupersessionOrder, others: readonly SupersessionOrder[]): Supersession | null {
  let best: { later: SupersessionOrder; supersession: Supersession } | null = null;
  for (const later of others) {
    if (later.refId === order.refId || !canTakeThePlace(later)) continue;
    const person = takesPlaceBy(later, order, others);
    if (person === null) continue;
    const supersession = { by: later.refId, person, differs: differences(order, later) };
    if (best === null || isBetter({ later, supersession }, best)) best = { later, supersession };
  }
  return best?.supersession ?? null;
}

type Candidate = { later: SupersessionOrder; supersession: Supersession };

function isBetter(a: Candidate, b: Candidate): boolean {
  const alike = (candidate: Candidate): number => (candidate.supersession.differs.length === 0 ? 1 : 0);
  if (alike(a) !== alike(b)) return alike(a) > alike(b);
  return a.later.createdAt > b.later.createdAt;
}

/**
 * Until when (ms since epoch) a call on this order may be running, so that it is better left alone; null when it is
 * not. Initialized cannot tell whether the user has started: only the time since the last sign of life can.
 */
export function callMayRunUntil(
  order: Pick<SupersessionOrder, 'status' | 'createdAt' | 'startedAt' | 'statusChangedAt'>,
  now: number,
  minutes: number = CALL_MAY_RUN_MINUTES,
): number | null {
  if (!isPending(order.status) || isFinishedWork(order.status)) return null;
  const last = Math.max(order.createdAt, order.statusChangedAt, order.startedAt ?? 0);
  const until = last + minutes * 60_000;
  return until > now ? until : null;
}
