import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../http/app-fixture.ts';
import { type BillingFixture, refOf, startBilling, type TestOrder } from './billing-fixture.ts';
import { COLUMNS, csv, importFile, upload } from './invoice-fixture.ts';
import { LETTERHEAD, xlsxOf } from './invoice-form-files.ts';

function done(n: number, day: string, method = 'video'): TestOrder {
  const at = `${day}T10:00:00Z`;
  return { n, externalId: 'ACME', method, at, went: [['terminated', at]] };
}

const HEADER = ['Ref ID', 'Customer', 'Date', 'Amount', 'Text'];
const columns = { ...COLUMNS, text: 'Text' };
const line = (n: number, day: string, amount: string) => [refOf(n), 'ACME', day, amount, ''];

/** Tiers, a minimum fee and a base fee for video; what selfie costs nobody has agreed. */
const SUPPLIER_PRICE = {
  list: 'supplier',
  method: 'video',
  validFrom: '2026-01-01',
  currency: 'CHF',
  tiers: [
    { upTo: 2, unitMinor: 200 },
    { upTo: null, unitMinor: 101 },
  ],
  minimumMinor: 1000,
  baseMinor: 5000,
};

describe('what is owed to the supplier', () => {
  let app: BillingFixture;
  let finance: Caller;
  let march = 0;
  beforeAll(async () => {
    app = await startBilling('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
    const admin = await app.as('admin');
    expect((await admin.post('/api/prices', SUPPLIER_PRICE)).status).toBe(201);
    await app.orders([
      done(1, '2026-03-10'),
      done(2, '2026-03-11'),
      done(3, '2026-03-12'),
      done(4, '2026-03-13', 'selfie'),
      done(5, '2026-04-02'),
      ...[6, 7, 8].map((n) => done(n, '2026-02-10')),
    ]);
  });
  afterAll(() => app.close());

  type Line = Record<string, unknown> & { id: number; class: string };
  const linesOf = async (id: number): Promise<Line[]> =>
    (await finance.get(`/api/invoices/${id}/lines?range=[0,99]`)).body;
  const shown = async (id: number) =>
    (await linesOf(id)).map((row) => [row.line, row.class, row.expectedMinor, row.differenceMinor]);

  it('is by its prices: tiers by their sum, base and minimum fees; what has no price is not checked', async () => {
    const file = csv([
      HEADER,
      line(1, '2026-03-10', '1.01'),
      line(2, '2026-03-11', '2.00'),
      line(3, '2026-03-12', '2.50'),
      line(4, '2026-03-13', '9.00'),
      line(5, '2026-04-02', '2.00'),
      ['', '', '', '50.00', 'Base fee'],
    ]);
    const imported = await importFile(app, finance, file, { columns });
    expect(imported.status, imported.text).toBe(201);
    march = imported.body.id;
    expect(await shown(march)).toEqual([
      [2, 'matched', 101, 0],
      [3, 'matched', 200, 0],
      [4, 'amount_differs', 200, 50],
      [5, 'not_checked', 0, 900],
      [6, 'wrong_period', 0, 200],
      [7, 'fee', 5000, 0],
      [null, 'fee', 499, -499],
    ]);
    // The orders of March, what is missing to the minimum fee, and the base fee.
    const owed = 501 + 499 + 5000;
    expect(imported.body).toMatchObject({ sumMinor: 6651, differenceMinor: 6651 - owed });
  });

  it('leaves what is not checked open in the totals, the check list and the dispute file', async () => {
    const { open, classes } = (await finance.get(`/api/invoices/${march}`)).body;
    expect(classes.find((each: Line) => each.class === 'not_checked')).toMatchObject({ count: 1, open: 1 });
    const { openInvoiceLines } = (await finance.get('/api/periods/2026-03/close')).body;
    expect([open, openInvoiceLines]).toEqual([4, 4]);
    const dispute = (await finance.get(`/api/invoices/${march}/dispute.csv`)).text.trim().split('\r\n');
    const unchecked = `,5,Not checked,${refOf(4)},,ACME,2026-03-13,,,,,9.00,0.00,9.00,CHF,`;
    expect(dispute.filter((row) => row.includes(unchecked))).toHaveLength(1);
    expect(dispute.at(-1)).toContain(',Total,,,,,,,,,13.50,6.99,6.51,CHF,');
  });

  it('keeps what was decided of a fee that no line charges', async () => {
    const missing = async () => (await linesOf(march)).find(({ line }) => line === null);
    const lines = [(await missing())?.id];
    const decision = { disposition: 'accepted', note: 'comes with the next' };
    expect((await finance.post(`/api/invoices/${march}/dispositions`, { lines, ...decision })).status).toBe(
      200,
    );
    expect((await finance.post(`/api/invoices/${march}/reconcile`)).status).toBe(200);
    expect(await missing()).toMatchObject(decision);
    await finance.post(`/api/invoices/${march}/dispositions`, { lines, disposition: 'open' });
  });

  it('is set off against what an earlier invoice charged: credits, and lines of another month', async () => {
    const settle = async (name: string, disposition: string) => {
      const path = `/api/invoices/${march}/dispositions`;
      expect((await finance.post(path, { class: name, disposition })).status).toBe(200);
    };
    await settle('amount_differs', 'disputed');
    await settle('wrong_period', 'accepted');
    const file = csv([HEADER, line(3, '2026-04-10', '-0.50'), line(5, '2026-04-02', '2.00')]);
    const april = await importFile(app, finance, file, { columns, number: 'R-2', period: '2026-04' });
    expect(april.status, april.text).toBe(201);
    expect(await shown(april.body.id)).toEqual([
      [2, 'credit', -50, 0],
      [3, 'duplicate', 0, 200],
      [null, 'fee', 5000, -5000],
      [null, 'fee', 800, -800],
    ]);
    const [credit, again] = await linesOf(april.body.id);
    expect(credit).toMatchObject({ earlierInvoice: march, ourPeriod: '2026-03' });
    expect(credit?.reasons).toEqual(['ref_id', 'undoes_earlier_invoice']);
    expect(again?.earlierInvoice).toBe(march);
  });

  const video = (pieces: number, amount: string) => ['ACME', 'video', pieces, amount, ''];
  const fee = ['', '', '', '50.00', 'Base fee'];
  const shortfall = [null, 'fee', 499, -499];
  /** Imports an invoice of February that names no order. */
  const imported = async (number: string, rows: (string | number)[][], currency = 'CHF'): Promise<number> => {
    const head = ['Customer', 'Method', 'Quantity', 'Amount', 'Text'];
    const columns = {
      externalId: 'Customer',
      method: 'Method',
      quantity: 'Quantity',
      amount: 'Amount',
      text: 'Text',
    };
    const asked = { columns, supplier: 'Sums', number, currency, period: '2026-02' };
    const note = ['', '', '', '', `Invoice ${number}`];
    const { body, status } = await importFile(app, finance, csv([head, ...rows, note]), asked);
    expect(status).toBe(201);
    return body.id;
  };

  it('is not what an earlier invoice of the month charged as a quantity or a fee', async () => {
    const first = await imported('1', [video(2, '4.00'), fee]);
    expect(await shown(first)).toEqual([[2, 'amount_differs', 501, -101], [3, 'fee', 5000, 0], shortfall]);
    // What the first left out is owed, and the base fee is not missing in it.
    const second = await imported('2', [video(1, '1.01')]);
    expect(await shown(second)).toEqual([[2, 'matched', 101, 0], shortfall]);
    const third = await imported('3', [video(3, '5.01'), fee]);
    expect(await shown(third)).toEqual([[2, 'duplicate', 0, 501], [3, 'duplicate', 0, 5000], shortfall]);
    expect((await linesOf(third)).map(({ earlierInvoice }) => earlierInvoice)).toEqual([first, first, null]);

    const disputed = { class: 'amount_differs', disposition: 'disputed' };
    expect((await finance.post(`/api/invoices/${first}/dispositions`, disputed)).status).toBe(200);
    expect((await finance.post(`/api/invoices/${third}/reconcile`)).status).toBe(200);
    expect((await shown(third))[0]).toEqual([2, 'amount_differs', 400, 101]);
    for (const id of [first, second, third])
      expect((await finance.delete(`/api/invoices/${id}`)).status).toBe(200);
  });

  it('is owed again where a quantity or a fee is credited, in the same invoice or in one of its own', async () => {
    const credit = ['', '', '', '-50.00', 'Base fee'];
    const first = await imported('1', [video(3, '5.01'), fee]);
    const corrected = await imported('2', [video(-3, '-5.01'), credit, video(3, '5.01'), fee]);
    expect(await shown(corrected)).toEqual([
      [2, 'credit', -501, 0],
      [3, 'credit', -5000, 0],
      [4, 'matched', 501, 0],
      [5, 'fee', 5000, 0],
      shortfall,
    ]);
    expect((await linesOf(corrected))[0]).toMatchObject({
      earlierInvoice: first,
      reasons: ['no_reference', 'undoes_earlier_invoice'],
    });
    const again = await imported('3', [video(3, '5.01'), fee]);
    expect(await shown(again)).toEqual([[2, 'duplicate', 0, 501], [3, 'duplicate', 0, 5000], shortfall]);
    // What was charged twice is given back; what stands is not owed again.
    const back = await imported('4', [video(3, '-5.01'), credit]);
    expect(await shown(back)).toEqual([[2, 'credit', -501, 0], [3, 'credit', -5000, 0], shortfall]);
    const own = await imported('5', [credit]);
    expect(await shown(own)).toEqual([[2, 'credit', -5000, 0], [null, 'fee', 5000, -5000], shortfall]);
    const last = await imported('6', [fee]);
    expect(await shown(last)).toEqual([[2, 'fee', 5000, 0], shortfall]);
    expect((await finance.post(`/api/invoices/${corrected}/reconcile`)).status).toBe(200);
    expect((await shown(corrected))[2]).toEqual([4, 'matched', 501, 0]);
    // A charge that was settled as credited stands no more, and its credit is no smaller for that.
    const credited = { class: 'matched', disposition: 'credited' };
    expect((await finance.post(`/api/invoices/${first}/dispositions`, credited)).status).toBe(200);
    expect((await finance.post(`/api/invoices/${corrected}/reconcile`)).status).toBe(200);
    expect((await shown(corrected))[0]).toEqual([2, 'credit', -501, 0]);
    for (const id of [first, corrected, again, back, own, last])
      expect((await finance.delete(`/api/invoices/${id}`)).status).toBe(200);
  });

  it('is owed again where a quantity that was charged in another currency is credited in it', async () => {
    const wrong = await imported('1', [video(3, '5.01')], 'EUR');
    const twice = await imported('2', [video(3, '5.01')], 'EUR');
    const classes = async (id: number) => (await linesOf(id)).map((row) => [row.class, row.expectedMinor]);
    expect((await classes(twice))[0]).toEqual(['duplicate', 0]);
    // What was charged twice is given back first.
    const back = await imported('3', [video(-3, '-5.01')], 'EUR');
    const right = await imported('4', [video(3, '5.01')]);
    expect((await classes(right))[0]).toEqual(['duplicate', 0]);
    const all = await imported('5', [video(-3, '-5.01')], 'EUR');
    const anew = await imported('6', [video(3, '5.01')]);
    expect((await classes(anew))[0]).toEqual(['matched', 501]);
    for (const id of [wrong, twice, back, right, all, anew])
      expect((await finance.delete(`/api/invoices/${id}`)).status).toBe(200);
  });

  const of = (n: number, amount: string) => line(n, '2026-02-10', amount);
  /** Imports an invoice of February that names its orders. */
  const named = async (number: string, rows: (string | number)[][], currency = 'CHF'): Promise<number> => {
    const asked = { columns, supplier: 'Names', number, currency, period: '2026-02' };
    const note = ['', '', '', '', `Invoice ${number}`];
    const { body, status } = await importFile(app, finance, csv([HEADER, ...rows, note]), asked);
    expect(status).toBe(201);
    return body.id;
  };

  it('is still charged by name where a credit gives back a second charge or a part of the price', async () => {
    const ids = [
      await named('1', [of(6, '2.00'), of(7, '2.50'), of(8, '1.01')]),
      await named('2', [of(6, '-2.00'), of(6, '2.00'), of(7, '-0.50'), of(8, '-1.01')]),
    ];
    ids.push(await named('3', [of(6, '2.00'), of(7, '2.00'), of(8, '1.01')]));
    expect((await shown(ids[2] ?? 0)).map(([, name]) => name)).toEqual([
      'duplicate',
      'duplicate',
      'matched',
      'fee',
      'fee',
    ]);
    for (const id of ids) expect((await finance.delete(`/api/invoices/${id}`)).status).toBe(200);
  });

  it('is owed again by name once the order was credited, whatever does not stand and in which currency', async () => {
    const classes = async (id: number) =>
      (await linesOf(id)).flatMap((row) => (row.class === 'fee' ? [] : [[row.class, row.expectedMinor]]));
    const others = [of(7, '2.00'), of(8, '1.01')];
    const right = await named('1', [of(6, '2.00'), ...others]);
    const credit = await named('2', [of(6, '-2.00')]);
    const wrong = await named('3', [of(6, '2.50')]);
    const settle = async (disposition: string) => {
      const decision = { class: 'amount_differs', disposition };
      expect((await finance.post(`/api/invoices/${wrong}/dispositions`, decision)).status).toBe(200);
    };
    await settle('disputed');
    const corrected = await named('4', [of(6, '-2.50'), of(6, '2.00')]);
    const owed = [
      ['credit', 0],
      ['matched', 200],
    ];
    expect(await classes(corrected)).toEqual(owed);
    await settle('credited');
    expect((await finance.post(`/api/invoices/${corrected}/reconcile`)).status).toBe(200);
    expect(await classes(corrected)).toEqual(owed);
    const again = await named('5', [of(6, '2.00')]);
    expect(await classes(again)).toEqual([['duplicate', 0]]);
    expect((await linesOf(again))[0]).toMatchObject({ earlierInvoice: corrected });
    for (const id of [wrong, corrected, again])
      expect((await finance.delete(`/api/invoices/${id}`)).status).toBe(200);

    expect((await finance.delete(`/api/invoices/${credit}`)).status).toBe(200);
    const foreign = await named('6', [of(6, '1.90')], 'EUR');
    expect((await classes(foreign))[0]).toEqual(['duplicate', 0]);
    const back = await named('7', [of(6, '-2.00')]);
    // What is asked back in euros says nothing of francs.
    expect(await classes(back)).toEqual([['credit', 0]]);
    const anew = await named('8', [of(6, '2.00')]);
    expect(await classes(anew)).toEqual([['matched', 200]]);
    for (const id of [right, foreign, back, anew])
      expect((await finance.delete(`/api/invoices/${id}`)).status).toBe(200);
  });

  it('agrees with a total that has the tax in it as the lines have, now and when it is compared again', async () => {
    const charges = [2, 3].map((n) => line(n, '2026-03-11', '1.07'));
    const file = csv([HEADER, ...charges, ['', '', '', '2.14', 'Total inkl. MwSt']]);
    const asked = { columns, supplier: 'Gross', number: '7', vatBasisPoints: 810 };
    const { body, status } = await importFile(app, finance, file, asked);
    expect([status, body.sumMinor]).toEqual([201, 198]);
    const total = async () => (await linesOf(body.id)).find(({ class: name }) => name === 'total');
    expect(await total()).toMatchObject({ statedMinor: 214, reasons: ['total_agrees'] });
    expect((await finance.post(`/api/invoices/${body.id}/reconcile`)).status).toBe(200);
    expect(await total()).toMatchObject({ statedMinor: 214, reasons: ['total_agrees'] });
    expect((await finance.delete(`/api/invoices/${body.id}`)).status).toBe(200);
  });

  it('is nothing for the sums around a tax, now and when they are compared again', async () => {
    const sums = [
      ['Netto', '3.01'],
      ['MwSt', '0.24'],
      ['Rundung', '0.05'],
      ['Brutto', '3.30'],
      ['Total', '3.30'],
    ].map(([text = '', amount = '']) => ['', '', '', amount, text]);
    const charges = [line(1, '2026-03-10', '2.00'), line(2, '2026-03-11', '1.01')];
    const asked = { columns, supplier: 'Sums', number: '1' };
    const { body, status } = await importFile(app, finance, csv([HEADER, ...charges, ...sums]), asked);
    expect([status, body.sumMinor]).toEqual([201, 301]);
    const totals = async () =>
      (await linesOf(body.id)).flatMap((row) => (row.class === 'total' ? [[row.text, row.reasons]] : []));
    const wanted = [
      ['Netto', ['total_agrees']],
      ['MwSt', ['vat']],
      ['Rundung', ['total_agrees']],
      ['Brutto', ['total_agrees']],
      ['Total', ['total_agrees']],
    ];
    expect(await totals()).toEqual(wanted);
    expect((await finance.post(`/api/invoices/${body.id}/reconcile`)).status).toBe(200);
    expect(await totals()).toEqual(wanted);
    expect((await finance.delete(`/api/invoices/${body.id}`)).status).toBe(200);
  });

  it('is by tiers that count over all methods of a price, in whichever order the supplier counts', async () => {
    const tiers = [
      { upTo: 2, unitMinor: 200 },
      { upTo: null, unitMinor: 150 },
    ];
    const price = { list: 'supplier', externalId: 'TIERS', validFrom: '2026-01-01', currency: 'CHF', tiers };
    const admin = await app.as('admin');
    expect((await admin.post('/api/prices', price)).status).toBe(201);
    const days = [21, 22, 23, 24].map((n) => [n, `2026-01-${n}`] as const);
    await app.orders(
      days.map(([n, day]) => ({ ...done(n, day, n % 2 === 0 ? 'selfie' : 'video'), externalId: 'TIERS' })),
    );
    const asked = { columns, supplier: 'Tiers', number: '1', period: '2026-01' };
    const rows = (amounts: readonly string[]) =>
      csv([HEADER, ...days.map(([n, day], at) => line(n, day, amounts[at] ?? ''))]);
    const net = await importFile(app, finance, rows(['2.00', '2.00', '1.50', '1.50']), asked);
    expect(net.status).toBe(201);
    expect(await shown(net.body.id)).toEqual([
      [2, 'matched', 200, 0],
      [3, 'matched', 200, 0],
      [4, 'matched', 150, 0],
      [5, 'matched', 150, 0],
      [null, 'fee', 5000, -5000],
    ]);
    expect((await finance.delete(`/api/invoices/${net.body.id}`)).status).toBe(200);
    // Tiers that an earlier invoice of the month named are used up, whether it named its orders or not.
    const some = (isSelfie: boolean, amount: string) =>
      days.filter(([n]) => (n % 2 === 0) === isSelfie).map(([n, day]) => line(n, day, amount));
    const wide = {
      ...asked,
      columns: { ...columns, method: 'Method', quantity: 'Qty', unitPrice: 'Price' },
    };
    const quantity = csv([
      [...HEADER, 'Method', 'Qty', 'Price'],
      ['', 'TIERS', '', '4.00', '', 'video', 2, '2.00'],
    ]);
    for (const [file, how] of [
      [csv([HEADER, ...some(false, '2.00')]), asked],
      [quantity, wide],
    ] as const) {
      const first = await importFile(app, finance, file, { ...how, number: '2' });
      const second = await importFile(app, finance, csv([HEADER, ...some(true, '1.50')]), {
        ...asked,
        number: '3',
      });
      expect([first.status, second.status]).toEqual([201, 201]);
      expect((await shown(second.body.id)).slice(0, 2)).toEqual([
        [2, 'matched', 150, 0],
        [3, 'matched', 150, 0],
      ]);
      for (const { body } of [first, second])
        expect((await finance.delete(`/api/invoices/${body.id}`)).status).toBe(200);
    }
    const taxed = await importFile(app, finance, rows(['2.16', '2.16', '1.62', '1.62']), asked);
    expect([taxed.status, taxed.body]).toMatchObject([409, { code: 'gross_amounts', vatBasisPoints: 810 }]);
  });

  it('is read from another sheet or below another row where somebody says so, and remembered', async () => {
    const file = await xlsxOf({
      Deckblatt: LETTERHEAD,
      Positionen: [HEADER, line(2, '2026-03-11', '2.00'), line(1, '2026-03-10', '2.00')],
    });
    const { body } = await upload(app, finance, file, 'a.xlsx');
    expect(body).toMatchObject({
      sheets: ['Deckblatt', 'Positionen'],
      sheet: 'Positionen',
      headerRow: 1,
      headers: HEADER,
    });
    const look = (query: string) => finance.get(`/api/invoice-files/${body.id}?${query}`);
    expect((await look('sheet=Deckblatt&headerRow=4')).body).toMatchObject({
      sheet: 'Deckblatt',
      headerRow: 4,
      headers: expect.arrayContaining(['Rechnung Nr. 4711']),
    });
    expect((await look('sheet=Anhang')).body.code).toBe('no_sheet');
    const mapping = { columns, currency: 'CHF', sheet: 'Positionen', headerRow: 1 };
    const input = { fileId: body.id, supplier: 'Other', number: '1', period: '2026-03', mapping };
    expect((await finance.post('/api/invoices', input)).body).toMatchObject({ lines: 2, sumMinor: 400 });
    const mappings = (await finance.get('/api/invoice-mappings')).body as { id: string; mapping: object }[];
    expect(mappings.find(({ id }) => id === 'Other')?.mapping).toMatchObject(mapping);
  });

  it('is looked for in the sheet with a header row that is remembered, whatever another’s words are like', async () => {
    const header = ['Réf', 'Identifiant', 'Jour', 'Prix net'];
    const file = (day: string) =>
      xlsxOf({
        'Page de garde': [['Facture'], ['Date', 'Total'], [day, 2]],
        Détail: [['Identité SA'], [], [], header, [refOf(1), 'ACME', day, '2.00']],
      });
    const first = await upload(app, finance, await file('2026-03-10'), 'a.xlsx');
    const place = { sheet: 'Détail', headerRow: 4 };
    const mapping = { columns: { refId: 'Réf', amount: 'Prix net' }, currency: 'CHF', ...place };
    const input = { fileId: first.body.id, supplier: 'Identité SA', number: '1', period: '2026-03', mapping };
    expect((await finance.post('/api/invoices', input)).body).toMatchObject({ lines: 1 });
    const next = await upload(app, finance, await file('2026-04-10'), 'b.xlsx');
    expect(next.body).toMatchObject({ ...place, headers: header });
    expect(next.body.remembered).toContainEqual(
      expect.objectContaining({ supplier: 'Identité SA', same: true }),
    );
  });
});
