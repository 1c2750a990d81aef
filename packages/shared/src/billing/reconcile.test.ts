import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aliasResolver } from './external-id.ts';
import type { InvoicedOrder, InvoiceLine } from './invoice-line.ts';
import { classTotals, type ReconcileInput, reconcile } from './reconcile.ts';

const line = (number: number, over: Partial<InvoiceLine> = {}): InvoiceLine => ({
  line: number,
  refId: null,
  orderId: null,
  externalId: null,
  day: null,
  method: null,
  amountMinor: 500,
  currency: 'CHF',
  text: null,
  ...over,
});
const order = (refId: string, over: Partial<InvoicedOrder> = {}): InvoicedOrder => ({
  refId,
  orderId: null,
  externalId: 'ACME',
  issuer: 'TM',
  method: 'video',
  billedPeriod: '2026-03',
  billedDay: '2026-03-05',
  amountMinor: 500,
  currency: 'CHF',
  ...over,
});
const run = (lines: InvoiceLine[], orders: InvoicedOrder[], over: Partial<ReconcileInput> = {}) =>
  reconcile({ period: '2026-03', lines, orders, isKnownExternalId: (id) => id === 'ACME', ...over });
const classes = (...args: Parameters<typeof run>) => run(...args).map((match) => match.class);

describe('each class', () => {
  it('matched by Ref ID whatever its case, by Order ID, and by External ID and day', () => {
    const matches = run(
      [
        line(2, { refId: ' ABC ' }),
        line(3, { orderId: '884-221' }),
        line(4, { externalId: 'ACME', day: '2026-03-07' }),
      ],
      [order('abc'), order('d', { orderId: '884-221' }), order('e', { billedDay: '2026-03-07' })],
    );
    expect(matches.map((match) => match.class)).toEqual(['matched', 'matched', 'matched']);
    expect(matches.map((match) => match.reasons)).toEqual([
      ['ref_id'],
      ['order_id'],
      ['external_id_and_day'],
    ]);
  });

  it('invoice only: no such order, no reference, not billable', () => {
    const matches = run(
      [line(2, { refId: 'zzz' }), line(3, { externalId: 'ACME' }), line(4, { refId: 'abc' })],
      [order('abc', { billedPeriod: null, billedDay: null })],
    );
    expect(matches.map((match) => match.class)).toEqual(['invoice_only', 'invoice_only', 'invoice_only']);
    expect(matches.map((match) => match.reasons.at(-1))).toEqual([
      'unknown_reference',
      'no_reference',
      'not_billable',
    ]);
  });

  it('unknown External ID, unless an alias knows it', () => {
    const lines = [line(2, { externalId: 'acme', day: '2026-03-05' })];
    expect(classes(lines, [order('abc')])).toEqual(['unknown_external_id', 'ours_only']);
    const resolve = aliasResolver([{ raw: 'acme', canonical: 'ACME' }]);
    expect(classes(lines, [order('abc')], { resolve })).toEqual(['matched']);
  });

  it('takes an External ID for the same whatever signs that cannot be seen stand in either', () => {
    const ours = 'ACME\u00a0\u200eAG ';
    const told = order('abc', { externalId: ours });
    const known = { isKnownExternalId: (id: string) => id === 'ACME AG' };
    const byDay = line(2, { externalId: 'ACME AG', day: '2026-03-05' });
    expect(classes([byDay], [told], known)).toEqual(['matched']);
    const [byRefId] = run([line(2, { externalId: 'ACME AG', refId: 'abc' })], [told], known);
    expect(byRefId?.reasons).toEqual(['ref_id']);
    const other = line(2, { externalId: 'ACME AG', day: '2026-03-06' });
    expect(classes([other], [told], known)).toEqual(['invoice_only', 'ours_only']);
  });

  it('finds a Ref ID in any form', () => {
    const refId = '00000000-0000-4000-8000-000000000001';
    const forms = [refId.toUpperCase(), refId.replaceAll('-', ''), `{${refId}}`, `Ref. ${refId}`];
    for (const form of forms)
      expect(classes([line(2, { refId: form })], [order(refId)])).toEqual(['matched']);
  });

  it('ours only', () => {
    expect(classes([], [order('abc'), order('d', { billedPeriod: '2026-02' })])).toEqual(['ours_only']);
  });

  it('amount differs, with a tolerance in cents and per mille', () => {
    const lines = [line(2, { refId: 'abc', amountMinor: 505 })];
    expect(classes(lines, [order('abc')])).toEqual(['amount_differs']);
    expect(classes(lines, [order('abc')], { tolerance: { minor: 5, perMille: 0 } })).toEqual(['matched']);
    expect(classes(lines, [order('abc')], { tolerance: { minor: 4, perMille: 0 } })).toEqual([
      'amount_differs',
    ]);
    expect(classes(lines, [order('abc')], { tolerance: { minor: 0, perMille: 10 } })).toEqual(['matched']);
  });

  it('amount differs in currency; an order without a price is matched but says it was not checked', () => {
    const lines = [line(2, { refId: 'abc' })];
    const [other] = run(lines, [order('abc', { currency: 'EUR' })]);
    expect(other).toMatchObject({
      class: 'amount_differs',
      reasons: ['ref_id', 'currency'],
      expectedMinor: null,
    });
    const [free] = run(lines, [order('abc', { amountMinor: null, currency: null })]);
    expect(free).toMatchObject({ class: 'matched', reasons: ['ref_id', 'amount_not_checked'] });
  });

  it('duplicate within the invoice and of an earlier one', () => {
    const matches = run(
      [line(2, { refId: 'abc' }), line(3, { refId: 'ABC' }), line(4, { refId: 'old' })],
      [order('abc'), order('old')],
      {
        chargedBefore: new Map([['old', 7]]),
      },
    );
    expect(matches.map((match) => match.class)).toEqual(['matched', 'duplicate', 'duplicate']);
    expect(matches.map((match) => match.earlier)).toEqual([null, { line: 2 }, { invoice: 7 }]);
  });

  it('wrong period', () => {
    expect(classes([line(2, { refId: 'abc' })], [order('abc', { billedPeriod: '2026-02' })])).toEqual([
      'wrong_period',
    ]);
  });

  it('tells that the External ID differs although the Ref ID matches', () => {
    expect(run([line(2, { refId: 'abc', externalId: 'Other' })], [order('abc')])[0]).toMatchObject({
      class: 'matched',
      reasons: ['ref_id', 'external_id_differs'],
    });
  });

  it('does not give an order that a line names to a line that names none', () => {
    const matches = run(
      [line(2, { externalId: 'ACME', day: '2026-03-05' }), line(3, { refId: 'abc' })],
      [order('abc')],
    );
    expect(matches.map((match) => match.class)).toEqual(['invoice_only', 'matched']);
  });

  it('minds the method where a line without reference names one', () => {
    const matches = run(
      [line(2, { externalId: 'ACME', day: '2026-03-05', method: 'Bank' })],
      [order('abc'), order('bank', { method: 'bank' })],
    );
    expect(matches.map((match) => match.order?.refId)).toEqual(['bank', 'abc']);
  });
});

describe('any invoice', () => {
  const refs = ['a', 'b', 'c', 'd', 'e', 'f'];
  const anyLine = fc.record({
    refId: fc.option(fc.constantFrom(...refs, 'x')),
    orderId: fc.option(fc.constantFrom('1', '2')),
    externalId: fc.option(fc.constantFrom('ACME', 'Nobody')),
    day: fc.option(fc.constantFrom('2026-03-05', '2026-03-06')),
    method: fc.option(fc.constantFrom('video', 'bank')),
    amountMinor: fc.integer({ min: 0, max: 1000 }),
  });
  const anyOrder = fc.record({
    orderId: fc.option(fc.constantFrom('1', '2')),
    externalId: fc.option(fc.constantFrom('ACME', 'Muster')),
    billedPeriod: fc.option(fc.constantFrom('2026-03', '2026-02')),
    amountMinor: fc.option(fc.integer({ min: 0, max: 1000 })),
  });

  it('is accounted for to the last line, order and cent', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 20 }),
        fc.array(anyOrder, { maxLength: refs.length }),
        (parts, ours) => {
          const lines = parts.map((part, at) => line(at + 2, part));
          const orders = ours.map((each, at) =>
            order(refs[at] ?? '', { ...each, billedDay: each.billedPeriod && `${each.billedPeriod}-05` }),
          );
          const matches = run(lines, orders);
          expect(matches.flatMap((match) => (match.line ? [match.line.line] : []))).toEqual(
            lines.map((each) => each.line),
          );
          const totals = classTotals(matches);
          expect(totals.reduce((sum, each) => sum + each.count, 0)).toBe(matches.length);
          expect(totals.reduce((sum, each) => sum + each.invoicedMinor, 0)).toBe(
            lines.reduce((sum, each) => sum + each.amountMinor, 0),
          );
          const settled = matches.filter((match) => match.order !== null && match.class !== 'duplicate');
          const named = settled.map((match) => match.order?.refId);
          expect(new Set(named).size).toBe(named.length);
          for (const each of orders.filter((one) => one.billedPeriod === '2026-03'))
            expect(named).toContain(each.refId);
        },
      ),
    );
  });

  it('of 100,000 lines takes seconds at most', () => {
    const count = 100_000;
    const orders = Array.from({ length: count }, (_, at) =>
      order(`ref-${at}`, { externalId: `E${at % 2000}` }),
    );
    const lines = Array.from({ length: count }, (_, at) =>
      at % 3 === 0
        ? line(at + 2, { externalId: `E${at % 2000}`, day: '2026-03-05' })
        : line(at + 2, { refId: `REF-${(at * 7) % (count + 500)}` }),
    );
    const started = process.cpuUsage();
    const matches = run(lines, orders, { isKnownExternalId: () => true });
    // Processor time: what else runs on the machine does not count.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(5_000);
    expect(matches.length).toBeGreaterThanOrEqual(count);
  });
});
