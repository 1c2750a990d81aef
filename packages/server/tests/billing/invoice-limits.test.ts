import { readdirSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { columnMappingSchema } from '@srs-desk/shared/billing/invoice-columns.ts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runInvoiceWork } from '../../src/features/billing/invoices/run-invoice-work.ts';
import { beginRun } from '../../src/features/billing/invoices/running-imports.ts';
import type { Caller } from '../http/app-fixture.ts';
import { type BillingFixture, refOf, startBilling, type TestOrder } from './billing-fixture.ts';
import { csv, importFile, upload } from './invoice-fixture.ts';

const HEADER = ['Ref ID', 'Customer', 'Date', 'Amount'];
const row = (n: number, day: string) => [refOf(n), 'ACME', day, '2.50'];
const done = (n: number, day: string): TestOrder => {
  const at = `${day}T10:00:00Z`;
  return { n, externalId: 'ACME', at, went: [['terminated', at]] };
};
const FEBRUARY = csv([HEADER, row(1, '2026-02-10'), row(2, '2026-02-11'), row(3, '2026-03-12')]);
const LONG = csv([HEADER, ...Array.from({ length: 60_000 }, (_, at) => row(at + 10, '2026-03-12'))]);
/** Enough for the invoice's thread and a few lines. */
const LITTLE_MEMORY_MB = 24;

describe('an invoice', () => {
  let app: BillingFixture;
  let finance: Caller;
  beforeEach(async () => {
    app = await startBilling('2026-04-20T10:00:00Z');
    finance = await app.as('finance');
    const admin = await app.as('admin');
    await admin.post('/api/prices', {
      validFrom: '2026-01-01',
      currency: 'CHF',
      tiers: [{ upTo: null, unitMinor: 250 }],
    });
    await app.orders([done(1, '2026-02-10'), done(2, '2026-02-11'), done(3, '2026-03-12')]);
  });
  afterEach(() => app.close());

  /** What the invoice's thread is given for a file of this content. */
  const workOn = (content: string) => {
    const path = join(app.folder, 'invoice.csv');
    writeFileSync(path, content);
    return {
      kind: 'import',
      path,
      mapping: columnMappingSchema.parse({
        columns: { refId: 'Ref ID', date: 'Date', amount: 'Amount' },
        currency: 'CHF',
      }),
      periodMeant: false,
      databasePath: app.desk.config.databasePath,
      period: '2026-03',
      currency: 'CHF',
      timeZone: app.desk.config.billingTimeZone,
      tolerance: { minor: 0, perMille: 0 },
    } as const;
  };

  const classes = async (id: number) => {
    const { body } = await finance.get(`/api/invoices/${id}`);
    const counted = body.classes.filter((each: { count: number }) => each.count > 0);
    return Object.fromEntries(
      counted.map((each: { class: string; count: number }) => [each.class, each.count]),
    );
  };
  const invoices = async () => (await finance.get('/api/invoices')).body.length;

  it('of another month by most of its lines is asked about before it is imported', async () => {
    const refused = await importFile(app, finance, FEBRUARY);
    expect([refused.status, refused.body.code]).toEqual([409, 'other_month']);
    expect(refused.body).toMatchObject({ period: '2026-02', lines: 2, of: 3, asked: '2026-03' });
    expect(await invoices()).toBe(0);
    const meant = await importFile(app, finance, FEBRUARY, { periodMeant: true });
    expect(meant.status).toBe(201);
    expect(await classes(meant.body.id)).toEqual({ wrong_period: 2, matched: 1 });
  });

  it('without dates is of the month of the orders it charges', async () => {
    const columns = { refId: 'Ref ID', amount: 'Amount' };
    const refused = await importFile(app, finance, FEBRUARY, { columns });
    expect(refused.body).toMatchObject({ code: 'other_month', period: '2026-02', lines: 2, of: 3 });
  });

  it('is known again by its supplier and number, whatever their case and blanks', async () => {
    await importFile(app, finance, FEBRUARY, { period: '2026-02', number: 'R-1 a' });
    const other = csv([HEADER, row(3, '2026-03-12')]);
    const again = await importFile(app, finance, other, { supplier: ' SWISS com', number: 'r-1A' });
    expect([again.status, again.body.code]).toEqual([409, 'same_number']);
    const next = await importFile(app, finance, other, { supplier: 'swisscom', number: 'R-2' });
    expect([next.status, next.body.supplier]).toEqual([201, 'Swisscom']);
  });

  it('is corrected after its import, which the log tells', async () => {
    const { body } = await importFile(app, finance, FEBRUARY, { periodMeant: true });
    const path = `/api/invoices/${body.id}`;
    const other = await importFile(app, finance, csv([HEADER, row(3, '2026-03-12')]), { number: 'R-2' });
    expect((await finance.patch(path, { number: 'r-2' })).body.code).toBe('same_number');
    expect((await finance.patch(path, { period: '2026-05' })).status).toBe(400);
    const corrected = await finance.patch(path, { period: '2026-02', number: 'R-1a' });
    expect(corrected.status).toBe(200);
    expect(corrected.body).toMatchObject({ period: '2026-02', number: 'R-1a', supplier: 'Swisscom' });
    expect(await classes(body.id)).toEqual({ matched: 2, wrong_period: 1 });
    expect((await finance.patch(path, { supplier: 'Another' })).body.supplier).toBe('Another');
    const admin = await app.as('admin');
    const log = await admin.get('/api/audit?filter={"action":"billing.invoice.correct"}');
    const before = { supplier: 'Swisscom', number: 'R-1', period: '2026-03' };
    const after = { supplier: 'Swisscom', number: 'R-1a', period: '2026-02' };
    expect(log.body.map(({ detail }: { detail: object }) => detail)).toEqual([
      { ...after, supplier: 'Another', before: after },
      { ...after, before },
    ]);
    expect(other.status).toBe(201);
  });

  it('is imported one at a time per user, four in all', async () => {
    const imported = () => importFile(app, finance, csv([HEADER, row(3, '2026-03-12')]));
    const own = beginRun(app.desk.ledger, 'file', 'finance');
    expect((await imported()).body.code).toBe('import_running');
    own.end();
    const runs = [1, 2, 3, 4].map((n) => beginRun(app.desk.ledger, `file ${n}`, `user ${n}`));
    expect((await imported()).body.code).toBe('imports_full');
    runs[0]?.end();
    expect((await imported()).status).toBe(201);
  });

  it('can be stopped on its way in: nothing of it stays, the file does', async () => {
    const { body: file } = await upload(app, finance, LONG);
    const mapping = { columns: { refId: 'Ref ID', amount: 'Amount' }, currency: 'CHF' };
    const input = { fileId: file.id, supplier: 'S', number: '1', period: '2026-03', mapping };
    const importing = finance.post('/api/invoices', input).then((answer) => answer);
    const progress = async () => (await finance.get(`/api/invoice-files/${file.id}/progress`)).body;
    await vi.waitFor(async () => expect(await progress()).not.toBeNull(), { timeout: 10_000, interval: 5 });
    const admin = await app.as('admin');
    expect((await admin.post(`/api/invoice-files/${file.id}/stop`)).status).toBe(404);
    expect((await finance.post(`/api/invoice-files/${file.id}/stop`)).status).toBe(200);
    const { status, body } = await importing;
    expect([status, body.code]).toEqual([409, 'import_stopped']);
    expect([await invoices(), await progress()]).toEqual([0, null]);
    const staged = app.desk.reader.connection.sql('SELECT count(*) AS n FROM billing_staged_lines').all();
    expect(staged).toEqual([{ n: 0 }]);
    expect((await finance.get(`/api/invoice-files/${file.id}`)).status).toBe(200);
  }, 60_000);

  it('is given up after a minute, and not before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const onRows = vi.fn();
      const outcome = { code: 'none' };
      const reading = runInvoiceWork(workOn(LONG), { onRows }).catch((error) =>
        Object.assign(outcome, error),
      );
      vi.advanceTimersByTime(59_999);
      await Promise.resolve();
      expect(outcome.code).toBe('none');
      vi.advanceTimersByTime(1);
      expect(await reading).toMatchObject({ name: 'Unavailable', code: 'invoice_too_slow' });
      expect(onRows).not.toHaveBeenCalled();
    } finally {
      vi.useRealTimers();
    }
  });

  it('that takes more memory than its thread has is refused, and a smaller one is not', async () => {
    const small = await runInvoiceWork(workOn(csv([HEADER, row(3, '2026-03-12')])), {}, LITTLE_MEMORY_MB);
    expect(small).toMatchObject({ kind: 'matched', lines: 1 });
    await expect(runInvoiceWork(workOn(LONG), {}, LITTLE_MEMORY_MB)).rejects.toMatchObject({
      name: 'Unprocessable',
      code: 'too_large',
      message: expect.stringContaining('split it'),
    });
  });

  it('waits as a file with nine others at most: the oldest goes', async () => {
    const ids: string[] = [];
    for (let at = 0; at < 11; at += 1) {
      ids.push((await upload(app, finance, csv([HEADER, row(at, '2026-03-12')]))).body.id);
    }
    const found = await Promise.all(ids.slice(0, 2).map((id) => finance.get(`/api/invoice-files/${id}`)));
    expect(found.map(({ status }) => status)).toEqual([404, 200]);
    expect(readdirSync(join(app.desk.config.dataDir, 'uploads'))).toHaveLength(10);
  }, 60_000);

  it('whose upload is abandoned leaves nothing behind', async () => {
    const kept = () => readdirSync(join(app.desk.config.dataDir, 'uploads')).length;
    await upload(app, finance, FEBRUARY);
    const sending = httpRequest(`${app.url}/api/invoice-files?name=big.csv`, {
      method: 'POST',
      headers: {
        cookie: finance.cookie,
        'x-requested-with': 'srs-desk',
        'content-type': 'application/octet-stream',
      },
    });
    sending.on('error', () => undefined);
    sending.write(Buffer.alloc(1024 * 1024, 'a,b,c\n'));
    await vi.waitFor(() => expect(kept()).toBe(2));
    sending.destroy();
    await vi.waitFor(() => expect(kept()).toBe(1));
  });
});
