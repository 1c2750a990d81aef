import { describe, expect, it } from 'vitest';
import { grossRateOf } from './gross-amounts.ts';
import { columnMappingSchema } from './invoice-columns.ts';
import type { InvoicedOrder, InvoiceLine } from './invoice-line.ts';
import { createLineReader } from './invoice-line-reader.ts';
import { createCalendar } from './periods.ts';
import { reconcile } from './reconcile.ts';

const NOTHING = {
  refId: null,
  orderId: null,
  externalId: null,
  method: null,
  text: null,
  day: null,
  quantity: null,
  unitMinor: null,
  currency: 'CHF',
  isTotal: false,
};

const order = (n: number, amountMinor: number, pool: string | null = null): InvoicedOrder => ({
  refId: `ref-${n}`,
  orderId: null,
  externalId: 'ACME',
  issuer: 'TM',
  method: 'video',
  billedPeriod: '2026-03',
  billedDay: '2026-03-10',
  amountMinor,
  currency: 'CHF',
  pool,
});

/** What is found for prices (minor units) and what is invoiced for them, with further lines. */
function rateOf(
  prices: readonly number[],
  invoiced: readonly number[],
  more: InvoiceLine[] = [],
  pool: string | null = null,
) {
  const lines = invoiced.map(
    (amountMinor, at): InvoiceLine => ({ ...NOTHING, line: at + 2, refId: `ref-${at}`, amountMinor }),
  );
  const matches = reconcile({
    period: '2026-03',
    currency: 'CHF',
    lines: [...lines, ...more],
    orders: prices.map((price, at) => order(at, price, pool)),
    isKnownExternalId: () => true,
  });
  return grossRateOf(matches)?.vatBasisPoints ?? null;
}

describe('the tax in the amounts of an invoice', () => {
  it.each([
    ['8.1 %', [250, 180, 999, 250], [270, 195, 1080, 270], 810],
    ['19 %', [250, 180, 999, 250], [298, 214, 1189, 298], 1900],
    ['a rate of nowhere', Array(12).fill(1000), Array(12).fill(1155), 1550],
    ['net amounts', [250, 180, 999, 250], [250, 180, 999, 250], null],
    ['too few lines', [250, 180], [270, 195], null],
    ['prices that rose differently', [250, 180, 999, 250], [270, 210, 1200, 255], null],
  ])('%s', (_name, prices, invoiced, wanted) => {
    expect(rateOf(prices, invoiced)).toBe(wanted);
  });

  it.each([
    ['tax in each', (net: number) => Math.round(net * 1.081), 810],
    ['no tax', (net: number) => net, null],
  ])('is told where tiers are counted in another order than we do: %s', (_name, asked, wanted) => {
    const chains = [
      [200, 150],
      // Each with the tax is the one before.
      [200, 185, 171, 158, 146, 135],
    ];
    for (const tiers of chains) {
      const prices = tiers.flatMap((tier) => Array<number>(20).fill(tier));
      for (const counted of [prices, prices.toReversed(), prices.toSorted((a, b) => (a % 7) - (b % 7))])
        expect(rateOf(prices, counted.map(asked), [], 'p')).toBe(wanted);
      // Half of the month's orders are on another invoice.
      expect(rateOf(prices.toReversed(), prices.slice(0, prices.length / 2).map(asked), [], 'p')).toBe(
        wanted,
      );
    }
  });

  it('is not in amounts that are our prices as they stand, however small those are', () => {
    expect(rateOf(Array(12).fill(5), Array(12).fill(5))).toBeNull();
    const many = { ...NOTHING, externalId: 'ACME', quantity: 40, amountMinor: 1200 };
    const lines = ['a', 'b', 'c'].map((method, at) => ({ ...many, line: at + 2, method }));
    const orders = lines.flatMap(({ method }, at) =>
      Array.from({ length: 40 }, (_, n) => ({ ...order(at * 40 + n, 30), method })),
    );
    const matches = reconcile({
      period: '2026-03',
      currency: 'CHF',
      lines,
      orders,
      isKnownExternalId: () => true,
    });
    expect(matches.map((match) => match.class)).toEqual(['matched', 'matched', 'matched']);
    expect(grossRateOf(matches)).toBeNull();
  });

  it('is not looked for where the file states it in a row of its own', () => {
    const vat = { ...NOTHING, line: 9, text: 'MWST 8.1 %', amountMinor: 147, isTotal: true };
    expect(rateOf([250, 180, 999], [270, 195, 1080], [vat])).toBeNull();
    const part = { ...vat, text: 'davon MWST 8.1 %' };
    expect(rateOf([250, 180, 999], [270, 195, 1080], [part])).toBe(810);
    for (const text of ['Betrag inkl. MwSt', 'Invoice amount incl. VAT', 'Montant TVA comprise'])
      expect([text, rateOf([250, 180, 999], [270, 195, 1080], [{ ...vat, text }])]).toEqual([text, 810]);
  });
});

describe('totals of an invoice with the tax in its amounts', () => {
  const mapping = columnMappingSchema.parse({
    columns: { refId: 'Ref ID', amount: 'Amount' },
    currency: 'CHF',
    vatBasisPoints: 810,
  });
  const reader = createLineReader(['Ref ID', 'Amount'], mapping, createCalendar('Europe/Zurich'));
  const charges = Array.from({ length: 10 }, (_, at) => [`ref-${at}`, '12.97']);
  const read = (rows: readonly string[][]) =>
    rows.flatMap((row, at) => {
      const result = reader.read(at + 2, row);
      return result.ok && result.line !== null ? [result.line] : [];
    });
  const match = (lines: readonly InvoiceLine[]) =>
    reconcile({
      period: '2026-03',
      currency: 'CHF',
      lines,
      orders: charges.map((_, at) => order(at, 1200)),
      isKnownExternalId: () => true,
    });

  it('are compared as the file has them, whatever each line is rounded to without it', () => {
    const lines = read([
      ...charges,
      ['Total exkl. MwSt', '119.98'],
      ['MwSt 8.1 %', '9.72'],
      ['Total inkl. MwSt', '129.70'],
      ['Rechnungsbetrag', '130.00'],
    ]);
    expect(lines.map(({ amountMinor }) => amountMinor)).toEqual([
      ...Array(10).fill(1200),
      11_998,
      972,
      12_970,
      13_000,
    ]);
    const matches = match(lines);
    expect(matches.slice(0, 10).every((each) => each.class === 'matched')).toBe(true);
    expect(matches.slice(10).map(({ reasons }) => reasons[0])).toEqual([
      'total_agrees',
      'vat',
      'total_agrees',
      'total_differs',
    ]);
  });
});
