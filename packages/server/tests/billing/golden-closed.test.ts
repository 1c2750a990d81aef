import { unzipSync } from 'fflate';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, PASSWORD } from '../http/app-fixture.ts';
import { type BillingFixture, bytesOf, startBilling, type TestOrder, tell } from './billing-fixture.ts';
import { logoPng, putLogo } from './logo-fixture.ts';
import { pdfText } from './pdf-text.ts';
import { sheetText } from './sheet-text.ts';

const LONG_ORDER_ID = 'TM-2026-03-0000000000000000-7f3c9b5e4d2a4c1e9a7b6f5d4c3b2a19-ORDER';
const LONG_METHOD = 'Identification by video call with an agent, at the counter of a partner bank';

function done(n: number, externalId: string, day: string, more: Partial<TestOrder> = {}): TestOrder {
  const at = `${day}T10:00:00Z`;
  return { n, externalId, at, went: [['terminated', at]], verifiedAt: at, ...more };
}

const LATE: TestOrder = { n: 9, externalId: 'ACME', at: '2026-02-27T09:00:00Z' };

describe('statements and accounting files of a closed month, against golden ones', () => {
  let app: BillingFixture;
  let finance: Caller;
  let admin: Caller;
  const close = async (period: string) => {
    const { unresolved } = (await finance.get(`/api/periods/${period}/close`)).body;
    const acknowledge = unresolved.map((each: { code: string }) => each.code);
    const closed = await finance.post(`/api/periods/${period}/close`, { acknowledge });
    expect(closed.status, closed.text).toBe(200);
  };
  const bytes = async (path: string): Promise<Buffer> => {
    const answer = await finance.get(path).buffer(true).parse(bytesOf);
    expect(answer.status).toBe(200);
    return answer.body as Buffer;
  };
  const issuer = {
    name: 'Ident Services AG',
    address: 'Bahnhofstrasse 1\n8001 Zürich',
    vatNumber: 'CHE-123.456.789 MWST',
    vatRates: [
      { from: '2018-01', basisPoints: 770, code: 'UN77' },
      { from: '2026-03', basisPoints: 810, code: 'UN81' },
    ],
    roundToFive: true,
  };
  beforeAll(async () => {
    app = await startBilling('2026-03-05T10:00:00Z');
    finance = await app.as('finance');
    admin = await app.as('admin');
    const price = (more: object) =>
      admin.post('/api/prices', { validFrom: '2026-01-01', currency: 'CHF', ...more });
    await price({ tiers: [{ upTo: null, unitMinor: 255 }] });
    await price({ method: 'eid', currency: 'EUR', tiers: [{ upTo: null, unitMinor: 80 }] });
    const set = await admin.put('/api/settings/statements.issuer').send({ value: issuer });
    expect(set.status, set.text).toBe(200);
    const put = await putLogo(app, admin, logoPng([0, 90, 180]));
    expect(put.status, put.text).toBe(200);
    const customer = (id: string, more: object) => finance.put(`/api/customers/${id}`).send(more);
    await app.orders([LATE]);
    await close('2026-02');
    await tell(app.desk, LATE, [['terminated', '2026-02-27T10:00:00Z']]);
    await app.orders([
      done(1, 'ACME', '2026-03-10', { orderId: LONG_ORDER_ID, method: LONG_METHOD }),
      done(2, 'ACME', '2026-03-11'),
      done(3, 'Acme ', '2026-03-12'),
      done(4, 'ACME', '2026-03-13', { method: 'eid' }),
      done(5, 'BETA', '2026-03-14'),
      done(6, 'GAMMA', '2026-03-15'),
      done(7, 'DELTA', '2026-03-16'),
    ]);
    await finance.post('/api/aliases', { raw: 'Acme ', canonical: 'ACME' });
    await customer('ACME', {
      debtorNumber: '10042',
      name: 'Acme Müller AG',
      address: 'Weg 1\n8000 Zürich',
      language: 'de',
      costCentre: '42',
    });
    await customer('BETA', { debtorNumber: '10043', name: 'Beta Stiftung', vat: 'exempt' });
    await customer('GAMMA', { debtorNumber: '10044', name: 'Gamma GmbH, Berlin', vat: 'reverse_charge' });
    await finance.put('/api/accounting').send({ vatCode: 'UST', exemptCode: 'UF', reverseChargeCode: 'UEX' });
    app.setClock('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
    admin = await app.as('admin');
    await close('2026-03');
  });
  afterAll(() => app.close());

  describe.each(['en', 'de'])('%s', (lang) => {
    it.each(['ACME', 'BETA', 'GAMMA'])('the statement of %s as CSV, XLSX and PDF', async (externalId) => {
      const asked = `period=2026-03&externalId=${externalId}&lang=${lang}`;
      const name = `golden/closed-${externalId.toLowerCase()}.${lang}`;
      const csv = (await bytes(`/api/statements.csv?${asked}`)).toString('utf8');
      await expect(csv.replaceAll('\r\n', '\n')).toMatchFileSnapshot(`${name}.csv`);
      const sheets = await sheetText(await bytes(`/api/statements.xlsx?${asked}`));
      await expect(sheets).toMatchFileSnapshot(`${name}.xlsx.txt`);
      const pdf = pdfText(await bytes(`/api/statements.pdf?${asked}`));
      await expect(pdf).toMatchFileSnapshot(`${name}.pdf.txt`);
    });
  });

  it('each accounting file, its sums those of the statements', async () => {
    const files = ['plain', 'bexio', 'datev'] as const;
    for (const format of files) {
      const file = await bytes(`/api/accounting.csv?period=2026-03&format=${format}`);
      const text = format === 'datev' ? iconv.decode(file, 'windows1252') : file.toString('utf8');
      // When the month was closed stands in the head of DATEV; the tests' clock makes it.
      await expect(text.replaceAll('\r\n', '\n')).toMatchFileSnapshot(`golden/accounting.${format}.csv`);
    }
    const plain = (await finance.get('/api/accounting.csv?period=2026-03')).text
      .trim()
      .split('\r\n')
      .slice(1);
    const booked = new Map<string, number>();
    for (const cells of plain.map((line) => line.split(','))) {
      const key = `${cells[3]} ${cells[9]}`;
      booked.set(key, (booked.get(key) ?? 0) + Math.round(Number(cells[10]) * 100));
    }
    for (const externalId of ['ACME', 'BETA', 'DELTA']) {
      const statement = await finance.get(`/api/statements?period=2026-03&externalId=${externalId}`);
      for (const { currency, grossMinor } of statement.body.totals) {
        expect(booked.get(`${externalId} ${currency}`)).toBe(grossMinor);
      }
    }
  });

  it('the plain file with columns of one’s own choice, order and headings', async () => {
    const arranged = (await finance.get('/api/accounting')).body;
    const columns = [
      { field: 'number', heading: 'Beleg' },
      { field: 'date', heading: 'Buchungsdatum' },
      { field: 'debit', heading: 'Soll; Konto' },
      { field: 'credit', heading: 'Haben' },
      { field: 'amount', heading: 'Betrag' },
      { field: 'vatRate', heading: 'MWST %' },
      { field: 'vatCode', heading: 'Code' },
      { field: 'text', heading: 'Text' },
      { field: 'debtorNumber', heading: 'Text 2' },
      { field: 'number', heading: 'Referenz' },
    ];
    const set = await finance
      .put('/api/accounting')
      .send({ ...arranged, revenueAccount: '3410', columns, written: 'de' });
    expect([set.status, set.body.columns]).toEqual([200, columns]);
    const text = (await bytes('/api/accounting.csv?period=2026-03')).toString('utf8');
    await expect(text.replaceAll('\r\n', '\n')).toMatchFileSnapshot('golden/accounting.own.csv');
    expect((await bytes('/api/accounting.csv?period=2026-03&format=bexio')).toString('utf8')).toContain(
      'Datum,Belegnummer,Beschreibung',
    );
    for (const wrong of [[], [{ field: 'secret', heading: 'x' }], [{ field: 'net', heading: ' ' }]]) {
      expect((await finance.put('/api/accounting').send({ ...arranged, columns: wrong })).status).toBe(400);
    }
    const back = await finance.put('/api/accounting').send(arranged);
    expect([back.status, back.body]).toEqual([200, arranged]);
  });

  it('loses nothing of the longest ids and methods, and names the External ID in the heading alone', async () => {
    const text = pdfText(await bytes('/api/statements.pdf?period=2026-03&externalId=ACME'));
    const joined = text.replace(/[\n ]/g, '');
    expect(joined).toContain(LONG_ORDER_ID);
    expect(joined.split(LONG_METHOD.replaceAll(' ', ''))).toHaveLength(3);
    expect(text.split('\n').filter((line) => line.trim() === 'ACME')).toHaveLength(1);
    // Where an alias put another to it, that one stands with its order.
    expect(text).toContain('O-3 · Acme');
  });

  it('keeps issuer, recipient and tax of its number, and the same bytes, whatever is set later', async () => {
    const zip = () => bytes('/api/statements/all.zip?period=2026-03');
    const before = await zip();
    const pdf = await bytes('/api/statements.pdf?period=2026-03&externalId=ACME&lang=de');
    expect(Buffer.from(unzipSync(before)['2026-03-0001-ACME.pdf'] ?? []).equals(pdf)).toBe(true);
    await finance.put('/api/customers/ACME').send({ name: 'Acme Neu AG', vat: 'exempt', debtorNumber: '77' });
    const prove = () => admin.post('/api/session/reauthenticate', { password: PASSWORD });
    await prove();
    const other = { ...issuer, name: 'Other AG', vatRates: [], roundToFive: false };
    await admin.put('/api/settings/statements.issuer').send({ value: other });
    const shown = async () =>
      (await finance.get('/api/statements?period=2026-03&externalId=ACME')).body.issuer.logo;
    const logo = await shown();
    const { hash } = (await putLogo(app, admin, logoPng([180, 0, 0]))).body;
    expect([await shown(), hash === logo]).toEqual([logo, false]);
    app.setClock('2026-04-20T10:09:00Z');
    expect((await zip()).equals(before)).toBe(true);
    const accounting = (await finance.get('/api/accounting.csv?period=2026-03')).text;
    expect(accounting).toContain(',ACME,77,Acme Neu AG,');
    expect(accounting).toContain('UN81');
    await prove();
    await admin.post('/api/periods/2026-03/reopen', { reason: 'the address was wrong' });
    await close('2026-03');
    const again = pdfText(await bytes('/api/statements.pdf?period=2026-03&externalId=ACME'));
    expect(await shown()).toBe(hash);
    const picture = await bytes(`/api/statements/logo/${logo}`);
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(again).toContain('Other AG');
    expect(again).toContain('2026-03-0001-v2');
    expect(again).toContain('Exempt from VAT.');
    const none = (await finance.get('/api/statements?period=2026-03&externalId=DELTA')).body;
    expect(none).toMatchObject({
      vatNote: 'unknown',
      vat: [],
      totals: [{ vatMinor: null, grossMinor: null }],
    });
  });
});
