import { foldWireName, isSameStatus, type OrderStatus } from '@srs-desk/shared/order/status.ts';
import { classifyTransition, type TransitionKind } from '@srs-desk/shared/order/transitions.ts';
import type { OrderFacts } from '../../../platform/srs/mapper.ts';
import type { Order } from '../order-row.ts';

/** One line of the status history as it is known already. */
export interface KnownStatus {
  status: OrderStatus;
  wireStatus: string;
  happenedAt: number;
}

/** A line to add to the history: when it happened at SRS, and what the change is worth. */
export interface NewStatus extends KnownStatus {
  transition: TransitionKind;
}

interface NewStatuses<K> {
  /** What went before a status that is known already: no news of the present. */
  earlier: NewStatus[];
  /** What came after all that is known, the last being the present status. */
  fresh: NewStatus[];
  /** The history as it is to stand, from the first new line on. */
  lines: (K | NewStatus)[];
}

type Told = OrderFacts['statuses'][number];

/** For each status told, the line of the history that it is. */
function knownAmong<K extends KnownStatus>(history: readonly K[], told: readonly Told[]): Map<Told, K> {
  const left = [...history];
  const found = new Map<Told, K>();
  const match = (agrees: (known: K, one: Told) => boolean): void => {
    for (const one of told) {
      const known = found.has(one) ? undefined : left.find((line) => agrees(line, one));
      if (known === undefined) continue;
      left.splice(left.indexOf(known), 1);
      found.set(one, known);
    }
  };
  // First those that agree to the millisecond, then those that agree by name (a time that SRS did not give at first).
  match((line, one) => line.happenedAt === one.at && isNamedAlike(line, one));
  match((line, one) => line.happenedAt === one.at && isSameStatus(line.wireStatus, one.wireStatus));
  match(isNamedAlike);
  match((line, one) => isSameStatus(line.wireStatus, one.wireStatus));
  return found;
}

function isNamedAlike(line: KnownStatus, one: Told): boolean {
  return foldWireName(line.wireStatus) === foldWireName(one.wireStatus);
}

/** The statuses told, with the present one last where the list puts another behind it. */
function presentLast<K extends KnownStatus>(
  told: readonly Told[],
  isPresent: (one: Told) => boolean,
  known: ReadonlyMap<Told, K>,
  lastKnown: K | undefined,
): readonly Told[] {
  if (told.slice(-1).some(isPresent)) return told;
  // What other statuses are known to have followed is not the present one: that is new, since when is unknown.
  const isItself = (one: Told) => isPresent(one) && (!known.has(one) || known.get(one) === lastKnown);
  const present = told.findLast(isItself);
  return present === undefined ? told : [...told.filter((one) => one !== present), present];
}

/** The statuses of an answer, the present one last, and which of them are known already. */
function toldIn<K extends KnownStatus>(history: readonly K[], facts: OrderFacts) {
  const isPresent = ({ wireStatus }: Told) => isSameStatus(wireStatus, facts.wireStatus);
  const listed = facts.statuses.filter(({ wireStatus }) => wireStatus !== '');
  const known = knownAmong(history, listed);
  return { told: presentLast(listed, isPresent, known, history.at(-1)), known, isPresent };
}

/**
 * Whether an answer shows by itself that SRS gave it after all that is known: its present status is new, and follows the newest
 * known one in its list or by its time. Pure.
 */
export function goesOn(
  order: Pick<Order, 'wireStatus' | 'statusChangedAt'>,
  history: readonly KnownStatus[],
  facts: OrderFacts,
): boolean {
  if (order.wireStatus === null) return true;
  const { told, known, isPresent } = toldIn(history, facts);
  const present = told.at(-1);
  if (present === undefined || !isPresent(present) || known.has(present)) return false;
  const follows = told.some((one) => known.has(one) && known.get(one) === history.at(-1));
  return follows || (present.at !== null && present.at > order.statusChangedAt);
}

/**
 * The statuses of an answer that are not in the history yet, judged one after the other. SRS may tell a later status first
 * (when it answers a placing, or with one status in place of its list): what its list then has before that is no news. Pure.
 */
export function newStatuses<K extends KnownStatus>(
  order: Pick<Order, 'status' | 'wireStatus' | 'statusChangedAt'>,
  history: readonly K[],
  facts: OrderFacts,
  now: number,
): NewStatuses<K> {
  const { told, known, isPresent } = toldIn(history, facts);
  const lastKnown = told.findLastIndex((one) => known.has(one));
  // A list that lags behind lacks the newest status that is known: then its times tell. Else its order does.
  const lagsBehind = ![...known.values()].some((line) => line === history.at(-1));
  const goesBefore = (one: Told, place: number): boolean =>
    place < lastKnown ||
    (lagsBehind &&
      order.wireStatus !== null &&
      !isPresent(one) &&
      one.at !== null &&
      one.at <= order.statusChangedAt);
  const earlier: NewStatus[] = [];
  const fresh: NewStatus[] = [];
  const lines: (K | NewStatus)[] = [...history];
  let present = order.wireStatus === null ? null : { status: order.status, wireStatus: order.wireStatus };
  const add = ({ status, wireStatus, at }: Told): void => {
    const transition = classifyTransition(present?.status ?? null, status);
    fresh.push({ status, wireStatus, happenedAt: at ?? now, transition });
    present = { status, wireStatus };
  };
  for (const [place, one] of told.entries()) {
    if (known.has(one)) continue;
    if (!goesBefore(one, place)) {
      const isLast = place === told.length - 1 && isPresent(one);
      add(isLast ? { ...one, wireStatus: facts.wireStatus } : one);
      continue;
    }
    const { status, wireStatus, at } = one;
    const next = told.slice(place).flatMap((later) => known.get(later) ?? [])[0] ?? history.at(-1);
    const transition = classifyTransition(told[place - 1]?.status ?? null, status);
    const line = { status, wireStatus, happenedAt: at ?? next?.happenedAt ?? now, transition };
    earlier.push(line);
    lines.splice(next === undefined ? lines.length : lines.indexOf(next), 0, line);
  }
  // The list and the present status may disagree, or there is no list: what holds now is kept in any case.
  if (present === null || !isSameStatus(present.wireStatus, facts.wireStatus)) {
    const last = told.at(-1);
    const at = last !== undefined && isPresent(last) ? last.at : null;
    add({ status: facts.status, wireStatus: facts.wireStatus, at });
  }
  lines.push(...fresh);
  // An entry tells the lines in the order in which they stand, also where the history is out of order.
  earlier.sort((a, b) => lines.indexOf(a) - lines.indexOf(b));
  const added = new Set<K | NewStatus>([...earlier, ...fresh]);
  const first = lines.findIndex((line) => added.has(line));
  return { earlier, fresh, lines: first < 0 ? [] : lines.slice(first) };
}
