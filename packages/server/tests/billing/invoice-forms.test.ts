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
import { type BillingFixture, bytesOf, refOf, startBilling } from './billing-fixture.ts';
import { importFile } from './invoice-fixture.ts';
import type { Charge, Form } from './invoice-form-files.ts';
import { FORMS } from './invoice-forms.ts';
import { sheetText } from './sheet-text.ts';

const PERIOD = '2026-03';
const TIME_ZONE = 'Europe/Zurich';

const charge = (n: number, customer: string, method: string, day: string, minor: number): Charge => ({
  refId: refOf(n),
  orderId: `000${n}`,
  customer,
  method,
  day,
  minor,
});

/** What the desk knows: eight orders of March that are charged, one of April, one that nobody charges. */
const ORDERS = [
  charge(11, 'ACME', 'video', '2026-03-02', 250),
  charge(12, 'ACME', 'video', '2026-03-10', 250),
  charge(13, 'ACME', 'video', '2026-03-11', 250),
  charge(14, 'Bäckerei', 'video', '2026-03-12', 250),
  charge(15, 'Bäckerei', 'video', '2026-03-15', 250),
  charge(16, 'Bäckerei', 'selfie', '2026-03-16', 180),
  charge(17, 'Bäckerei', 'selfie', '2026-03-17', 180),
  charge(18, 'ACME', 'video', '2026-03-29', 275),
  charge(19, 'ACME', 'video', '2026-04-02', 250),
];
const MISSED = charge(20, 'ACME', 'video', '2026-03-30', 250);
const first = (all: readonly Charge[]): Charge => all[0] ?? MISSED;

/** The supplier's invoice: those orders, one of them twice and one too dear with its credit, and two that nobody knows. */
const CHARGES: readonly Charge[] = [
  ...ORDERS,
  { ...first(ORDERS) },
  { ...first(ORDERS.slice(7)), minor: -25 },
  charge(98, 'ACME', 'video', '2026-03-20', 250),
  charge(99, 'NOBODY', 'video', '2026-03-21', 250),
];

const CLASSES = {
  matched: 7,
  amount_differs: 1,
  duplicate: 1,
  wrong_period: 1,
  credit: 1,
  invoice_only: 1,
  unknown_external_id: 1,
  ours_only: 1,
};
const INVOICED = 2860;
/** 1,860 for the eight orders, 250 for the one that is missing: what we owe. */
const ASKED_BACK = INVOICED - 2110;

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
    for (const [method, unitMinor] of [
      ['video', 250],
      ['selfie', 180],
    ] as const) {
      const price = { method, validFrom: '2026-01-01', currency: 'CHF', tiers: [{ upTo: null, unitMinor }] };
      expect((await admin.post('/api/prices', price)).status).toBe(201);
    }
    await app.orders(
      [...ORDERS, MISSED].map(({ orderId, customer, method, day }) => ({
        n: Number(orderId),
        orderId,
        externalId: customer,
        method,
        at: `${day}T10:00:00Z`,
        went: [['terminated', `${day}T10:00:00Z`] as const],
      })),
    );
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
    const { sheet, headerRow, headers, period } = await previewFile(path, {}, calendar);
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
