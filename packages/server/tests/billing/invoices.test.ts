import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../http/app-fixture.ts';
import {
  type BillingFixture,
  bytesOf,
  PERSON,
  refOf,
  startBilling,
  type TestOrder,
} from './billing-fixture.ts';
import { COLUMNS, csv, importFile, upload } from './invoice-fixture.ts';

function done(n: number, externalId: string | null, day: string): TestOrder {
  const at = `${day}T10:00:00Z`;
  return { n, externalId, at, went: [['terminated', at]] };
}

const HEADER = ['Ref ID', 'Customer', 'Date', 'Amount', 'Text'];
const LINES = [
  [refOf(1), 'ACME', '10.03.2026', '2.50', 'video'],
  [refOf(2).toUpperCase(), 'ACME', '11.03.2026', '2.75', 'video'],
  [refOf(3), 'BETA', '12.03.2026', '9.00', 'video'],
  [refOf(1), 'ACME', '10.03.2026', '2.50', 'again'],
  [refOf(5), 'ACME', '02.04.2026', '2.50', 'April'],
  ['99999999-0000-4000-8000-000000000000', 'NOBODY', '12.03.2026', '2.50', ''],
  ['99999999-0000-4000-8000-000000000001', 'ACME', '12.03.2026', '2.50', ''],
  ['', 'BETA', '15.03.2026', '2.50', `call ${PERSON.msisdn} or ${PERSON.email}`],
  [refOf(7), 'ACME', '16.03.2026', '2.50', 'never ended'],
];

describe('reconciling an invoice', () => {
  let app: BillingFixture;
  let finance: Caller;
  let admin: Caller;
  let id = 0;
  const columns = { ...COLUMNS, text: 'Text' };
  const file = csv([HEADER, ...LINES]);

  beforeAll(async () => {
    app = await startBilling('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
    admin = await app.as('admin');
    await admin.post('/api/prices', {
      validFrom: '2026-01-01',
      currency: 'CHF',
      tiers: [{ upTo: null, unitMinor: 250 }],
    });
    await app.orders([
      done(1, 'ACME', '2026-03-10'),
      done(2, 'ACME', '2026-03-11'),
      done(3, 'BETA', '2026-03-12'),
      done(4, 'BETA', '2026-03-15'),
      done(5, 'ACME', '2026-04-02'),
      done(6, 'ACME', '2026-03-20'),
      { n: 7, externalId: 'ACME', at: '2026-03-16T10:00:00Z' },
    ]);
  });
  afterAll(() => app.close());

  const lines = async (filter: object = {}) => {
    const query = `filter=${encodeURIComponent(JSON.stringify(filter))}&range=[0,99]`;
    const answer = await finance.get(`/api/invoices/${id}/lines?${query}`);
    expect(answer.status, answer.text).toBe(200);
    return answer.body as Record<string, unknown>[];
  };

  it('looks at the file first: headers, a sample, a guess of the columns', async () => {
    const { status, body } = await upload(app, finance, file);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      fileName: 'invoice.csv',
      headers: HEADER,
      guess: { refId: 'Ref ID', externalId: 'Customer', date: 'Date', amount: 'Amount', text: 'Text' },
      remembered: [],
      duplicateOf: null,
    });
    expect(body.sample).toHaveLength(LINES.length);
    expect((await finance.get(`/api/invoice-files/${body.id}/progress`)).body).toBeNull();
    const support = await app.as('support');
    expect((await upload(app, support, file)).status).toBe(403);
    const stolen = await admin.post('/api/invoices', {
      fileId: body.id,
      supplier: 'S',
      number: '1',
      period: '2026-03',
      mapping: { columns, currency: 'CHF' },
    });
    expect(stolen.status).toBe(404);
  });

  it('puts every line in one class, with reasons, within the tolerance', async () => {
    const answer = await importFile(app, finance, file, { columns, toleranceMinor: 25 });
    expect(answer.status, answer.text).toBe(201);
    id = answer.body.id;
    expect(answer.body).toMatchObject({
      lines: 9,
      sumMinor: 2925,
      supplier: 'Swisscom',
      uploadedBy: 'finance',
    });
    const found = (await lines()).map((row) => [row.line, row.class, row.ourRefId, row.expectedMinor]);
    expect(found).toEqual([
      [2, 'matched', refOf(1), 250],
      [3, 'matched', refOf(2), 250],
      [4, 'amount_differs', refOf(3), 250],
      [5, 'duplicate', refOf(1), 0],
      [6, 'wrong_period', refOf(5), 0],
      [7, 'unknown_external_id', null, 0],
      [8, 'invoice_only', null, 0],
      [9, 'matched', refOf(4), 250],
      [10, 'invoice_only', refOf(7), 0],
      [null, 'ours_only', refOf(6), 250],
    ]);
    const [byDay] = await lines({ ourRefId: refOf(4) });
    expect(byDay?.reasons).toEqual(['external_id_and_day']);
    const [pending] = await lines({ ourRefId: refOf(7) });
    expect(pending?.reasons).toEqual(['ref_id', 'not_billable']);
    const counts = Object.fromEntries(
      answer.body.classes.map((each: { class: string; count: number }) => [each.class, each.count]),
    );
    expect(counts).toEqual({
      matched: 3,
      amount_differs: 1,
      not_checked: 0,
      duplicate: 1,
      wrong_period: 1,
      unknown_external_id: 1,
      invoice_only: 2,
      credit: 0,
      fee: 0,
      total: 0,
      ours_only: 1,
    });
    const invoiced = answer.body.classes.reduce(
      (sum: number, each: { invoicedMinor: number }) => sum + each.invoicedMinor,
      0,
    );
    expect(invoiced).toBe(2925);
  });

  it('says of each line what is asked back; lines, invoice and dispute file have one sum', async () => {
    const sums = async () => {
      const all = await lines();
      const invoice = (await finance.get(`/api/invoices/${id}`)).body;
      const file = (await finance.get(`/api/invoices/${id}/dispute.csv`)).text.trim().split('\r\n');
      const column = (file[0] ?? '').split(',').indexOf('Difference');
      const told = file.slice(1).map((row) => Math.round(Number(row.split(',')[column]) * 100));
      const sum = (amounts: unknown[]) =>
        amounts.reduce<number>((total, each) => total + Number(each ?? 0), 0);
      return {
        lines: sum(all.map((row) => row.differenceMinor)),
        invoice: invoice.differenceMinor,
        classes: sum(invoice.classes.map((each: { differenceMinor: number }) => each.differenceMinor)),
        rows: sum(told.slice(0, -1)),
        total: told.at(-1),
      };
    };
    const owed = 5 * 250;
    const asked = 2925 - owed;
    expect(await sums()).toEqual({ lines: asked, invoice: asked, classes: asked, rows: asked, total: asked });
    const [differs] = await lines({ class: 'amount_differs' });
    await finance.post(`/api/invoices/${id}/dispositions`, { lines: [differs?.id], disposition: 'accepted' });
    const rest = asked - 650;
    expect(await sums()).toEqual({ lines: rest, invoice: rest, classes: rest, rows: rest, total: rest });
    await finance.post(`/api/invoices/${id}/dispositions`, { lines: [differs?.id], disposition: 'open' });
  });

  it('keeps telephone numbers and mail addresses out of what it stores', async () => {
    const all = JSON.stringify(await lines());
    expect(all).toContain('call …');
    expect(all).not.toContain(PERSON.msisdn);
    expect(all).not.toContain(PERSON.email);
  });

  it('leads from a line to the order to its calls, and back to the line', async () => {
    const [line] = await lines({ class: 'amount_differs' });
    const order = await finance.get(`/api/orders/${line?.ourRefId}`);
    expect(order.status).toBe(200);
    expect((await finance.get(`/api/calls?filter={"refId":"${line?.ourRefId}"}`)).status).toBe(200);
    const back = (await finance.get(`/api/usage/orders/${line?.ourRefId}`)).body;
    expect(back.invoiceLines).toEqual([
      expect.objectContaining({ invoiceId: id, number: 'R-1', line: 4, class: 'amount_differs' }),
    ]);
  });

  it('remembers the columns of the supplier, and forgets them when told', async () => {
    const { body } = await upload(app, finance, `${file}\r\n${LINES[0]?.join(',')}`);
    expect(body.remembered).toEqual([
      { supplier: 'Swisscom', same: true, mapping: expect.objectContaining({ columns, currency: 'CHF' }) },
    ]);
    expect((await finance.get('/api/invoice-mappings')).body).toEqual([
      expect.objectContaining({ id: 'Swisscom', changedBy: 'finance' }),
    ]);
    expect((await finance.delete('/api/invoice-mappings/Swisscom')).status).toBe(200);
    expect((await finance.delete('/api/invoice-mappings/Swisscom')).status).toBe(404);
    expect((await finance.get('/api/invoice-mappings')).body).toEqual([]);
  });

  it('refuses the same file and the same number a second time', async () => {
    const again = await importFile(app, finance, file, { columns, number: 'R-2' });
    expect([again.status, again.body.code, again.body.invoice]).toEqual([409, 'same_file', id]);
    expect(again.body.detail).toMatch(/imported before, as invoice/);
    const { body } = await upload(app, finance, file);
    expect(body.duplicateOf).toBe(id);
    const number = await importFile(app, finance, csv([HEADER, ...LINES.slice(1)]), { columns });
    expect([number.status, number.body.code]).toEqual([409, 'same_number']);
    expect((await finance.get('/api/invoices')).body).toHaveLength(1);
  });

  it('takes dispositions with notes by line and by class, and writes the dispute file', async () => {
    const [differs] = await lines({ class: 'amount_differs' });
    const one = await finance.post(`/api/invoices/${id}/dispositions`, {
      lines: [differs?.id],
      disposition: 'disputed',
      note: 'price is 2.50',
    });
    expect(one.status, one.text).toBe(200);
    const many = await finance.post(`/api/invoices/${id}/dispositions`, {
      class: 'duplicate',
      disposition: 'disputed',
    });
    expect(many.body.open).toBe(5);
    expect(await lines({ class: 'amount_differs' })).toEqual([
      expect.objectContaining({ disposition: 'disputed', note: 'price is 2.50', decidedBy: 'finance' }),
    ]);
    expect((await finance.post(`/api/invoices/${id}/dispositions`, { disposition: 'accepted' })).status).toBe(
      400,
    );
    const dispute = await finance.get(`/api/invoices/${id}/dispute.csv`);
    expect(dispute.headers['content-disposition']).toContain('dispute-Swisscom-R-1.csv');
    const rows = dispute.text.split('\r\n');
    expect(rows[0]).toBe(
      '\ufeffSupplier,Invoice,Month,Line,Class,Ref ID,Order ID,External ID,Day,Method,Quantity,Unit price,Our quantity,Invoiced,Expected,Difference,Currency,Our month,Earlier line,Earlier invoice,Note',
    );
    expect(rows).toContain(
      `Swisscom,R-1,2026-03,4,Amount differs,${refOf(3)},,BETA,2026-03-12,,,,,9.00,2.50,6.50,CHF,2026-03,,,price is 2.50`,
    );
    expect(rows).toContain(
      `Swisscom,R-1,2026-03,5,Charged twice,${refOf(1)},,ACME,2026-03-10,,,,,2.50,0.00,2.50,CHF,2026-03,2,,`,
    );
    expect(rows.at(-2)).toBe('Swisscom,R-1,2026-03,,Total,,,,,,,,,24.25,7.50,16.75,CHF,,,,');
    const german = await finance.get(`/api/invoices/${id}/dispute.csv?lang=de`);
    expect(german.text).toContain(`;4;Betrag weicht ab;${refOf(3)};;BETA;2026-03-12;;;;;9,00;2,50;6,50;CHF`);
    const sheet = await finance.get(`/api/invoices/${id}/dispute.xlsx`).buffer(true).parse(bytesOf);
    expect((sheet.body as Buffer).subarray(0, 2).toString()).toBe('PK');
    const log = await admin.get('/api/audit?range=[0,99]&sort=["id","DESC"]');
    const actions = log.body.map((entry: { action: string }) => entry.action);
    for (const action of ['upload', 'disposition', 'export'])
      expect(actions).toContain(`billing.invoice.${action}`);
  });

  it('reconciles again with what is known now; decisions stay where the finding does', async () => {
    await app.orders([{ ...done(8, 'BETA', '2026-03-18') }]);
    const again = await finance.post(`/api/invoices/${id}/reconcile`);
    expect(again.status, again.text).toBe(200);
    expect(again.body).toMatchObject({ lines: 9, sumMinor: 2925, decisionsDropped: 0 });
    expect((await lines({ class: 'ours_only' })).map((row) => row.ourRefId).sort()).toEqual([
      refOf(6),
      refOf(8),
    ]);
    expect(await lines({ class: 'amount_differs' })).toEqual([
      expect.objectContaining({ disposition: 'disputed', note: 'price is 2.50' }),
    ]);
    expect((await finance.get(`/api/invoices/${id}/progress`)).body).toBeNull();
  });

  it('knows what an earlier invoice charged, unless it was disputed there', async () => {
    const clean = csv([HEADER, ...[LINES[1], LINES[2]].map((line) => line ?? [])]);
    const second = await importFile(app, finance, clean, { columns, number: 'R-3', toleranceMinor: 25 });
    expect(second.status, second.text).toBe(201);
    const query = `filter=${encodeURIComponent('{"class":["duplicate","amount_differs"]}')}`;
    const found = (await finance.get(`/api/invoices/${second.body.id}/lines?${query}`)).body;
    expect(
      found.map((row: { class: string; earlierInvoice: number }) => [row.class, row.earlierInvoice]),
    ).toEqual([
      ['duplicate', id],
      ['amount_differs', null],
    ]);
    expect((await finance.delete(`/api/invoices/${second.body.id}`)).status).toBe(200);
    expect((await finance.get(`/api/invoices/${second.body.id}`)).status).toBe(404);
  });

  it('opens a line again where the amount or the month that was decided on is another now', async () => {
    const decide = (body: object) => finance.post(`/api/invoices/${id}/dispositions`, body);
    await decide({ class: 'unknown_external_id', disposition: 'disputed' });
    await decide({ class: 'ours_only', disposition: 'accepted' });
    const [price] = (await admin.get('/api/prices')).body;
    const { id: priceId, changedAt: _, changedBy: __, ...was } = price;
    const priced = (unitMinor: number) =>
      admin.put(`/api/prices/${priceId}`, { ...was, tiers: [{ upTo: null, unitMinor }] });
    const changed = await priced(300);
    expect(changed.status, changed.text).toBe(200);
    const dispositions = async () => {
      const rows = await lines();
      const of = (name: string) => rows.filter((row) => row.class === name).map((row) => row.disposition);
      return ['amount_differs', 'ours_only', 'duplicate', 'unknown_external_id'].map((name) => [
        ...new Set(of(name)),
      ]);
    };
    const accepted = (await lines({ class: 'ours_only' })).length;
    const again = await finance.post(`/api/invoices/${id}/reconcile`);
    // Those about an order that no line charges, and the one about an amount.
    expect([again.status, again.body.decisionsDropped]).toEqual([200, accepted + 1]);
    expect(await dispositions()).toEqual([['open'], ['open'], ['disputed'], ['disputed']]);
    expect((await priced(250)).status).toBe(200);
    const move = (period: string) => finance.patch(`/api/invoices/${id}`, { period });
    const moves = [await move('2026-04'), await move('2026-03')];
    expect(moves.map(({ status, body }) => [status, body.decisionsDropped])).toEqual([
      [200, 1],
      [200, 0],
    ]);
    expect((await dispositions()).slice(2)).toEqual([['disputed'], ['open']]);
  });

  it('keeps a note of an open line with the line, and says where the line is gone', async () => {
    const decide = (body: object) => finance.post(`/api/invoices/${id}/dispositions`, body);
    const noteOf = async (name: string) =>
      (await lines({ class: name })).map((row) => [row.disposition, row.note]);
    await decide({ class: 'amount_differs', disposition: 'open', note: 'ask them' });
    await decide({ class: 'ours_only', disposition: 'open', note: 'where is it?' });
    const [price] = (await admin.get('/api/prices')).body;
    const { id: priceId, changedAt: _, changedBy: __, ...was } = price;
    const priced = (unitMinor: number) =>
      admin.put(`/api/prices/${priceId}`, { ...was, tiers: [{ upTo: null, unitMinor }] });
    expect((await priced(260)).status).toBe(200);
    const again = await finance.post(`/api/invoices/${id}/reconcile`);
    expect([again.status, again.body.decisionsDropped]).toEqual([200, 0]);
    expect(await noteOf('amount_differs')).toEqual([['open', 'ask them']]);
    expect(new Set((await noteOf('ours_only')).flat())).toEqual(new Set(['open', 'where is it?']));
    expect((await priced(250)).status).toBe(200);
    const gone = (await noteOf('ours_only')).length;
    const move = (period: string) => finance.patch(`/api/invoices/${id}`, { period });
    const moves = [await move('2026-04'), await move('2026-03')];
    expect(moves.map(({ status, body }) => [status, body.decisionsDropped])).toEqual([
      [200, gone],
      [200, 0],
    ]);
    expect(await noteOf('amount_differs')).toEqual([['open', 'ask them']]);
    expect(new Set((await noteOf('ours_only')).flat())).toEqual(new Set(['open', null]));
  });

  it('counts open lines on the check list of the month', async () => {
    const { body } = await finance.get('/api/periods/2026-03/close');
    expect(body.openInvoiceLines).toBe((await finance.get(`/api/invoices/${id}`)).body.open);
    expect(body.unresolved.map((each: { code: string }) => each.code)).toContain('open_invoice_lines');
  });
});
