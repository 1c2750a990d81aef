import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../http/app-fixture.ts';
import {
  type BillingFixture,
  bytesOf,
  PERSON,
  startBilling,
  type TestOrder,
  tell,
} from './billing-fixture.ts';
import { pdfText } from './pdf-text.ts';
import { sheetText } from './sheet-text.ts';

function done(n: number, externalId: string, at: string, method = 'video'): TestOrder {
  return { n, externalId, method, at, went: [['terminated', at]], verifiedAt: at };
}

const LATE: TestOrder = { n: 8, externalId: 'ACME', at: '2026-02-27T09:00:00Z' };

describe('files that leave the house, against golden ones', () => {
  let app: BillingFixture;
  let finance: Caller;
  beforeAll(async () => {
    app = await startBilling('2026-03-05T10:00:00Z');
    finance = await app.as('finance');
    const admin = await app.as('admin');
    const price = (more: object) =>
      admin.post('/api/prices', { validFrom: '2026-01-01', currency: 'CHF', ...more });
    await price({
      method: 'video',
      tiers: [
        { upTo: 2, unitMinor: 123456 },
        { upTo: null, unitMinor: 95 },
      ],
    });
    await price({ method: 'selfie', tiers: [{ upTo: null, unitMinor: 150 }], minimumMinor: 1000 });
    await price({ method: 'eid', currency: 'EUR', tiers: [{ upTo: null, unitMinor: 80 }] });
    await app.orders([LATE]);
    const { unresolved } = (await finance.get('/api/periods/2026-02/close')).body;
    const acknowledge = unresolved.map((each: { code: string }) => each.code);
    expect((await finance.post('/api/periods/2026-02/close', { acknowledge })).status).toBe(200);
    await tell(app.desk, LATE, [['terminated', '2026-02-27T10:00:00Z']]);
    await app.orders([
      done(1, 'ACME', '2026-03-01T08:00:00Z'),
      done(2, 'ACME', '2026-03-01T08:00:01Z'),
      done(3, 'Acme ', '2026-03-29T00:59:00Z'),
      done(4, 'ACME', '2026-03-31T21:59:59Z', 'selfie'),
      done(5, 'ACME', '2026-03-15T12:00:00Z', 'eid'),
      done(6, 'ACME', '2026-03-16T12:00:00Z', 'bank "counter", old'),
      done(7, '=cmd|\u0410;Zürich', '2026-03-16T12:00:00Z'),
      { n: 9, externalId: 'ACME', at: '2026-03-17T12:00:00Z', went: [['error', '2026-03-17T13:00:00Z']] },
    ]);
    await finance.post('/api/aliases', { raw: 'Acme ', canonical: 'ACME' });
    app.setClock('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
  });
  afterAll(() => app.close());

  const nothingPersonal = (text: string) => {
    for (const value of Object.values(PERSON)) expect(text).not.toContain(value);
  };
  const bytes = async (path: string): Promise<Buffer> => {
    const answer = await finance.get(path).buffer(true).parse(bytesOf);
    expect(answer.status).toBe(200);
    return answer.body as Buffer;
  };

  describe.each(['en', 'de'])('%s', (lang) => {
    it.each([
      ['statement-acme', 'period=2026-03&externalId=ACME'],
      ['statement-odd', `period=2026-03&externalId=${encodeURIComponent('=cmd|\u0410;Zürich')}`],
    ])('%s as CSV, XLSX and PDF', async (name, query) => {
      const asked = `${query}&lang=${lang}`;
      const csv = (await bytes(`/api/statements.csv?${asked}`)).toString('utf8');
      const sheets = await sheetText(await bytes(`/api/statements.xlsx?${asked}`));
      const pdf = pdfText(await bytes(`/api/statements.pdf?${asked}`));
      for (const text of [csv, sheets, pdf]) nothingPersonal(text);
      await expect(csv.replaceAll('\r\n', '\n')).toMatchFileSnapshot(`golden/${name}.${lang}.csv`);
      await expect(sheets).toMatchFileSnapshot(`golden/${name}.${lang}.xlsx.txt`);
      await expect(pdf).toMatchFileSnapshot(`golden/${name}.${lang}.pdf.txt`);
    });

    it('usage as CSV and XLSX', async () => {
      const asked = `from=2026-02&to=2026-03&lang=${lang}`;
      const csv = (await bytes(`/api/usage.csv?${asked}`)).toString('utf8');
      const sheets = await sheetText(await bytes(`/api/usage.xlsx?${asked}`));
      for (const text of [csv, sheets]) nothingPersonal(text);
      await expect(csv.replaceAll('\r\n', '\n')).toMatchFileSnapshot(`golden/usage.${lang}.csv`);
      await expect(sheets).toMatchFileSnapshot(`golden/usage.${lang}.xlsx.txt`);
    });
  });

  it('names files after what they hold, and says in the log that they were taken out', async () => {
    const answer = await finance.get('/api/statements.csv?period=2026-03&externalId=ACME&lang=de');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="statement-ACME-2026-03.csv"');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.text).toContain('\r\n');
    const admin = await app.as('admin');
    const log = await admin.get('/api/audit?filter={"action":"billing.statement.export"}&range=[0,99]');
    expect(log.body.length).toBeGreaterThan(0);
    expect(log.body[0]).toMatchObject({ actor: 'user:finance', target: '2026-03' });
  });
});
