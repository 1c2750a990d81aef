import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VAT_TREATMENTS } from './customer-fields.ts';
import { type VatTerms, vatNote, withVat } from './vat.ts';

const SWISS: VatTerms = {
  treatment: 'standard',
  rates: [
    { from: '2024-01', basisPoints: 810, code: 'UN81' },
    { from: '2018-01', basisPoints: 770, code: 'UN77' },
  ],
  roundToFive: false,
};
const supply = (amountMinor: number, period = '2026-03', currency = 'CHF') => ({
  period,
  currency,
  amountMinor,
});

describe('the tax of a statement', () => {
  it('is that of the month of the supply, also for what is put right later', () => {
    expect(withVat([supply(10_000), supply(1_000, '2023-12')], SWISS)).toEqual([
      {
        currency: 'CHF',
        netMinor: 11_000,
        parts: [
          { basisPoints: 810, code: 'UN81', netMinor: 10_000, vatMinor: 810 },
          { basisPoints: 770, code: 'UN77', netMinor: 1_000, vatMinor: 77 },
        ],
        vatMinor: 887,
        roundingMinor: 0,
        grossMinor: 11_887,
      },
    ]);
  });

  it('rounds halves away from zero, so that a credit undoes its charge', () => {
    const half: VatTerms = { ...SWISS, rates: [{ from: '2024-01', basisPoints: 500, code: '' }] };
    expect(withVat([supply(10)], half)[0]?.vatMinor).toBe(1);
    expect(withVat([supply(-10)], half)[0]?.vatMinor).toBe(-1);
  });

  it('is rounded to 5 Rappen in what is to be paid, in CHF alone', () => {
    const round = { ...SWISS, roundToFive: true };
    const [chf, eur] = withVat([supply(10_003), supply(10_003, '2026-03', 'EUR')], round);
    // 100.03 and 8.1 % are 108.13.
    expect(chf).toMatchObject({ vatMinor: 810, roundingMinor: 2, grossMinor: 10_815 });
    expect(eur).toMatchObject({ currency: 'EUR', vatMinor: 810, roundingMinor: 0, grossMinor: 10_813 });
  });

  it('is none where there is no rate, and nothing where the customer owes none', () => {
    expect(withVat([supply(100)], { ...SWISS, rates: [] })).toEqual([
      { currency: 'CHF', netMinor: 100, parts: [], vatMinor: null, roundingMinor: null, grossMinor: null },
    ]);
    expect(withVat([supply(100, '2017-12')], SWISS)[0]?.vatMinor).toBeNull();
    expect(withVat([supply(100)], { ...SWISS, treatment: 'exempt', rates: [] })[0]).toMatchObject({
      vatMinor: 0,
      grossMinor: 100,
    });
    const [taxed, not] = [{ vatMinor: 0 }, { vatMinor: null }];
    for (const [treatment, sums, note] of [
      ['standard', [taxed, taxed], null],
      ['standard', [], null],
      ['standard', [not, not], 'unknown'],
      ['standard', [taxed, not], 'unknown_in_part'],
      ['exempt', [taxed], 'exempt'],
    ] as const) {
      expect([treatment, sums, vatNote(treatment, sums)]).toEqual([treatment, sums, note]);
    }
  });

  it('is none, not one of 0 %, where the rate of a month in it is not known', () => {
    const none = { parts: [], vatMinor: null, roundingMinor: null, grossMinor: null };
    const old = supply(-500, '2017-12');
    expect(withVat([supply(10_000), old, supply(100, '2026-03', 'EUR')], SWISS)).toEqual([
      { currency: 'CHF', netMinor: 9_500, ...none },
      {
        currency: 'EUR',
        netMinor: 100,
        parts: [expect.anything()],
        vatMinor: 8,
        roundingMinor: 0,
        grossMinor: 108,
      },
    ]);
    // What cancels out within the month is taxed at no rate.
    expect(withVat([supply(10_000), old, supply(500, '2017-12')], SWISS)[0]).toMatchObject({
      netMinor: 10_000,
      vatMinor: 810,
    });
    expect(withVat([supply(10_000), old, supply(500, '2017-11')], SWISS)[0]?.vatMinor).toBeNull();
    expect(withVat([supply(10_000), supply(0, '2017-12')], SWISS)[0]?.grossMinor).toBe(10_810);
  });

  it('adds up, whatever is supplied', () => {
    const supplies = fc.array(
      fc.record({
        period: fc.constantFrom('2017-12', '2020-06', '2023-12', '2024-01', '2026-03'),
        currency: fc.constantFrom('CHF', 'EUR'),
        amountMinor: fc.integer({ min: -1_000_000, max: 1_000_000_000 }),
      }),
    );
    fc.assert(
      fc.property(
        supplies,
        fc.constantFrom(...VAT_TREATMENTS),
        fc.boolean(),
        (given, treatment, roundToFive) => {
          for (const sum of withVat(given, { ...SWISS, treatment, roundToFive })) {
            const of = given.filter(({ currency }) => currency === sum.currency);
            expect(sum.netMinor).toBe(of.reduce((all, { amountMinor }) => all + amountMinor, 0));
            if (sum.grossMinor === null || sum.vatMinor === null || sum.roundingMinor === null) continue;
            expect(sum.grossMinor).toBe(sum.netMinor + sum.vatMinor + sum.roundingMinor);
            expect(sum.parts.reduce((all, { netMinor }) => all + netMinor, 0)).toBe(sum.netMinor);
            expect(sum.parts.reduce((all, { vatMinor }) => all + vatMinor, 0)).toBe(sum.vatMinor);
            const rounds = roundToFive && sum.currency === 'CHF';
            expect(Math.abs(sum.roundingMinor)).toBeLessThanOrEqual(rounds ? 2 : 0);
            if (rounds) expect(Math.abs(sum.grossMinor % 5)).toBe(0);
          }
        },
      ),
    );
  });
});
