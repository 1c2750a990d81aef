import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { TAKEN_FIELDS } from '@srs-desk/shared/order/fields.ts';
import { fromWireStatus } from '@srs-desk/shared/order/status.ts';
import { describe, expect, it } from 'vitest';
import type { OrderFacts } from '../../../platform/srs/mapper.ts';
import { newOrder, type Order } from '../order-row.ts';
import { applyStatus, saysNothingNew } from './apply-status.ts';
import type { KnownStatus } from './new-statuses.ts';

const T = Date.parse('2026-03-04T10:00:00.000Z');
const MINUTE = 60_000;
const DAY = 86_400_000;

function order(over: Partial<Order> = {}): Order {
  const times = { statusChangedAt: T, createdAt: T, registeredAt: T, updatedAt: T };
  return newOrder({ refId: 'r-1', subjectId: 's-1', knownBy: 'desk', ...times, ...over });
}

type Told = readonly [wireStatus: string, at: number | null];

/** An answer of SRS with this history, the last of it being the present status unless another is told. */
function answer(statuses: readonly Told[], present?: string): OrderFacts {
  const wireStatus = present ?? statuses.at(-1)?.[0] ?? 'CREATED';
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
  return told(start, answers).order;
}

/** The same with its history: what it shows, and what the last answer added to it. */
function told(start: Order, answers: readonly (readonly Told[])[]) {
  let history: KnownStatus[] = [];
  let known = start;
  let last: ReturnType<typeof applyStatus> | undefined;
  for (const statuses of answers) {
    last = applyStatus(known, history, answer(statuses), T + 10 * DAY);
    known = { ...known, ...last.patch };
    const { history: lines } = last;
    history = [...history.filter((line) => !lines.includes(line)), ...lines];
  }
  const shown = history.map(({ status, happenedAt }) => [status, happenedAt - T]);
  return { order: known, history: shown, entry: last?.entry };
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

describe('a status that SRS tells after a later one', () => {
  const created: Told = ['CREATED', T];
  const initialized: Told = ['INITIALIZED', T + MINUTE];
  const done: Told = ['IDENTIFICATION_DONE', T + 2 * MINUTE];
  const ended: Told = ['TERMINATED', T + 3 * MINUTE];
  const known = order({ createdAt: T, status: 'created' });
  const CALM = { regressedAt: null, firstUnknownAt: null };

  it('goes into the history at its place and moves nothing else', () => {
    const found = told(known, [[ended], [created, initialized, done, ended]]);
    expect(found.order).toMatchObject({ status: 'terminated', statusChangedAt: ended[1], ...CALM });
    expect(found.history.map(([status]) => status)).toEqual([
      'created',
      'initialized',
      'identification_done',
      'terminated',
    ]);
    expect(found.entry).toMatchObject({ action: 'order.sync.fields_changed' });
    expect(found.entry?.detail.earlier).toMatchObject([
      { status: 'created', transition: 'first' },
      { status: 'initialized', transition: 'forward' },
      { status: 'identification_done', transition: 'forward' },
    ]);
    for (const name of ['from', 'to', 'statuses']) expect(found.entry?.detail).not.toHaveProperty(name);
  });

  it('is told apart from the news that comes with it', () => {
    const found = told(known, [[initialized], [created, ['INITIALIZED', T], done]]);
    expect(found.order).toMatchObject({ status: 'identification_done', statusChangedAt: done[1], ...CALM });
    expect(found.entry?.detail).toMatchObject({
      from: 'initialized',
      to: 'identification_done',
      statuses: [{ status: 'identification_done', transition: 'forward' }],
      earlier: [{ status: 'created', transition: 'first' }],
    });
    expect(found.history).toEqual([
      ['created', 0],
      ['initialized', MINUTE],
      ['identification_done', 2 * MINUTE],
    ]);
  });

  it('and that cannot be read makes nothing unreadable', () => {
    const held: Told = ['ON_HOLD', T + 30_000];
    expect(told(known, [[initialized], [created, held, initialized]]).order).toMatchObject(CALM);
  });

  it('is known by its time where the list lags behind', () => {
    const lagging = { ...answer([created]), status: 'initialized', wireStatus: 'INITIALIZED' } as const;
    const placed = { ...known, status: 'initialized', wireStatus: 'INITIALIZED' } as const;
    const line = { status: 'initialized', wireStatus: 'INITIALIZED', happenedAt: T } as const;
    const { patch, history } = applyStatus(placed, [line], lagging, T + DAY);
    expect(patch).toEqual({ updatedAt: T + DAY });
    expect(history).toMatchObject([{ status: 'created' }, line]);
  });

  it('is judged by its place, not by its time, where the list has what is known', () => {
    const names = (answers: Told[][]) => {
      const found = told(known, answers);
      expect(found.order).toMatchObject(CALM);
      expect(found.entry?.detail).not.toHaveProperty('earlier');
      return found.history.map(([status]) => status);
    };
    // Initialized in the same moment as Created.
    const atOnce: Told = ['INITIALIZED', T];
    expect(names([[created], [created, atOnce, done]])).toEqual([
      'created',
      'initialized',
      'identification_done',
    ]);
    // A placing answered without a time: Created is dated by the desk's clock.
    const list: Told[] = [created, initialized, done, ['DATA_READY', T + 2 * MINUTE], ended];
    expect(names([[['CREATED', T + 2 * MINUTE]], list])).toEqual([
      'created',
      'initialized',
      'identification_done',
      'data_ready',
      'terminated',
    ]);
  });

  it('stands in the entry in the order of the history, also where that is out of order', () => {
    const before = [ended, done].map(([wireStatus, at]) => ({
      status: fromWireStatus(wireStatus),
      wireStatus,
      happenedAt: at ?? T,
    }));
    const kept = { ...known, status: 'identification_done', wireStatus: 'IDENTIFICATION_DONE' } as const;
    const list = answer([created, done, ['DATA_READY', T + 2 * MINUTE], ended]);
    const { entry, history, fresh } = applyStatus({ ...kept, statusChangedAt: T }, before, list, T + DAY);
    const added = history.filter((line) => !before.includes(line) && !fresh.some((one) => one === line));
    expect(entry?.detail.earlier).toMatchObject(added.map(({ status }) => ({ status })));
    expect(added.map(({ status }) => status)).toEqual(['data_ready', 'created']);
  });

  it('is news where it comes after all that is known', () => {
    const back: Told = ['CREATED', T + 5 * MINUTE];
    const list = [created, initialized];
    for (const first of [[initialized], list])
      expect(after(known, [first, list, [...list, back]])).toMatchObject({
        status: 'created',
        regressedAt: back[1],
      });
    const untimed: Told[] = [
      ['CREATED', null],
      ['INITIALIZED', null],
    ];
    expect(after(known, [untimed, [...untimed, ['CREATED', null]]]).regressedAt).not.toBeNull();
  });
});

describe('a present status that the list has under another name or at another place', () => {
  const created: Told = ['CREATED', T];
  const polled = (answers: readonly [list: readonly Told[], present: string][]) => {
    let history: KnownStatus[] = [];
    let known = order();
    for (const [list, present] of answers) {
      const { patch, history: lines } = applyStatus(known, history, answer(list, present), T + 10 * DAY);
      known = { ...known, ...patch };
      history = [...history.filter((line) => !lines.includes(line)), ...lines];
    }
    const shown = history.map(({ status, happenedAt }) => [status, happenedAt - T]);
    return { shown, status: known.status, at: known.statusChangedAt - T, regressedAt: known.regressedAt };
  };

  it.each([
    ['CANCELED', 'CANCELLED', 'cancelled'],
    ['Cancelled', 'CANCELED', 'cancelled'],
    ['IDENTIFICATION_NEGATIVELY_CONDUCTED', 'ERROR', 'error'],
    ['error', 'NEGATIVE_IDENTIFICATION', 'error'],
  ] as const)('is since when the list says, for %s over %s', (present, listed, status) => {
    const list: Told[] = [created, [listed, T + MINUTE]];
    const expected = {
      shown: [
        ['created', 0],
        [status, MINUTE],
      ],
      status,
      at: MINUTE,
      regressedAt: null,
    };
    expect(polled([[list, present]])).toEqual(expected);
    expect(
      polled([
        [[created], 'CREATED'],
        [list, present],
        [list, listed],
        [list, present],
      ]),
    ).toEqual(expected);
  });

  it('bears the name that SRS gives it at present', () => {
    const facts = answer([created, ['ERROR', T + MINUTE]], 'NEGATIVE_IDENTIFICATION');
    expect(applyStatus(order(), [], facts, T + DAY).patch.wireStatus).toBe('NEGATIVE_IDENTIFICATION');
  });

  it('is a line of its own under each name that the list has', () => {
    const list: Told[] = [created, ['NEGATIVE_IDENTIFICATION', T + MINUTE], ['ERROR', T + 2 * MINUTE]];
    for (const present of ['ERROR', 'NEGATIVE_IDENTIFICATION'])
      expect(
        polled([
          [list, present],
          [list, present],
        ]),
      ).toMatchObject({ shown: { length: 3 }, at: 2 * MINUTE });
  });

  it.each([100, 0])('is the last also where another is %i ms later in the list', (later) => {
    const [ended, ready]: Told[] = [
      ['TERMINATED', T + MINUTE],
      ['DATA_READY', T + MINUTE + later],
    ];
    const list = [created, ended, ready] as Told[];
    const expected = {
      shown: [
        ['created', 0],
        ['data_ready', MINUTE + later],
        ['terminated', MINUTE],
      ],
      status: 'terminated',
      at: MINUTE,
      regressedAt: null,
    };
    expect(polled([[list, 'TERMINATED']])).toEqual(expected);
    expect(
      polled([
        [[created, ready] as Told[], 'DATA_READY'],
        [list, 'TERMINATED'],
        [list, 'TERMINATED'],
      ]),
    ).toEqual(expected);
    // Told without its list at first: what comes with the list went before.
    expect(
      polled([
        [[ended] as Told[], 'TERMINATED'],
        [list, 'TERMINATED'],
      ]),
    ).toEqual(expected);
  });

  it('is news, of an unknown time, where the list has it only before what is known', () => {
    const list: Told[] = [created, ['ERROR', T + MINUTE], ['INITIALIZED', T + 2 * MINUTE]];
    const found = polled([
      [list, 'INITIALIZED'],
      [list, 'ERROR'],
    ]);
    expect(found).toMatchObject({ status: 'error', at: 10 * DAY, shown: { length: 4 } });
  });
});
