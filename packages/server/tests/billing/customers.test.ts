import type { MonthExportView } from '@srs-desk/shared/billing/wire.ts';
import { unzipSync } from 'fflate';
import iconv from 'iconv-lite';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginMonthExport, stopMonthExport } from '../../src/features/billing/statements/month-exports.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { type Caller, PASSWORD } from '../http/app-fixture.ts';
import { until } from '../sync/desk-fixture.ts';
import { type BillingFixture, bytesOf, startBilling, type TestOrder } from './billing-fixture.ts';
import { xlsxOf } from './invoice-form-files.ts';
import { sheetText } from './sheet-text.ts';

function done(n: number, externalId: string | null, day: string, method?: string): TestOrder {
  const at = `${day}T10:00:00Z`;
  const order = { n, externalId, at, went: [['terminated', at] as ['terminated', string]], verifiedAt: at };
  return method === undefined ? order : { ...order, method };
}

describe('customers of closed months', () => {
  let app: BillingFixture;
  let finance: Caller;
  let admin: Caller;
  beforeAll(async () => {
    app = await startBilling('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
    admin = await app.as('admin');
    const price = { validFrom: '2026-01-01', currency: 'CHF' };
    await admin.post('/api/prices', { ...price, tiers: [{ upTo: null, unitMinor: 250 }] });
    await admin.post('/api/prices', {
      ...price,
      list: 'supplier',
      tiers: [
        { upTo: 2, unitMinor: 200 },
        { upTo: null, unitMinor: 101 },
      ],
    });
    await app.orders([
      done(1, 'ACME', '2026-03-10'),
      done(2, 'ACME', '2026-03-11'),
      done(3, 'BETA', '2026-03-12'),
      done(4, null, '2026-03-13'),
      { n: 5, externalId: 'ACME', at: '2026-03-14T10:00:00Z' },
    ]);
  });
  afterAll(() => app.close());

  const close = async () => {
    const { unresolved } = (await finance.get('/api/periods/2026-03/close')).body;
    const acknowledge = unresolved.map((each: { code: string }) => each.code);
    expect((await finance.post('/api/periods/2026-03/close', { acknowledge })).status).toBe(200);
  };
  const zip = async () =>
    (await finance.get('/api/statements/all.zip?period=2026-03').buffer(true).parse(bytesOf)).body as Buffer;
  const accounting = (format: string) => finance.get(`/api/accounting.csv?period=2026-03&format=${format}`);

  it('lists who is billed and missing in the register, and takes a file in whole or not at all', async () => {
    const before = (await finance.get('/api/customers')).body;
    expect(before.map((row: { id: string; registered: boolean }) => [row.id, row.registered])).toEqual([
      ['ACME', false],
      ['BETA', false],
    ]);
    const support = await app.as('support');
    expect((await support.get('/api/customers')).status).toBe(403);
    const send = (text: string) =>
      request(app.server)
        .post('/api/customers/import')
        .set('cookie', finance.cookie)
        .set('x-requested-with', 'srs-desk')
        .type('text/csv')
        .send(text);
    const bad = await send('externalId,debtorNumber,vat\nACME,10042,standard\nBETA,10043,some\n');
    expect([bad.status, bad.text]).toEqual([
      400,
      expect.stringMatching(/line 3, vat: must be one of standard, /),
    ]);
    expect((await send('name\nAcme\n')).status).toBe(400);
    const taken = await send(
      'externalId;debtorNumber;name;address;language;costCentre\nACME;10042;Acme Müller AG;"Weg 1\n8000 Zürich";de;42\n',
    );
    expect([taken.status, taken.body]).toEqual([200, { customers: 1 }]);
    const put = await finance.put('/api/customers/BETA').send({ name: 'Beta', vat: 'exempt' });
    expect(put.body).toMatchObject({ name: 'Beta', vat: 'exempt', registered: true, changedBy: 'finance' });
    const csv = (await finance.get('/api/customers.csv')).text;
    expect(csv).toContain('externalId,debtorNumber,name,address,language,costCentre,vat');
    expect(csv).toContain('ACME,10042,Acme Müller AG');
    const again = await send(csv);
    expect([again.status, again.body]).toEqual([200, { customers: 2 }]);
  });

  it('leaves what a file has no column for as it is, and says what was changed', async () => {
    const send = (file: string | Buffer, type = 'text/csv') =>
      request(app.server)
        .post('/api/customers/import')
        .set('cookie', finance.cookie)
        .set('x-requested-with', 'srs-desk')
        .type(type)
        .send(file);
    const kept = (await finance.get('/api/customers/ACME')).body;
    await finance
      .put('/api/customers/GAMMA')
      .send({ name: 'Gamma', address: 'Weg 3', vat: 'reverse_charge' });
    const file = 'externalId,debtorNumber,name,vat\nACME,10042,Acme Müller AG,\nGAMMA,7,,\nDELTA,,Delta,\n';
    expect((await send(file)).body).toEqual({ customers: 3 });
    const read = async (id: string) => (await finance.get(`/api/customers/${id}`)).body;
    expect(await read('ACME')).toEqual({ ...kept, changedAt: expect.any(String) });
    expect(await read('GAMMA')).toMatchObject({
      debtorNumber: '7',
      name: null,
      address: 'Weg 3',
      vat: 'reverse_charge',
    });
    expect(await read('DELTA')).toMatchObject({ name: 'Delta', debtorNumber: null, vat: 'standard' });
    const told = await admin.get('/api/audit?filter={"action":"billing.customer.update"}');
    const ofGamma = told.body.find(({ externalId }: { externalId: string }) => externalId === 'GAMMA');
    expect(ofGamma).toMatchObject({
      detail: {
        before: { name: 'Gamma', debtorNumber: null, vat: 'reverse_charge' },
        after: { name: null, debtorNumber: '7', address: 'Weg 3', vat: 'reverse_charge' },
      },
    });

    const long = await xlsxOf({
      Kunden: [
        ['externalId', 'name'],
        [Number('123456789012345678'), 'Acme'],
      ],
    });
    const refused = await send(long, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringMatching(/line 2, externalId: has more than 15 digits and Excel has rounded it/),
    ]);
    for (const id of ['GAMMA', 'DELTA'])
      expect((await finance.delete(`/api/customers/${id}`)).status).toBe(200);
  });

  it('numbers the statements of a closed month without gaps, the same bytes each time', async () => {
    expect(Object.keys(unzipSync(await zip()))).toContain('statement-ACME-2026-03.pdf');
    expect((await accounting('plain')).status).toBe(409);
    await close();
    const first = await zip();
    app.setClock('2026-04-20T10:10:00Z');
    expect((await zip()).equals(first)).toBe(true);
    expect(Object.keys(unzipSync(first)).sort()).toEqual([
      '2026-03-0001-none.pdf',
      '2026-03-0001-none.xlsx',
      '2026-03-0002-ACME.pdf',
      '2026-03-0002-ACME.xlsx',
      '2026-03-0003-BETA.pdf',
      '2026-03-0003-BETA.xlsx',
    ]);
  });

  it('makes the same ZIP in the background, says how far it has come, and gives it to whoever began it', async () => {
    const begun = await finance.post('/api/statement-exports', { period: '2026-03' });
    expect([begun.status, begun.body.period]).toEqual([201, '2026-03']);
    const path = `/api/statement-exports/${begun.body.id}`;
    const look = async (): Promise<MonthExportView> => (await finance.get(path)).body;
    await until('the ZIP is made', async () => (await look()).state !== 'running');
    const seen = await look();
    expect(seen).toMatchObject({ state: 'done', done: 3, of: 3 });
    const taken = async () =>
      (await finance.get(`${path}/all.zip`).buffer(true).parse(bytesOf)).body as Buffer;
    expect([(await taken()).equals(await zip()), (await taken()).length]).toEqual([true, seen.bytes]);
    expect((await finance.get('/api/statement-exports')).body.map(({ id }: MonthExportView) => id)).toContain(
      seen.id,
    );
    expect((await admin.get(path)).status).toBe(404);
    expect((await finance.post(`${path}/stop`)).body.state).toBe('done');
    const exported = await admin.get('/api/audit?filter={"action":"billing.statement.export"}');
    expect(exported.body[0].detail).toMatchObject({ format: 'zip', statements: 3 });
  });

  it('stops a ZIP that is being made, and begins no second one of its user', async () => {
    const who: Principal = {
      kind: 'user',
      name: 'finance',
      role: 'finance',
      actor: 'user:finance',
      origin: 'user',
    };
    const { id } = beginMonthExport(app.desk, who, '2026-03', 'de');
    const joined = beginMonthExport(app.desk, who, '2026-03', 'de');
    expect(() => beginMonthExport(app.desk, who, '2026-03', 'en')).toThrow('Another export of yours');
    const stopped = await stopMonthExport(app.desk, who, id);
    expect([joined.id, stopped.state]).toEqual([id, 'stopped']);
    expect((await finance.get(`/api/statement-exports/${id}/all.zip`)).body.code).toBe('export_stopped');
  });

  it('writes a line per customer for accounting: plain, bexio, DATEV', async () => {
    const arranged = { revenueAccount: '3400', receivableAccount: '1100', vatCode: 'UN81', exemptCode: 'UF' };
    expect((await finance.put('/api/accounting').send(arranged)).status).toBe(200);
    const plain = (await accounting('plain')).text.trim().split('\r\n');
    expect(plain).toEqual([
      'period,number,date,externalId,debtorNumber,name,costCentre,debit,credit,currency,amount,basis,net,vatRate,vat,rounding,vatCode,text',
      '2026-03,2026-03-0001,2026-03-31,,,,,1100,3400,CHF,2.50,excl_vat,2.50,,,,UN81,SRS 2026-03',
      '2026-03,2026-03-0002,2026-03-31,ACME,10042,Acme Müller AG,42,1100,3400,CHF,5.00,excl_vat,5.00,,,,UN81,SRS 2026-03 Acme Müller AG',
      '2026-03,2026-03-0003,2026-03-31,BETA,,Beta,,1100,3400,CHF,2.50,incl_vat,2.50,0,0.00,0.00,UF,SRS 2026-03 Beta',
    ]);
    expect((await accounting('bexio')).text).toContain(
      '2026-03-31,2026-03-0002,SRS 2026-03 Acme Müller AG,1100,3400,5.00,CHF,UN81',
    );
    const odd = { name: 'Beta', vat: 'exempt', debtorNumber: 'D;"7"' };
    expect((await finance.put('/api/customers/BETA').send(odd)).status).toBe(200);
    const answer = await finance
      .get('/api/accounting.csv?period=2026-03&format=datev')
      .buffer(true)
      .parse(bytesOf);
    expect(answer.headers['content-disposition']).toContain('EXTF_Buchungsstapel-2026-03.csv');
    const datev = iconv.decode(answer.body as Buffer, 'windows1252').split('\r\n');
    expect(datev[0]).toMatch(
      /^"EXTF";700;21;"Buchungsstapel";13;\d{17};;"";"";"";0;0;20260101;4;20260301;20260331;/,
    );
    expect(datev[0]?.split(';')).toHaveLength(31);
    const columns = datev[1]?.split(';') ?? [];
    expect([columns[0], columns[36]]).toEqual(['Umsatz (ohne Soll/Haben-Kz)', 'KOST1 - Kostenstelle']);
    const row = datev[3]?.split(';') ?? [];
    expect(row).toHaveLength(columns.length);
    expect(row.slice(0, 11)).toEqual([
      '5,00',
      '"S"',
      '"CHF"',
      '',
      '',
      '',
      '10042',
      '3400',
      // No rate is known: the amount has no tax in it that a code could take out.
      '""',
      '3103',
      '"2026-03-0002"',
    ]);
    expect([row[13], row[36]]).toEqual(['"SRS Acme Müller AG"', '"42"']);
    expect(datev[4]).toContain(';"D;""7""";3400;');
  });

  it('keeps the number and counts the version when the month is closed anew', async () => {
    await admin.post('/api/session/reauthenticate').send({ password: PASSWORD });
    const reopened = await admin.post('/api/periods/2026-03/reopen').send({ reason: 'a late order' });
    expect(reopened.status, reopened.text).toBe(200);
    // A rate is known by now, but not that of the month.
    const vatRates = [{ from: '2026-04', basisPoints: 810, code: '' }];
    const issuer = { name: '', address: '', vatNumber: '', vatRates, roundToFive: false };
    expect((await admin.put('/api/settings/statements.issuer').send({ value: issuer })).status).toBe(200);
    await close();
    expect(Object.keys(unzipSync(await zip()))).toContain('2026-03-0002-v2-ACME.pdf');
    const plain = (await accounting('plain')).text;
    expect(plain).toContain('2026-03-0003-v2');
    expect(plain).toContain('5.00,excl_vat,5.00,,,,,SRS 2026-03 Acme');
    expect((await accounting('bexio')).text).toContain('Acme Müller AG,1100,3400,5.00,CHF,\r\n');
  });

  it('takes the cost from the revenue, its tiers divided to the cent', async () => {
    const margin = (await finance.get('/api/margin?from=2026-03&to=2026-03&groupBy=externalId')).body;
    // Four orders cost the supplier's 200, 200, 101 and 101.
    expect(
      margin.map((row: Record<string, unknown>) => [
        row.externalId,
        row.revenueMinor,
        row.costMinor,
        row.marginMinor,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['ACME', 500, 301, 199],
        ['BETA', 250, expect.any(Number), expect.any(Number)],
      ]),
    );
    const sum = (of: string) =>
      margin.reduce((total: number, row: Record<string, number>) => total + (row[of] ?? 0), 0);
    expect([sum('revenueMinor'), sum('costMinor'), sum('marginMinor')]).toEqual([1000, 602, 398]);
    expect(margin.every((row: { final: boolean }) => row.final)).toBe(true);
    expect(margin.map((row: { currency: string | null }) => row.currency)).not.toContain(null);
    const query = 'from=2026-03&to=2026-03&groupBy=externalId,period,method&lang=de';
    const file = (await finance.get(`/api/margin.csv?${query}`)).text;
    expect(file).toContain('Ohne Preis;Ohne Lieferantenpreis;Währung;Erlös;Kosten;Marge;Stand');
    expect(file).toContain(';2;0;0;CHF;5,00;3,01;1,99;abgeschlossen');
    const workbook = await finance.get(`/api/margin.xlsx?${query}`).buffer(true).parse(bytesOf);
    const sheet = await sheetText(workbook.body as Buffer);
    for (const cell of ['Marge', 'Ohne Lieferantenpreis', 'abgeschlossen']) expect(sheet).toContain(cell);
    const [month] = (await finance.get('/api/margin?from=2026-03&to=2026-03&groupBy=period')).body;
    expect(month).toMatchObject({ period: '2026-03', billable: 4, costMinor: 602, marginMinor: 398 });

    // Who is billed as somebody else since stays what it was in a closed month, with what it cost.
    const alias = { raw: 'ACME', canonical: 'BETA' };
    const { confirm } = (await admin.post('/api/aliases', alias)).body;
    expect((await admin.post(`/api/aliases?confirm=${confirm}`, alias)).status).toBe(201);
    expect((await finance.get('/api/margin?from=2026-03&to=2026-03&groupBy=externalId')).body).toEqual(
      margin,
    );
    const undone = (await admin.delete('/api/aliases/ACME')).body.confirm;
    expect((await admin.delete(`/api/aliases/ACME?confirm=${undone}`)).status).toBe(200);
  });

  it('forecasts revenue and cost of the running month, spread over the days as they were billable', async () => {
    const daily = Array.from({ length: 19 }, (_, at) => {
      const day = new Date(Date.UTC(2026, 3, 1 + at)).toISOString().slice(0, 10);
      return done(100 + at, 'DAILY', day);
    });
    await app.orders(daily);
    const forecast = (await finance.get('/api/margin/forecast?externalId=DAILY')).body;
    expect(forecast).toMatchObject({
      period: '2026-04',
      revenue: [{ currency: 'CHF', forecast: true, soFar: 19 * 250 }],
      cost: [{ currency: 'CHF', forecast: true }],
    });
    const [revenue] = forecast.revenue;
    // Eleven days are left, an order a day.
    expect(Math.abs(revenue.expected - 30 * 250)).toBeLessThan(250);
    expect(revenue.low).toBeLessThanOrEqual(revenue.expected);
    expect(revenue.high).toBeGreaterThanOrEqual(revenue.expected);
    const all = (await finance.get('/api/margin/forecast')).body;
    expect(all.revenue[0].soFar).toBe(revenue.soFar);
  });

  it('gives each customer a file of its own in the ZIP, however alike their names are as file names', async () => {
    const customers = ['ACME 1', 'ACME_1', 'acme_1', 'Мир', 'Дар', 'ACME_1-2026-02-2'];
    await app.orders(customers.map((externalId, at) => done(200 + at, externalId, '2026-02-10')));
    const month = await finance.get('/api/statements/all.zip?period=2026-02').buffer(true).parse(bytesOf);
    const names = Object.keys(unzipSync(month.body as Buffer));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(customers.length * 2);
    const kinds = ['pdf', 'xlsx'].flatMap((kind) => ['', '-2', '-3'].map((more) => `2026-02${more}.${kind}`));
    for (const kind of kinds) expect(names.some((name) => name.endsWith(kind))).toBe(true);
    const of = (kind: string) =>
      names.flatMap((name) => (name.endsWith(kind) ? [name.slice(0, -kind.length)] : []));
    expect(of('.pdf').sort()).toEqual(of('.xlsx').sort());
  });

  it('takes back its own file where an External ID ends with a blank', async () => {
    await app.orders([done(900, 'ACME ', '2026-04-10')]);
    const send = (text: string) =>
      request(app.server)
        .post('/api/customers/import')
        .set('cookie', finance.cookie)
        .set('x-requested-with', 'srs-desk')
        .type('text/csv')
        .send(text);
    const before = (await finance.get('/api/customers')).body;
    const csv = (await finance.get('/api/customers.csv')).text;
    expect((await send(csv)).body).toEqual({ customers: before.length });
    expect((await send('externalId,name\nACME ,Another\n BETA ,Beta\n')).body).toEqual({ customers: 2 });
    const name = async (id: string) =>
      (await finance.get(`/api/customers/${encodeURIComponent(id)}`)).body.name;
    const names = await Promise.all(['ACME', 'ACME ', 'BETA'].map(name));
    expect(names).toEqual(['Acme Müller AG', 'Another', 'Beta']);
    const put = await finance.put('/api/customers/ACME%20', { name: 'Again' });
    expect(put.body).toMatchObject({ id: 'ACME ', name: 'Again' });
    expect((await finance.get('/api/customers')).body).toHaveLength(before.length);
  });
});
