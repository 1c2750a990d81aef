import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UnnamedBefore } from './credited-before.ts';
import { aliasResolver } from './external-id.ts';
import type { ExpectedFee } from './invoice-fees.ts';
import type { InvoicedOrder, InvoiceLine, MatchReason } from './invoice-line.ts';
import { type ReconcileInput, reconcile } from './reconcile.ts';

const line = (number: number, over: Partial<InvoiceLine> = {}): InvoiceLine => ({
  line: number,
  refId: null,
  orderId: null,
  externalId: null,
  day: null,
  method: null,
  quantity: null,
  unitMinor: null,
  amountMinor: 500,
  currency: 'CHF',
  text: null,
  isTotal: false,
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
  pool: null,
  ...over,
});
const run = (lines: InvoiceLine[], orders: InvoicedOrder[], over: Partial<ReconcileInput> = {}) =>
  reconcile({
    period: '2026-03',
    currency: 'CHF',
    lines,
    orders,
    isKnownExternalId: (id) => id === 'ACME',
    ...over,
  });
const NOTHING = { orders: new Map(), unnamed: [] };
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

  it('amount differs in currency; a line without a price is not checked, never matched', () => {
    const lines = [line(2, { refId: 'abc' })];
    const [other] = run(lines, [order('abc', { currency: 'EUR' })]);
    expect(other).toMatchObject({
      class: 'amount_differs',
      reasons: ['ref_id', 'currency'],
      expectedMinor: 0,
    });
    const [free] = run(lines, [order('abc', { amountMinor: null, currency: null })]);
    expect(free).toMatchObject({ class: 'not_checked', reasons: ['ref_id', 'amount_not_checked'] });
  });

  it('duplicate within the invoice and of an earlier one', () => {
    const matches = run(
      [line(2, { refId: 'abc' }), line(3, { refId: 'ABC' }), line(4, { refId: 'old' })],
      [order('abc'), order('old')],
      {
        before: {
          ...NOTHING,
          orders: new Map([['old', { invoice: 7, stands: true, askedBackMinor: 0, owedMinor: 500 }]]),
        },
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

describe('what is owed', () => {
  const differences = (matches: ReturnType<typeof run>) =>
    matches.map(({ invoicedMinor, expectedMinor }) => (invoicedMinor ?? 0) - (expectedMinor ?? 0));

  it('a duplicate, a line of another month and an unknown one are owed nothing here', () => {
    const matches = run(
      [
        line(2, { refId: 'abc' }),
        line(3, { refId: 'abc' }),
        line(4, { refId: 'feb' }),
        line(5, { refId: 'x' }),
      ],
      [order('abc'), order('feb', { billedPeriod: '2026-02' })],
    );
    expect(matches.map((match) => match.expectedMinor)).toEqual([500, 0, 0, 0]);
    expect(differences(matches)).toEqual([0, 500, 500, 500]);
  });

  it('tiers are checked by what they sum to, whatever the order of lines', () => {
    const orders = [400, 400, 300].map((amountMinor, at) => order(`o${at}`, { amountMinor, pool: 'p' }));
    const swapped = [300, 400, 400].map((amountMinor, at) => line(at + 2, { refId: `o${at}`, amountMinor }));
    expect(run(swapped, orders).map((match) => match.class)).toEqual(['matched', 'matched', 'matched']);
    const dear = swapped.map((each) => ({ ...each, amountMinor: 400 }));
    expect(run(dear, orders).map((match) => match.class)).toEqual(['matched', 'matched', 'amount_differs']);
    expect(differences(run(dear, orders)).reduce((sum, each) => sum + each)).toBe(100);
  });

  it('tiers are used up in any order: by named lines, and by quantities of a method', () => {
    const priceAt = (n: number) => (n < 3 ? 400 : n < 5 ? 300 : 250);
    const method = (n: number) => (n % 2 === 0 ? 'bank' : 'video');
    const orders = Array.from({ length: 8 }, (_, n) => order(`o${n}`, { method: method(n) }))
      .sort((a, b) => (a.method ?? '').localeCompare(b.method ?? ''))
      .map((each, at) => ({ ...each, amountMinor: priceAt(at), pool: 'p' }));
    const named = orders.map(({ refId }, at) => line(at + 2, { refId, amountMinor: priceAt(7 - at) }));
    expect(new Set(classes(named, orders))).toEqual(new Set(['matched']));
    const quantities = (unitOf: (unit: number) => number | null) =>
      [
        { method: 'video', quantity: 3, unit: 400 },
        { method: 'video', quantity: 1, unit: 300 },
        { method: 'bank', quantity: 1, unit: 300 },
        { method: 'bank', quantity: 3, unit: 250 },
      ].map(({ method, quantity, unit }, at) =>
        line(at + 2, { method, quantity, unitMinor: unitOf(unit), amountMinor: quantity * unit }),
      );
    for (const unitOf of [(unit: number) => unit, () => null]) {
      const lines = quantities(unitOf);
      expect(run(lines, orders).map((match) => [match.class, match.reasons])).toEqual(
        lines.map(() => ['matched', ['aggregate']]),
      );
    }
    const ours = [
      line(2, { method: 'bank', quantity: 4, amountMinor: 1500 }),
      line(3, { method: 'video', quantity: 4, amountMinor: 1050 }),
    ];
    expect(classes(ours, orders)).toEqual(['matched', 'matched']);
    const [dear, ...others] = quantities((unit) => unit);
    const wrong = [{ ...(dear ?? line(2)), quantity: 4, amountMinor: 1600 }, ...others];
    expect(differences(run(wrong, orders))).toEqual([400, 0, 0, 0]);
  });

  it('a line of no tier is compared with what we count for its order, where nobody else names that', () => {
    const orders = [400, 300, 250].map((amountMinor, at) => order(`o${at}`, { amountMinor, pool: 'p' }));
    const lines = [500, 250].map((amountMinor, at) => line(at + 2, { refId: `o${at}`, amountMinor }));
    expect(run(lines, orders).map((match) => [match.class, match.expectedMinor])).toEqual([
      ['amount_differs', 400],
      ['matched', 250],
      ['ours_only', 300],
    ]);
  });

  it('a credit undoes a line of this invoice, or what an earlier one charged too much', () => {
    const twice = run(
      [line(2, { refId: 'abc' }), line(3, { refId: 'abc' }), line(4, { refId: 'abc', amountMinor: -500 })],
      [order('abc')],
    );
    expect(twice.map((match) => match.class)).toEqual(['matched', 'duplicate', 'credit']);
    expect(twice[2]).toMatchObject({ reasons: ['ref_id', 'undoes_line'], earlier: { line: 2 } });
    expect(differences(twice).reduce((sum, each) => sum + each)).toBe(0);
    const [credit] = run(
      [line(2, { refId: 'abc', amountMinor: -500 })],
      [order('abc', { billedPeriod: '2026-02' })],
      {
        before: {
          ...NOTHING,
          orders: new Map([['abc', { invoice: 7, stands: false, askedBackMinor: 500, owedMinor: null }]]),
        },
      },
    );
    expect(credit).toMatchObject({ class: 'credit', earlier: { invoice: 7 }, expectedMinor: -500 });
    const [unfounded] = run([line(2, { amountMinor: -500 })], []);
    expect(unfounded).toMatchObject({ class: 'credit', reasons: ['no_reference'], expectedMinor: 0 });
  });

  it('fees are compared with those agreed; one that is not charged is named', () => {
    const fees = [
      { kind: 'base_fee' as const, amountMinor: 10_000 },
      { kind: 'minimum_fee' as const, amountMinor: 700 },
    ];
    const charged = run([line(2, { amountMinor: 10_000 }), line(3, { amountMinor: 50 })], [], { fees });
    expect(charged.map((match) => [match.class, ...match.reasons])).toEqual([
      ['fee', 'base_fee'],
      ['fee', 'minimum_fee', 'amount'],
    ]);
    expect(differences(charged)).toEqual([0, -650]);
    expect(run([], [], { fees }).map((match) => [match.class, match.expectedMinor])).toEqual([
      ['fee', 10_000],
      ['fee', 700],
    ]);
    expect(run([line(2)], [])[0]).toMatchObject({
      class: 'fee',
      reasons: ['fee_not_agreed'],
      expectedMinor: 0,
    });
  });

  it('aggregated lines are compared in quantity, price and sum: per customer, per method, or in all', () => {
    const orders = ['a', 'b', 'c'].map((refId) => order(refId));
    orders.push(order('d', { method: 'bank', amountMinor: 200 }));
    const of = (over: Partial<InvoiceLine>) => run([line(2, over)], orders);
    const right = of({ externalId: 'ACME', method: 'video', quantity: 3, unitMinor: 500, amountMinor: 1500 });
    expect(right.map((match) => match.class)).toEqual(['matched', 'ours_only']);
    expect(right[0]).toMatchObject({ ourQuantity: 3, expectedMinor: 1500, reasons: ['aggregate'] });
    const more = of({ externalId: 'ACME', method: 'video', quantity: 4, unitMinor: 600, amountMinor: 2400 });
    expect(more[0]).toMatchObject({
      class: 'amount_differs',
      reasons: ['aggregate', 'quantity', 'unit_price', 'amount'],
      expectedMinor: 1500,
    });
    expect(of({ method: 'bank', quantity: 1, amountMinor: 200 })[0]?.class).toBe('matched');
    expect(of({ quantity: 4, amountMinor: 1700 }).map((match) => match.class)).toEqual(['matched']);
    expect(of({ externalId: 'Nobody', quantity: 4 })[0]?.class).toBe('unknown_external_id');
    const unpriced = run(
      [line(2, { externalId: 'ACME', quantity: 1 })],
      [order('a', { amountMinor: null, currency: null })],
    );
    expect(unpriced[0]?.class).toBe('not_checked');
  });

  it('a total with the tax agrees wherever the tax stands', () => {
    const total = (number: number, text: string, amountMinor: number) =>
      line(number, { text, amountMinor, isTotal: true });
    const lines = [line(2, { refId: 'a' }), total(3, 'Zu bezahlen', 541), total(4, 'davon MwSt 8.1%', 41)];
    const matches = run(lines, [order('a')]);
    expect(matches.map(({ reasons }) => reasons)).toEqual([['ref_id'], ['total_agrees'], ['vat']]);
  });

  it('a stored total that agreed does so still, one that did not is compared again', () => {
    const total = (number: number, amountMinor: number, totalReason: MatchReason) =>
      line(number, { text: 'Total', amountMinor, isTotal: true, totalReason });
    const matches = run(
      [
        line(2, { refId: 'a' }),
        total(3, 541, 'total_differs'),
        { ...total(4, 41, 'vat'), text: 'Taxe' },
        line(5, { text: 'TVA 8.1 % sur montant HT', amountMinor: 0, isTotal: true }),
        total(6, 999, 'total_agrees'),
        total(7, 999, 'total_differs'),
        // Its words were once taken for a tax's.
        { ...total(8, 500, 'vat'), text: 'Betrag exkl. MwSt' },
      ],
      [order('a')],
    );
    expect(matches.slice(1).map(({ reasons }) => reasons[0])).toEqual([
      'total_agrees',
      'vat',
      'vat',
      'total_agrees',
      'total_differs',
      'total_agrees',
    ]);
  });

  it('totals, taxes and sums carried over charge nothing and are checked against the lines', () => {
    const total = (number: number, text: string, amountMinor: number) =>
      line(number, { text, amountMinor, isTotal: true });
    const matches = run(
      [
        line(2, { refId: 'a' }),
        total(3, 'Zwischensumme', 500),
        line(4, { refId: 'b' }),
        total(5, 'Zwischensumme', 500),
        total(6, 'Total exkl. MwSt', 1000),
        total(7, 'MwSt 8.1%', 81),
        total(8, 'Total', 1081),
        total(9, 'Rechnungsbetrag', 1100),
      ],
      [order('a'), order('b')],
    );
    expect(matches.filter((match) => match.class === 'total').map((match) => match.reasons[0])).toEqual([
      'total_agrees',
      'total_agrees',
      'total_agrees',
      'vat',
      'total_agrees',
      'total_differs',
    ]);
  });
});

describe('what an earlier invoice of the month charged', () => {
  const ours = ['a', 'b', 'c'].map((refId) => order(refId));
  const quantity = (quantity: number, over: Partial<InvoiceLine> = {}) =>
    line(2, { externalId: 'ACME', method: 'video', quantity, amountMinor: quantity * 500, ...over });
  const unnamed = (quantity: number | null, over: Partial<UnnamedBefore> = {}): UnnamedBefore => ({
    invoice: 7,
    currency: 'CHF',
    externalId: 'ACME',
    method: 'video',
    day: null,
    unitMinor: null,
    quantity,
    amountMinor: (quantity ?? 0) * 500,
    stands: quantity,
    askedBackMinor: 0,
    ...over,
  });
  const earlier = (quantity: number, over: Partial<UnnamedBefore> = {}) => ({
    ...NOTHING,
    unnamed: [unnamed(quantity, over)],
  });
  const feeBefore = (fee: ExpectedFee, over: Partial<UnnamedBefore> = {}) =>
    unnamed(null, { externalId: null, method: null, amountMinor: fee.amountMinor, stands: fee, ...over });
  const shown = (...args: Parameters<typeof run>) =>
    run(...args).map((match) => [match.class, match.ourQuantity, match.expectedMinor, match.earlier]);

  it('as a quantity is charged twice by the same quantity, and by lines that name those orders', () => {
    expect(shown([quantity(3)], ours, { before: earlier(3) })).toEqual([['duplicate', 0, 0, { invoice: 7 }]]);
    for (const over of [{ method: null }, { externalId: null }, { externalId: null, method: null }]) {
      expect(shown([quantity(3, over)], ours, { before: earlier(3, over) })).toEqual([
        ['duplicate', 0, 0, { invoice: 7 }],
      ]);
    }
    expect(shown([line(2, { refId: 'b' })], ours, { before: earlier(3) })).toEqual([
      ['duplicate', null, 0, { invoice: 7 }],
    ]);
  });

  it('as a quantity leaves the rest to be charged, by its number or by name', () => {
    expect(shown([quantity(1)], ours, { before: earlier(2) })).toEqual([['matched', 1, 500, null]]);
    expect(shown([line(2, { refId: 'a' })], ours, { before: earlier(2) })).toEqual([
      ['matched', null, 500, null],
    ]);
    expect(shown([quantity(3)], ours, { before: earlier(2) })).toEqual([['amount_differs', 1, 500, null]]);
    expect(shown([], ours, { before: earlier(2) })).toEqual([['ours_only', null, 500, null]]);
  });

  it('as a quantity leaves what this invoice charges without naming it, where enough is left', () => {
    const dated = ['03', '10', '17'].map((day) => order(day, { billedDay: `2026-03-${day}` }));
    const one = line(2, { externalId: 'ACME', day: '2026-03-03' });
    expect(shown([one], dated, { before: earlier(2) })).toEqual([['matched', null, 500, null]]);
    const two = [...ours.slice(0, 2), order('s', { method: 'selfie' }), order('t', { method: 'selfie' })];
    const video = quantity(2);
    expect(shown([video], two, { before: earlier(2, { method: null }) })).toEqual([
      ['matched', 2, 1000, null],
    ]);
    const ofTwo = [...ours.slice(0, 2), ...['y', 'z'].map((refId) => order(refId, { externalId: 'BETA' }))];
    expect(
      shown([quantity(2, { method: null })], ofTwo, { before: earlier(2, { externalId: null }) }),
    ).toEqual([['matched', 2, 1000, null]]);
    const priced = [250, 500, 500].map((amountMinor, at) => order(`${at}`, { amountMinor }));
    expect(shown([quantity(1, { amountMinor: 250 })], priced, { before: earlier(2) })).toEqual([
      ['matched', 1, 250, null],
    ]);
    const more = [...ours, ...['y', 'z'].map((refId) => order(refId, { externalId: 'BETA' }))];
    const both = [quantity(1), quantity(2, { line: 3, externalId: 'BETA' })];
    expect(shown(both, more, { before: earlier(2, { externalId: null }) })).toEqual([
      ['matched', 1, 500, null],
      ['matched', 2, 1000, null],
    ]);
  });

  it('as a quantity was first of all what is credited now', () => {
    const credit = line(2, { refId: 'c', amountMinor: -500 });
    expect(shown([credit], ours, { before: earlier(1) }).map(([name]) => name)).toEqual([
      'credit',
      'ours_only',
      'ours_only',
    ]);
    expect(run([credit], ours, { before: earlier(1) }).map((match) => match.order?.refId)).toEqual([
      'c',
      'a',
      'b',
    ]);
  });

  it('by name is charged twice by a quantity', () => {
    const before = { invoice: 7, stands: true, askedBackMinor: 0, owedMinor: 500 };
    const orders = new Map(ours.map(({ refId }) => [refId, before]));
    expect(shown([quantity(3)], ours, { before: { ...NOTHING, orders } })).toEqual([
      ['duplicate', 0, 0, { invoice: 7 }],
    ]);
  });

  it('has used up the tiers that it named', () => {
    const priceOf = (at: number) => (at < 2 ? 500 : 400);
    const method = (at: number) => (at < 2 ? 'bank' : 'video');
    const tiered = ['a', 'b', 'c', 'd'].map((refId, at) =>
      order(refId, { method: method(at), amountMinor: priceOf(at), pool: 'p' }),
    );
    const rest = ['a', 'b'].map((refId, at) => line(at + 2, { refId, amountMinor: 400 }));
    const named = { invoice: 7, stands: true, askedBackMinor: 0, owedMinor: 500 };
    const befores = [
      { ...NOTHING, orders: new Map(['c', 'd'].map((refId) => [refId, named])) },
      earlier(2),
      earlier(2, { unitMinor: 500 }),
    ];
    for (const before of befores) {
      expect(shown(rest, tiered, { before })).toEqual([
        ['matched', null, 400, null],
        ['matched', null, 400, null],
      ]);
      expect(shown([quantity(2, { method: 'bank', amountMinor: 800 })], tiered, { before })).toEqual([
        ['matched', 2, 800, null],
      ]);
    }
  });

  it('is not charged twice by pieces of something else', () => {
    const support = (over: Partial<InvoiceLine>) =>
      shown([quantity(3, { externalId: null, method: null, text: 'Support hours', ...over })], ours, {
        before: earlier(3),
      });
    expect(support({ amountMinor: 45_000 })).toEqual([['amount_differs', 0, 0, null]]);
    expect(support({ amountMinor: 45_000, unitMinor: 15_000 })).toEqual([['amount_differs', 0, 0, null]]);
    for (const over of [{}, { quantity: 2, amountMinor: 1000 }, { unitMinor: 500, amountMinor: 1622 }]) {
      expect(support(over)).toEqual([['duplicate', 0, 0, { invoice: 7 }]]);
    }
  });

  it('is not charged twice by no pieces at all', () => {
    for (const pieces of [0, -1])
      for (const over of [{}, { method: null }, { externalId: null }]) {
        const none = quantity(pieces, { amountMinor: 900, ...over });
        expect(run([none], ours, { before: earlier(3) })[0]?.class).not.toBe('duplicate');
      }
  });

  it('as a fee is neither owed again nor missing', () => {
    const fees = [
      { kind: 'base_fee', amountMinor: 5000 },
      { kind: 'minimum_fee', amountMinor: 499 },
    ] as const;
    const before = { ...NOTHING, unnamed: [feeBefore(fees[0])] };
    const rest = ['fee', null, 499, null];
    expect(shown([], [], { fees, before })).toEqual([rest]);
    expect(shown([line(2, { amountMinor: 5000 })], [], { fees, before })).toEqual([
      ['duplicate', null, 0, { invoice: 7 }],
      rest,
    ]);
    const part = { ...NOTHING, unnamed: [feeBefore({ kind: 'base_fee', amountMinor: 3000 })] };
    expect(shown([line(2, { amountMinor: 2000 })], [], { fees, before: part })).toEqual([
      ['fee', null, 2000, null],
      rest,
    ]);
  });

  describe('and a credit that names no order', () => {
    const credit = (pieces: number | null, over: Partial<InvoiceLine> = {}) =>
      line(9, {
        externalId: 'ACME',
        method: 'video',
        quantity: pieces,
        amountMinor: -500 * Math.abs(pieces ?? 3),
        ...over,
      });
    const undone = ['credit', null, -1500, { invoice: 7 }];

    it('takes off a quantity at its price, so that it can be charged again', () => {
      const whole = ['matched', 3, 1500, null];
      for (const given of [credit(3), credit(-3), credit(null)])
        expect(shown([given, quantity(3)], ours, { before: earlier(3) })).toEqual([undone, whole]);
      const one = credit(-1, { amountMinor: -500 });
      expect(shown([one, quantity(1)], ours, { before: earlier(3) })).toEqual([
        ['credit', null, -500, { invoice: 7 }],
        ['matched', 1, 500, null],
      ]);
      expect(shown([credit(3)], ours, { before: earlier(3) })).toEqual([
        undone,
        ...ours.map(() => ['ours_only', null, 500, null]),
      ]);
      const dear = earlier(3, { amountMinor: 1800, askedBackMinor: 300 });
      expect(shown([credit(3, { amountMinor: -1800 }), quantity(3)], ours, { before: dear })).toEqual([
        ['credit', null, -1800, { invoice: 7 }],
        whole,
      ]);
    });

    it('takes off no quantity where it gives back a part of its price, or is of something else', () => {
      const again = ['duplicate', 0, 0, { invoice: 7 }];
      for (const over of [{ amountMinor: -300 }, { method: 'bank' }, { externalId: 'BETA' }, { quantity: 4 }])
        expect(shown([credit(3, over), quantity(3)], ours, { before: earlier(3) })).toEqual([
          ['credit', null, 0, null],
          again,
        ]);
    });

    it('is set off first against what was charged too much', () => {
      const twice = unnamed(3, { invoice: 8, stands: null, askedBackMinor: 1500 });
      const before = { ...NOTHING, unnamed: [unnamed(3), twice] };
      expect(shown([credit(3), quantity(3)], ours, { before })).toEqual([
        ['credit', null, -1500, { invoice: 8 }],
        ['duplicate', 0, 0, { invoice: 7 }],
      ]);
      const settled = { ...before, unnamed: [unnamed(3), { ...twice, askedBackMinor: 0 }] };
      expect(shown([credit(3)], ours, { before: settled })).toEqual([['credit', null, 0, { invoice: 8 }]]);
    });

    it('of an earlier invoice takes off what was charged until then', () => {
      const given = unnamed(-3, { invoice: 8, stands: null });
      const of = (...lines: UnnamedBefore[]) =>
        shown([quantity(3)], ours, { before: { ...NOTHING, unnamed: lines } })[0]?.[0];
      expect(of(unnamed(3), given)).toBe('matched');
      expect(of(unnamed(3), given, unnamed(3, { invoice: 9 }))).toBe('duplicate');
      expect(of(given, unnamed(3, { invoice: 9 }))).toBe('duplicate');
      expect(of(unnamed(3), given, unnamed(3, { invoice: 8 }))).toBe('duplicate');
    });

    it('takes off other pieces of the same sum where it names no quantity', () => {
      const two = unnamed(2, { amountMinor: 1000 });
      const one = unnamed(1, { amountMinor: 1000, askedBackMinor: 500 });
      const whole = credit(null, { line: 8, amountMinor: -1000 });
      const named = credit(1, { amountMinor: -1000 });
      const gone = ['credit', null, -1000, { invoice: 7 }];
      const anew = ['matched', 3, 1500, null];
      for (const charges of [
        [two, one],
        [one, two],
      ]) {
        const before = { ...NOTHING, unnamed: charges };
        for (const credits of [
          [whole, named],
          [named, whole],
          [whole, { ...whole, line: 9 }],
        ])
          expect(shown([...credits, quantity(3)], ours, { before })).toEqual([gone, gone, anew]);
        // One credit in an invoice of its own, before the one that says of what it is.
        const own = unnamed(null, { invoice: 8, amountMinor: -1000, stands: null });
        const later = { ...NOTHING, unnamed: [...charges, own] };
        expect(shown([named, quantity(3)], ours, { before: later })).toEqual([gone, anew]);
        // What was charged too much goes first.
        const twice = { ...one, stands: null, askedBackMinor: 1000 };
        const off = { ...NOTHING, unnamed: charges.map((each) => (each === one ? twice : each)) };
        expect(shown([whole, quantity(2)], ours.slice(0, 2), { before: off })).toEqual([
          gone,
          ['duplicate', 0, 0, { invoice: 7 }],
        ]);
      }
    });

    it('takes off a fee, here or in an invoice of its own', () => {
      const fee: ExpectedFee = { kind: 'base_fee', amountMinor: 5000 };
      const given = line(2, { amountMinor: -5000 });
      const charge = line(3, { amountMinor: 5000 });
      const before = { ...NOTHING, unnamed: [feeBefore(fee)] };
      const owed = ['fee', null, 5000, null];
      const off = ['credit', null, -5000, { invoice: 7 }];
      expect(shown([given, charge], [], { fees: [fee], before })).toEqual([off, owed]);
      expect(shown([given], [], { fees: [fee], before })).toEqual([off, owed]);
      const credited = feeBefore(fee, { invoice: 8, amountMinor: -5000, stands: null });
      const own = { ...NOTHING, unnamed: [feeBefore(fee), credited] };
      expect(shown([charge], [], { fees: [fee], before: own })).toEqual([owed]);
      const part = line(2, { amountMinor: -1000 });
      expect(shown([part, charge], [], { fees: [fee], before })).toEqual([
        ['credit', null, 0, null],
        ['duplicate', null, 0, { invoice: 7 }],
      ]);
    });
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
    quantity: fc.option(fc.integer({ min: 0, max: 4 })),
    unitMinor: fc.option(fc.constantFrom(0, 500, 1000)),
    amountMinor: fc.integer({ min: -1000, max: 1000 }),
    isTotal: fc.boolean(),
  });
  const anyFee = fc.record({
    kind: fc.constantFrom('base_fee' as const, 'minimum_fee' as const),
    amountMinor: fc.integer({ min: 1, max: 1000 }),
  });
  const anyOrder = fc.record({
    orderId: fc.option(fc.constantFrom('1', '2')),
    externalId: fc.option(fc.constantFrom('ACME', 'Muster')),
    method: fc.constantFrom('video', 'bank'),
    billedPeriod: fc.option(fc.constantFrom('2026-03', '2026-02')),
    amountMinor: fc.option(fc.oneof(fc.constantFrom(500, 1000), fc.integer({ min: 0, max: 1000 }))),
    currency: fc.constantFrom('CHF', 'CHF', 'EUR'),
    pool: fc.option(fc.constantFrom('p', 'q')),
  });

  it('is accounted for to the last line, order and cent', () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { maxLength: 20 }),
        fc.array(anyOrder, { maxLength: refs.length }),
        fc.array(anyFee, { maxLength: 3 }),
        (parts, ours, fees) => {
          const lines = parts.map((part, at) => line(at + 2, part));
          const orders = ours.map((each, at) =>
            order(refs[at] ?? '', {
              ...each,
              billedDay: each.billedPeriod && `${each.billedPeriod}-05`,
              // A pool is of one price, so of one currency.
              pool: each.pool && `${each.pool} ${each.currency}`,
            }),
          );
          const matches = run(lines, orders, { fees });
          expect(matches.flatMap((match) => (match.line ? [match.line.line] : []))).toEqual(
            lines.map((each) => each.line),
          );
          const sum = (of: (match: (typeof matches)[number]) => number | null) =>
            matches.reduce((total, match) => total + (of(match) ?? 0), 0);
          const invoiced = lines.reduce((total, each) => total + (each.isTotal ? 0 : each.amountMinor), 0);
          const owed = orders
            .filter((each) => each.billedPeriod === '2026-03' && each.currency === 'CHF')
            .reduce((total, each) => total + (each.amountMinor ?? 0), 0);
          const agreed = fees.reduce((total, each) => total + each.amountMinor, 0);
          expect(sum((match) => match.invoicedMinor)).toBe(invoiced);
          expect(sum((match) => match.expectedMinor)).toBe(owed + agreed);
          for (const match of matches) {
            const isTotal = match.class === 'total';
            expect([match.invoicedMinor === null, match.expectedMinor === null]).toEqual([isTotal, isTotal]);
            if (match.class === 'matched') expect(match.invoicedMinor).toBe(match.expectedMinor);
          }
          const settled = matches.filter(
            (match) => match.order !== null && match.class !== 'duplicate' && match.class !== 'credit',
          );
          const named = settled.map((match) => match.order?.refId);
          expect(new Set(named).size).toBe(named.length);
          const together = sum((match) => (match.reasons.includes('aggregate') ? match.ourQuantity : 0));
          const due = orders.filter((one) => one.billedPeriod === '2026-03');
          expect(due.filter((each) => !named.includes(each.refId))).toHaveLength(together);
        },
      ),
    );
  });

  it('may charge the orders of a large month in one line', () => {
    const orders = Array.from({ length: 200_000 }, (_, at) => order(`ref-${at}`));
    const [match] = run([line(2, { method: 'video', quantity: 200_000, amountMinor: 100_000_000 })], orders);
    expect(match).toMatchObject({ class: 'matched', ourQuantity: 200_000 });
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
