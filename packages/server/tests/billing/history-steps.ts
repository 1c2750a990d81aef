import type { Tier } from '@srs-desk/shared/billing/price-list.ts';
import { type ClosedEffect, closedEffect } from '@srs-desk/shared/billing/wire.ts';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { RunningDesk } from '../../src/app/open-desk.ts';
import {
  assignOrders,
  deleteAlias,
  writeAlias,
  writeGroup,
} from '../../src/features/billing/external-ids/write-external-ids.ts';
import { closePeriod } from '../../src/features/billing/periods/close-period.ts';
import { readClose } from '../../src/features/billing/periods/read-close.ts';
import { reopenPeriod } from '../../src/features/billing/periods/reopen-period.ts';
import { writePrice } from '../../src/features/billing/prices/write-prices.ts';
import { writeRule } from '../../src/features/billing/prices/write-rules.ts';
import { readAdjustments } from '../../src/features/billing/usage/effective-totals.ts';
import { rebookOrders } from '../../src/features/billing/usage/rebook.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { Conflict } from '../../src/platform/errors.ts';
import { place, refOf, type TestOrder, tell, verify } from './billing-fixture.ts';

/** Who does it all. */
export const ADMIN: Principal = {
  kind: 'user',
  name: 'admin',
  role: 'admin',
  actor: 'user:admin',
  origin: 'user',
};
export const MONTHS = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'] as const;
const SPELLINGS = ['ACME', 'acme', 'BETA', 'GAMMA', null] as const;
const METHODS = ['video', 'selfie'] as const;

const spelling = fc.constantFrom(...SPELLINGS);
const method = fc.constantFrom(...METHODS);
const day = fc
  .tuple(fc.constantFrom(...MONTHS), fc.integer({ min: 1, max: 28 }))
  .map(([month, at]) => `${month}-${String(at).padStart(2, '0')}`);
const tiers = fc.constantFrom<Tier[]>(
  [{ upTo: null, unitMinor: 250 }],
  [{ upTo: null, unitMinor: 199 }],
  [
    { upTo: 2, unitMinor: 300 },
    { upTo: 4, unitMinor: 111 },
    { upTo: null, unitMinor: 7 },
  ],
);

/** Something that happens to the orders, the terms or the months. */
export const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('place' as const), spelling, method, day }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      which: fc.nat(),
      status: fc.constantFrom('terminated' as const, 'error' as const, 'cancelled' as const),
      // Days after placing: what is told late may belong to a month that is closed.
      after: fc.integer({ min: 0, max: 40 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('verify' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('alias' as const), raw: spelling, to: spelling }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unalias' as const), raw: spelling }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('assign' as const), which: fc.nat(), to: spelling }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('price' as const),
      id: fc.nat({ max: 4 }),
      externalId: fc.constantFrom(null, 'ACME', 'BETA'),
      group: fc.constantFrom(null, 'partners'),
      method: fc.constantFrom(null, ...METHODS),
      from: fc.constantFrom('2026-01-01', '2026-03-01', '2026-03-17'),
      currency: fc.constantFrom('CHF', 'CHF', 'EUR'),
      tiers,
      minimumMinor: fc.constantFrom(0, 0, 1000),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('group' as const), externalId: fc.constantFrom('BETA', 'GAMMA') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('rule' as const),
      method,
      from: day,
      event: fc.constantFrom('placed' as const, 'terminated' as const, 'verified' as const),
      failed: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('close' as const), month: fc.constantFrom(...MONTHS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('reopen' as const), month: fc.constantFrom(...MONTHS) }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** What was placed, in the order of placing, with its history so far. */
export type Told = TestOrder & { went: (readonly ['terminated' | 'error' | 'cancelled', string])[] };

async function closeOver(desk: RunningDesk, month: string): Promise<void> {
  const acknowledge = readClose(desk, month).unresolved.map((each) => each.code);
  const carried = () =>
    readAdjustments(desk.reader)
      .filter(({ bookedIn }) => bookedIn === month)
      .map(({ period, externalId, issuer, method, currency, counts, amountMinor }) =>
        JSON.stringify([period, externalId, issuer, method, currency, amountMinor, counts]),
      )
      .sort();
  const before = carried();
  await closePeriod(desk, ADMIN, month, { acknowledge });
  // What it was to carry, it carries.
  expect(carried()).toEqual(before);
}

/** Adjustments of all closed months, booked or to come, per currency. */
function adjusted(desk: RunningDesk): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { currency, amountMinor } of readAdjustments(desk.reader)) {
    if (currency !== null) sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return sums;
}

/** Makes a change, confirmed where it reaches into closed months; it does there what was said before, or nothing. */
async function confirmed(desk: RunningDesk, change: (confirm?: string) => Promise<unknown>): Promise<void> {
  const before = adjusted(desk);
  let said: ClosedEffect['amounts'] = [];
  try {
    await change();
  } catch (error) {
    if (!(error instanceof Conflict) || error.code !== 'closed_months') throw error;
    said = closedEffect.parse(error.members.closedMonths).amounts;
    await change(String(error.members.confirm));
  }
  const after = adjusted(desk);
  for (const currency of new Set([...before.keys(), ...after.keys(), ...said.map((each) => each.currency)])) {
    const of = said.find((each) => each.currency === currency);
    const moved = (after.get(currency) ?? 0) - (before.get(currency) ?? 0);
    expect([currency, moved]).toEqual([currency, (of?.chargedMinor ?? 0) - (of?.creditedMinor ?? 0)]);
  }
}

/** Carries out a step; what the rules refuse is refused without a trace, which the checks after it show. */
export async function carryOut(desk: RunningDesk, told: Told[], each: Step): Promise<void> {
  const order = 'which' in each ? told[each.which % Math.max(told.length, 1)] : undefined;
  switch (each.do) {
    case 'place': {
      const placed: Told = {
        n: told.length + 1,
        externalId: each.spelling,
        method: each.method,
        at: `${each.day}T10:00:00.000Z`,
        went: [],
      };
      told.push(placed);
      return place(desk, placed);
    }
    case 'end': {
      if (order === undefined || order.went.length > 1) return;
      const at = new Date(Date.parse(order.at) + each.after * 86_400_000).toISOString();
      order.went.push([each.status, at]);
      return tell(desk, order, order.went);
    }
    case 'verify':
      return order === undefined ? undefined : verify(desk, order.n);
    case 'alias': {
      if (each.to === null) return;
      const alias = { raw: each.raw, canonical: each.to };
      return confirmed(desk, (confirm) => writeAlias(desk, ADMIN, alias, confirm));
    }
    case 'unalias':
      return confirmed(desk, (confirm) => deleteAlias(desk, ADMIN, each.raw ?? '(none)', confirm));
    case 'assign':
      await (order === undefined ? undefined : assignOrders(desk, ADMIN, [refOf(order.n)], each.to));
      return;
    case 'price': {
      const { do: _, id, from, ...given } = each;
      const scope = { list: 'customer', issuer: null, validFrom: from, validTo: null } as const;
      const price = { ...given, ...scope, baseMinor: 0 };
      return confirmed(desk, (confirm) => writePrice(desk, ADMIN, id || null, price, confirm));
    }
    case 'group':
      return confirmed(desk, (confirm) => writeGroup(desk, ADMIN, each.externalId, 'partners', confirm));
    case 'rule': {
      const rule = {
        list: 'customer',
        issuer: null,
        method: each.method,
        validFrom: each.from,
        validTo: null,
        event: each.event,
        failedBillable: each.failed,
      } as const;
      return confirmed(desk, async (confirm) => {
        await writeRule(desk, ADMIN, null, rule, confirm);
        await rebookOrders(desk);
      });
    }
    case 'close':
      return closeOver(desk, each.month);
    case 'reopen':
      await reopenPeriod(desk, ADMIN, each.month, 'a history told it');
  }
}
