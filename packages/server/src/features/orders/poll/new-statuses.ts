import { foldWireName as name, type OrderStatus } from '@srs-desk/shared/order/status.ts';
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
  const match = (one: Told, agrees: (known: K) => boolean): void => {
    const known = found.has(one)
      ? undefined
      : left.find((line) => name(line.wireStatus) === name(one.wireStatus) && agrees(line));
    if (known === undefined) return;
    left.splice(left.indexOf(known), 1);
    found.set(one, known);
  };
  // First those that agree to the millisecond, then those that agree by name (a time that SRS did not give at first).
  for (const one of told) match(one, ({ happenedAt }) => happenedAt === one.at);
  for (const one of told) match(one, () => true);
  return found;
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
  const told = facts.statuses.filter(({ wireStatus }) => wireStatus !== '');
  const known = knownAmong(history, told);
  const lastKnown = told.findLastIndex((one) => known.has(one));
  // A list that lags behind lacks the newest status that is known: then its times tell. Else its order does.
  const lagsBehind = ![...known.values()].some((line) => line === history.at(-1));
  const goesBefore = ({ wireStatus, at }: Told, place: number): boolean =>
    place < lastKnown ||
    (lagsBehind &&
      order.wireStatus !== null &&
      name(wireStatus) !== name(facts.wireStatus) &&
      at !== null &&
      at <= order.statusChangedAt);
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
      add(one);
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
  if (present === null || name(present.wireStatus) !== name(facts.wireStatus)) {
    const last = told.at(-1);
    const at = last?.wireStatus === facts.wireStatus ? last.at : null;
    add({ status: facts.status, wireStatus: facts.wireStatus, at });
  }
  lines.push(...fresh);
  // An entry tells the lines in the order in which they stand, also where the history is out of order.
  earlier.sort((a, b) => lines.indexOf(a) - lines.indexOf(b));
  const added = new Set<K | NewStatus>([...earlier, ...fresh]);
  const first = lines.findIndex((line) => added.has(line));
  return { earlier, fresh, lines: first < 0 ? [] : lines.slice(first) };
}
