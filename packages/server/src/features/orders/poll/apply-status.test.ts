import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { TAKEN_FIELDS } from '@srs-desk/shared/order/fields.ts';
import { fromWireStatus } from '@srs-desk/shared/order/status.ts';
import { describe, expect, it } from 'vitest';
import type { OrderFacts } from '../../../platform/srs/mapper.ts';
import { newOrder, type Order } from '../order-row.ts';
import { applyStatus, type KnownStatus, saysNothingNew } from './apply-status.ts';

const T = Date.parse('2026-03-04T10:00:00.000Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

function order(over: Partial<Order> = {}): Order {
  const times = { statusChangedAt: T, createdAt: T, registeredAt: T, updatedAt: T };
  return newOrder({ refId: 'r-1', subjectId: 's-1', knownBy: 'desk', ...times, ...over });
}

type Told = readonly [wireStatus: string, at: number | null];

/** An answer of SRS with this history, the last of it being the present status. */
function answer(statuses: readonly Told[]): OrderFacts {
  const wireStatus = statuses.at(-1)?.[0] ?? 'CREATED';
  return {
    ...recordOf(TAKEN_FIELDS, () => null),
    refId: 'r-1',
    status: fromWireStatus(wireStatus),
    wireStatus,
    reason: null,
    statuses: statuses.map(([wire, at]) => ({ status: fromWireStatus(wire), wireStatus: wire, at })),
    targetUrl: null,
    isHistory: true,
    unreadFields: [],
    unknownFields: [],
  };
}

/** The order after each of these answers in turn. */
function after(start: Order, answers: readonly (readonly Told[])[]): Order {
  const history: KnownStatus[] = [];
  let known = start;
  for (const statuses of answers) {
    const applied = applyStatus(known, history, answer(statuses), T + 10 * DAY);
    known = { ...known, ...applied.patch };
    history.push(...applied.history);
  }
  return known;
}

describe('since when a status cannot be read', () => {
  const created: Told = ['CREATED', T];
  const held: Told = ['ON_HOLD', T + MINUTE];
  const ready: Told = ['DATA_READY', T + 2 * MINUTE];
  const waits: Told = ['WAITING', T + 3 * DAY];

  it('is the first of the unknown statuses, however many follow', () => {
    expect(after(order(), [[created, held]]).firstUnknownAt).toBe(held[1]);
    expect(
      after(order(), [
        [created, held],
        [created, held, waits],
      ]).firstUnknownAt,
    ).toBe(held[1]);
    expect(after(order(), [[created, held, waits]]).firstUnknownAt).toBe(held[1]);
  });

  it('is forgotten once SRS tells a status that can be read', () => {
    expect(
      after(order(), [
        [created, held],
        [created, held, ready],
      ]).firstUnknownAt,
    ).toBeNull();
    expect(after(order(), [[created, held, ready]]).firstUnknownAt).toBeNull();
  });

  it('begins anew with an unknown status days later', () => {
    const told = [created, held, ready, waits];
    expect(after(order(), [[created, held], [created, held, ready], told]).firstUnknownAt).toBe(waits[1]);
    expect(after(order(), [[created, held], told]).firstUnknownAt).toBe(waits[1]);
    const readAgain = order({ status: 'data_ready', wireStatus: 'DATA_READY', firstUnknownAt: held[1] });
    expect(after(readAgain, [told]).firstUnknownAt).toBe(waits[1]);
  });

  it('is when the order was placed if SRS answered with an unknown status then', () => {
    const placed = order({ status: 'unknown', wireStatus: 'QUEUED' });
    expect(after(placed, [[held]]).firstUnknownAt).toBe(T);
  });
});

describe('when an order was created', () => {
  const registered = order({ createdAt: T + 5 * DAY });

  it('is the time of Created, wherever it stands in the answer', () => {
    expect(
      after(registered, [
        [
          ['CREATED', T],
          ['ERROR', T + MINUTE],
        ],
      ]).createdAt,
    ).toBe(T);
    expect(
      after(registered, [
        [
          ['ERROR', T + MINUTE],
          ['CREATED', T],
        ],
      ]).createdAt,
    ).toBe(T);
    expect(
      after(registered, [
        [
          ['INITIALIZED', T - MINUTE],
          ['CREATED', T],
        ],
      ]).createdAt,
    ).toBe(T);
  });

  it('is the earliest time where the answer has no Created', () => {
    const told: Told[] = [
      ['DATA_READY', T + 2 * MINUTE],
      ['INITIALIZED', T + MINUTE],
      ['TERMINATED', null],
    ];
    expect(after(registered, [told]).createdAt).toBe(T + MINUTE);
  });

  it('stays as it is known when the time of Created cannot be read, or none is given', () => {
    expect(
      after(registered, [
        [
          ['CREATED', null],
          ['ERROR', T],
        ],
      ]).createdAt,
    ).toBe(registered.createdAt);
    expect(after(registered, [[['ERROR', null]]]).createdAt).toBe(registered.createdAt);
    expect(after(registered, [[]]).createdAt).toBe(registered.createdAt);
  });

  it('does not move to a later status when SRS no longer tells the first ones', () => {
    const known = after(registered, [
      [
        ['CREATED', T],
        ['INITIALIZED', T + MINUTE],
      ],
    ]);
    const told: Told[] = [
      ['INITIALIZED', T + MINUTE],
      ['TERMINATED', T + DAY],
    ];
    const applied = applyStatus(known, [], answer(told), T + DAY);
    expect(applied.patch).toMatchObject({ status: 'terminated' });
    expect(applied.patch.createdAt).toBeUndefined();
  });

  it('is corrected, and told in the entry, when SRS tells another time of Created', () => {
    const known = after(registered, [
      [
        ['CREATED', T],
        ['INITIALIZED', T + MINUTE],
      ],
    ]);
    const facts = answer([
      ['CREATED', T - DAY],
      ['INITIALIZED', T + MINUTE],
    ]);
    expect(saysNothingNew(known, facts)).toBe(false);
    const { patch, entry } = applyStatus(known, [], facts, T + DAY);
    expect(patch.createdAt).toBe(T - DAY);
    expect(entry?.detail).toMatchObject({
      changes: { createdAt: { from: new Date(T).toISOString(), to: new Date(T - DAY).toISOString() } },
    });
  });
});
