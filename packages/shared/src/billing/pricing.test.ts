import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPriceList, createPriceBook, type Price, priceSchema, type StoredPrice } from './price-list.ts';
import { amountFor, rateMonth, shortfall, tierParts, unitPriceAt } from './pricing.ts';

const price = (over: Partial<Price> = {}): Price => ({
  list: 'customer',
  externalId: null,
  group: null,
  issuer: null,
  method: null,
  validFrom: '2026-01-01',
  validTo: null,
  currency: 'CHF',
  tiers: [{ upTo: null, unitMinor: 500 }],
  minimumMinor: 0,
  baseMinor: 0,
  ...over,
});
const stored = (prices: readonly Price[]): StoredPrice[] =>
  prices.map((each, at) => ({ ...each, id: at + 1 }));

const graduated = {
  tiers: [
    { upTo: 10, unitMinor: 500 },
    { upTo: 100, unitMinor: 400 },
    { upTo: null, unitMinor: 300 },
  ],
};

describe('graduated tiers', () => {
  it.each([
    [0, 0],
    [1, 500],
    [10, 5000],
    [11, 5400],
    [100, 5000 + 90 * 400],
    [150, 5000 + 90 * 400 + 50 * 300],
  ])('%i pieces', (quantity, amount) => {
    expect(amountFor(quantity, graduated)).toBe(amount);
  });

  it('names the parts', () => {
    expect(tierParts(graduated.tiers, 5, 8)).toEqual([
      { from: 9, to: 10, unitMinor: 500, amountMinor: 1000 },
      { from: 11, to: 13, unitMinor: 400, amountMinor: 1200 },
    ]);
  });

  it('adds up over any split and piece by piece', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 8 }), (parts) => {
        let used = 0;
        let sum = 0;
        for (const part of parts) {
          sum += amountFor(part, graduated, used);
          used += part;
        }
        expect(sum).toBe(amountFor(used, graduated));
        let pieces = 0;
        for (let n = 1; n <= used; n++) pieces += unitPriceAt(graduated.tiers, n);
        expect(pieces).toBe(sum);
      }),
    );
  });

  it('tops up to the minimum fee only where there was use', () => {
    expect(shortfall(300, 1, { minimumMinor: 1000 })).toBe(700);
    expect(shortfall(1300, 3, { minimumMinor: 1000 })).toBe(0);
    expect(shortfall(0, 0, { minimumMinor: 1000 })).toBe(0);
  });
});

describe('rating a month', () => {
  const shared = { id: 1, currency: 'CHF', ...graduated, minimumMinor: 9000 };

  it('shares tiers and minimum fee among the methods under one price', () => {
    const rated = rateMonth([
      { issuer: 'b', method: 'video', quantity: 4, price: shared },
      { issuer: 'a', method: 'bank', quantity: 8, price: shared },
    ]);
    expect(rated.map((item) => [item.method, item.piecesMinor, item.shortfallMinor])).toEqual([
      ['bank', 4000, 0],
      ['video', 2 * 500 + 2 * 400, 9000 - 5800],
    ]);
  });

  it('gives no amount where no price holds', () => {
    expect(rateMonth([{ issuer: null, method: null, quantity: 4, price: null }])).toEqual([
      expect.objectContaining({ currency: null, amountMinor: 0 }),
    ]);
  });

  it('costs the same however finely the month is cut', () => {
    const item = fc.record({
      issuer: fc.constantFrom('a', 'b', null),
      method: fc.constantFrom('video', 'bank'),
      quantity: fc.nat(40),
      price: fc.constantFrom(shared, { ...shared, id: 2, minimumMinor: 0 }, null),
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 8 }), (items) => {
        const pieces = items.flatMap((each) =>
          Array.from({ length: each.quantity }, () => ({ ...each, quantity: 1 })),
        );
        const sum = (rated: readonly { amountMinor: number }[]) =>
          rated.reduce((total, each) => total + each.amountMinor, 0);
        expect(sum(rateMonth(pieces))).toBe(sum(rateMonth(items)));
        for (const method of ['video', 'bank']) {
          const of = <T extends { method: string | null }>(list: readonly T[]) =>
            list.filter((each) => each.method === method);
          expect(sum(of(rateMonth(pieces)))).toBe(sum(of(rateMonth(items))));
        }
      }),
    );
  });
});

describe('which price holds', () => {
  const book = createPriceBook(
    stored([
      price({ method: 'video', tiers: [{ upTo: null, unitMinor: 1 }] }),
      price({ group: 'gold', tiers: [{ upTo: null, unitMinor: 2 }] }),
      price({ group: 'gold', method: 'video', tiers: [{ upTo: null, unitMinor: 3 }] }),
      price({ externalId: 'ACME', validFrom: '2026-02-10', tiers: [{ upTo: null, unitMinor: 4 }] }),
      price({
        externalId: 'ACME',
        issuer: 'TM',
        method: 'video',
        validFrom: '2026-03-01',
        validTo: '2026-04-01',
      }),
    ]),
    new Map([['ACME', 'gold']]),
  );
  const asked = { externalId: 'ACME', issuer: 'TM', method: 'video' };

  it.each([
    ['2025-12-31', null],
    ['2026-01-01', 3],
    ['2026-02-09', 3],
    ['2026-02-10', 4],
    ['2026-03-01', 5],
    ['2026-04-01', 4],
  ])('on %s', (day, id) => {
    expect(book.priceFor(asked, day)?.id ?? null).toBe(id);
  });

  it('falls back to the group, then to everyone, then to none', () => {
    expect(book.priceFor({ ...asked, method: 'bank' }, '2026-01-05')?.id).toBe(2);
    expect(book.priceFor({ ...asked, externalId: 'other' }, '2026-01-05')?.id).toBe(1);
    expect(book.priceFor({ ...asked, externalId: null }, '2026-01-05')?.id).toBe(1);
    expect(book.priceFor({ ...asked, externalId: 'other', method: 'bank' }, '2026-01-05')).toBeNull();
  });

  it('names the days of change inside a month', () => {
    const startsOf = (from: string, to: string) => book.partsWithin(asked, from, to).map((part) => part.from);
    expect(startsOf('2026-02-01', '2026-03-01')).toEqual(['2026-02-01', '2026-02-10']);
    expect(startsOf('2026-03-01', '2026-04-01')).toEqual(['2026-03-01']);
  });
});

describe('a price list', () => {
  it('refuses overlaps and gaps with whose they are and since when', () => {
    const overlap = checkPriceList([
      price({ externalId: 'ACME' }),
      price({ externalId: 'ACME', validFrom: '2026-03-01' }),
    ]);
    expect(overlap).toHaveLength(1);
    expect(overlap[0]?.message).toMatch(/ACME.*2026-03-01/);
    const gap = checkPriceList([price({ validTo: '2026-03-01' }), price({ validFrom: '2026-04-01' })]);
    expect(gap[0]).toMatchObject({ kind: 'gap', entries: [0, 1] });
    expect(gap[0]?.message).toMatch(/2026-03-01.*2026-04-01/);
  });

  it('sees overlaps behind a long entry', () => {
    const problems = checkPriceList([
      price({ validFrom: '2026-01-01', validTo: '2027-01-01' }),
      price({ validFrom: '2026-02-01', validTo: '2026-03-01' }),
      price({ validFrom: '2026-06-01', validTo: '2026-07-01' }),
    ]);
    expect(problems.map((each) => each.kind)).toEqual(['overlap', 'overlap']);
  });

  it('lets different scopes and lists stand side by side', () => {
    expect(
      checkPriceList([
        price(),
        price({ list: 'supplier' }),
        price({ method: 'video' }),
        price({ externalId: 'A' }),
      ]),
    ).toEqual([]);
  });

  it('refuses tiers that do not climb or end', () => {
    const tiers = (...upTo: (number | null)[]) => upTo.map((each) => ({ upTo: each, unitMinor: 1 }));
    expect(checkPriceList([price({ tiers: tiers(10, 10, null) })])[0]?.message).toContain('tier 2');
    expect(checkPriceList([price({ tiers: tiers(10) })])[0]?.message).toContain('last tier');
    expect(checkPriceList([price({ tiers: tiers(null, null) })])[0]?.message).toContain('tier 1');
  });

  it('wants whole months for tiers and minimum fees, any day for flat prices', () => {
    expect(checkPriceList([price({ validFrom: '2026-01-15', minimumMinor: 100 })])[0]?.message).toContain(
      'month',
    );
    expect(checkPriceList([price({ validFrom: '2026-01-15', ...graduated })])[0]?.message).toContain('month');
    expect(checkPriceList([price({ validFrom: '2026-01-15' })])).toEqual([]);
  });

  it('refuses fractions of a cent, negative prices and unknown currencies', () => {
    const base = { validFrom: '2026-01-01', currency: 'CHF', tiers: [{ upTo: null, unitMinor: 1 }] };
    expect(priceSchema.safeParse(base).success).toBe(true);
    expect(priceSchema.safeParse({ ...base, currency: 'ABC' }).success).toBe(false);
    // As long as SRS's are taken.
    const of = (length: number) => ({ ...base, externalId: 'x'.repeat(length) });
    expect([256, 257].map((length) => priceSchema.safeParse(of(length)).success)).toEqual([true, false]);
    for (const unitMinor of [1.5, -1]) {
      expect(priceSchema.safeParse({ ...base, tiers: [{ upTo: null, unitMinor }] }).success).toBe(false);
    }
    expect(priceSchema.safeParse({ ...base, extra: 1 }).success).toBe(false);
  });

  it('has exactly one price for every day once it passes the check and one has begun', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 27 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(cuts, (days) => {
        const starts = days.sort((a, b) => a - b).map((day) => `2026-01-${String(day).padStart(2, '0')}`);
        const list = starts.map((validFrom, at) => price({ validFrom, validTo: starts[at + 1] ?? null }));
        expect(checkPriceList(list)).toEqual([]);
        const one = createPriceBook(stored(list), new Map());
        for (let day = 1; day <= 31; day++) {
          const text = `2026-01-${String(day).padStart(2, '0')}`;
          const fitting = list.filter((each) => each.validFrom <= text && (each.validTo ?? '9') > text);
          expect(fitting.length).toBe(text >= (starts[0] ?? '') ? 1 : 0);
          expect(one.priceFor({ externalId: 'x', issuer: null, method: null }, text) !== null).toBe(
            fitting.length === 1,
          );
        }
      }),
    );
  });
});
