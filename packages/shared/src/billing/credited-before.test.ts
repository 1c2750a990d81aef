import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { UnnamedBefore } from './credited-before.ts';
import type { InvoicedOrder, InvoiceLine } from './invoice-line.ts';
import { type Match, reconcile } from './reconcile.ts';

const CHARGES = ['matched', 'amount_differs', 'not_checked'];
const ORDERS = [200, 200, 200, 100, 100, 100].map(
  (amountMinor, at): InvoicedOrder => ({
    refId: `ref-${at}`,
    orderId: null,
    externalId: 'ACME',
    issuer: 'TM',
    method: 'selfie',
    billedPeriod: '2026-03',
    billedDay: '2026-03-05',
    amountMinor,
    currency: 'CHF',
    pool: 'p',
  }),
);
const lineOf = (quantity: number | null, amountMinor: number): InvoiceLine => ({
  line: 2,
  refId: null,
  orderId: null,
  externalId: 'ACME',
  day: null,
  method: 'selfie',
  quantity,
  unitMinor: null,
  amountMinor,
  currency: 'CHF',
  text: null,
  isTotal: false,
});

/** A month's invoices, one after the other, each compared with those before it. */
function supplier() {
  const unnamed: UnnamedBefore[] = [];
  let invoice = 0;
  return (lines: readonly InvoiceLine[]): Match[] => {
    const matches = reconcile({
      period: '2026-03',
      currency: 'CHF',
      lines,
      orders: ORDERS,
      before: { orders: new Map(), unnamed: [...unnamed] },
      isKnownExternalId: () => true,
    });
    invoice += 1;
    for (const { line, class: found, ourQuantity, invoicedMinor, expectedMinor } of matches) {
      if (line === null) continue;
      const ours = CHARGES.includes(found) ? Math.min(line.quantity ?? 0, ourQuantity ?? 0) : 0;
      const askedBackMinor = (invoicedMinor ?? 0) - (expectedMinor ?? 0);
      unnamed.push({ ...line, invoice, askedBackMinor, stands: ours > 0 ? ours : null });
    }
    return matches;
  };
}

it('all is owed anew once all is credited, in any order, whether credits name their quantities or not', () => {
  const charge = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom(100, 200, 400, 600), fc.boolean());
  const history = fc.array(charge, { minLength: 1, maxLength: 4 }).chain((charges) =>
    fc.record({
      charges: fc.constant(charges),
      credits: fc.shuffledSubarray(charges, { minLength: charges.length }),
      atOnce: fc.integer({ min: 1, max: 4 }),
    }),
  );
  fc.assert(
    fc.property(history, ({ charges, credits, atOnce }) => {
      const invoice = supplier();
      for (const [quantity, amount] of charges) invoice([lineOf(quantity, amount)]);
      for (let at = 0; at < credits.length; at += atOnce) {
        const lines = credits.slice(at, at + atOnce);
        const matches = invoice(
          lines.map(([quantity, amount, isNamed]) => lineOf(isNamed ? quantity : null, -amount)),
        );
        for (const { line, expectedMinor } of matches)
          if (line !== null) expect(expectedMinor).toBeLessThanOrEqual(0);
      }
      expect(invoice([lineOf(6, 900)]).map((match) => match.class)).toEqual(['matched']);
    }),
    { numRuns: 1000 },
  );
});
