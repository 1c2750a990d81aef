import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { grossRateOf } from '@srs-desk/shared/billing/gross-amounts.ts';
import { columnMappingSchema, guessColumns } from '@srs-desk/shared/billing/invoice-columns.ts';
import { createCalendar } from '@srs-desk/shared/billing/periods.ts';
import type { Match } from '@srs-desk/shared/billing/reconcile.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { matchLines } from '../../src/features/billing/invoices/match-lines.ts';
import { previewFile, readInvoiceLines } from '../../src/features/billing/invoices/read-invoice.ts';
import type { Caller } from '../http/app-fixture.ts';
import { type BillingFixture, bytesOf, startBilling } from './billing-fixture.ts';
import { ASKED_BACK, CHARGES, CLASSES, INVOICED, PERIOD, PRICES, TEST_ORDERS } from './invoice-charges.ts';
import { importFile } from './invoice-fixture.ts';
import type { Form } from './invoice-form-files.ts';
import { FORMS } from './invoice-forms.ts';
import { sheetText } from './sheet-text.ts';

const TIME_ZONE = 'Europe/Zurich';

function classesOf(matches: readonly Match[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { class: name } of matches) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

describe('one invoice', () => {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-forms-'));
  let app: BillingFixture;
  let finance: Caller;
  beforeAll(async () => {
    app = await startBilling('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
    const admin = await app.as('admin');
    for (const price of PRICES) expect((await admin.post('/api/prices', price)).status).toBe(201);
    await app.orders(TEST_ORDERS);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await app.close();
  });

  /** Reads and reconciles a file as the invoice's thread does, by what its first look proposes and what must be chosen. */
  const read = async (form: Form, choose: Form['choose'] = form.choose) => {
    const path = join(folder, 'invoice');
    writeFileSync(path, await form.file(CHARGES));
    const calendar = createCalendar(TIME_ZONE);
    const { sheet, headerRow, headers, period } = await previewFile(path, {}, [], calendar);
    expect(headerRow).toBe(form.headerRow ?? 1);
    const columns = guessColumns(headers);
    const mapping = columnMappingSchema.parse({ columns, currency: 'CHF', sheet, headerRow, ...choose });
    const { lines } = await readInvoiceLines(path, mapping, calendar, () => undefined);
    const asked = {
      databasePath: app.desk.config.databasePath,
      period: PERIOD,
      currency: 'CHF',
      timeZone: TIME_ZONE,
      tolerance: { minor: 0, perMille: 0 },
    };
    return { lines, period, matches: matchLines(app.desk.reader, asked, lines, null) };
  };

  it('is written in forty forms and more, each of its own name', () => {
    expect(FORMS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(FORMS.map(({ name }) => name)).size).toBe(FORMS.length);
  });

  it.each(FORMS.map((form) => [form.name, form] as const))('%s', async (_name, form) => {
    const { lines, period, matches } = await read(form);
    const charges = matches.filter((match) => match.class !== 'total');
    const invoiced = charges.reduce((sum, { invoicedMinor }) => sum + (invoicedMinor ?? 0), 0);
    const expected = charges.reduce((sum, { expectedMinor }) => sum + (expectedMinor ?? 0), 0);
    expect([invoiced, invoiced - expected]).toEqual([INVOICED, ASKED_BACK]);
    const summed = matches.filter((match) => match.class === 'total');
    expect(summed).toHaveLength(form.totals ?? 0);
    expect(summed.filter(({ reasons }) => reasons.includes('total_differs'))).toEqual([]);
    if (form.aggregated) return;
    expect(classesOf(charges)).toEqual(CLASSES);
    if (form.undated) return;
    const days = lines.flatMap(({ isTotal, day }) => (isTotal ? [] : [day]));
    expect(days.sort()).toEqual(CHARGES.map(({ day }) => day).sort());
    if (form.choose?.dateFormat === undefined) expect(period).toBe(PERIOD);
  });

  it('whose amounts include a tax is told from one whose amounts do not', async () => {
    for (const form of FORMS) {
      const { matches } = await read(form, { ...form.choose, vatBasisPoints: 0 });
      const rate = form.choose?.vatBasisPoints ?? null;
      expect([form.name, grossRateOf(matches)?.vatBasisPoints ?? null]).toEqual([form.name, rate]);
    }
  });

  it.each(['en', 'de'])('goes back to the supplier as a dispute, in %s', async (lang) => {
    const [listed] = (await finance.get('/api/invoices')).body;
    const [form] = FORMS;
    const columns = {
      refId: 'Ref ID',
      externalId: 'Customer',
      method: 'Method',
      date: 'Date',
      amount: 'Amount',
    };
    const id =
      listed?.id ??
      (await importFile(app, finance, String(form?.file(CHARGES)), { columns, number: '4711' })).body.id;
    const bytes = async (format: string): Promise<Buffer> => {
      const path = `/api/invoices/${id}/dispute.${format}?lang=${lang}`;
      const answer = await finance.get(path).buffer(true).parse(bytesOf);
      expect(answer.status).toBe(200);
      return answer.body as Buffer;
    };
    const csv = (await bytes('csv')).toString('utf8');
    await expect(csv.replaceAll('\r\n', '\n')).toMatchFileSnapshot(`golden/dispute.${lang}.csv`);
    const sheets = await sheetText(await bytes('xlsx'));
    await expect(sheets).toMatchFileSnapshot(`golden/dispute.${lang}.xlsx.txt`);
  });
});
