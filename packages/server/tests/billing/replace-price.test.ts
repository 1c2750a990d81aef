import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import type { PriceRow } from '@srs-desk/shared/billing/wire.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { entryTexts } from '../ledger/entry-texts.ts';

describe('replacing a price', () => {
  let app: AppFixture;
  let admin: Caller;
  let id: number;

  const price = (validFrom: string, unitMinor: number, validTo: string | null = null) => ({
    validFrom,
    validTo,
    currency: 'CHF',
    tiers: [{ upTo: null, unitMinor }],
  });

  const stored = async () => {
    const { body } = await admin.get('/api/prices');
    return (body as PriceRow[]).map(({ validFrom, validTo, tiers }) => [
      validFrom,
      validTo,
      tiers[0]?.unitMinor,
    ]);
  };

  beforeAll(async () => {
    app = await startApp();
    admin = await app.as('admin');
    ({ id } = (await admin.post('/api/prices', price('2026-01-01', 450))).body);
  });

  afterAll(() => app.close());

  it('is refused to finance, and before the price began', async () => {
    const finance = await app.as('finance');
    expect((await finance.post(`/api/prices/${id}/replace`, price('2026-06-01', 400))).status).toBe(403);
    const early = await admin.post(`/api/prices/${id}/replace`, price('2026-01-01', 400));
    expect([early.status, Object.keys(early.body.errors)]).toEqual([400, ['validFrom']]);
    expect(await stored()).toEqual([['2026-01-01', null, 450]]);
  });

  it('ends the one on the day the other begins, both told by the log', async () => {
    const answer = await admin.post(`/api/prices/${id}/replace`, price('2026-06-01', 400));
    expect(answer.status).toBe(201);
    expect(await stored()).toEqual([
      ['2026-01-01', '2026-06-01', 450],
      ['2026-06-01', null, 400],
    ]);
    const entries = entryTexts(app.desk.reader, "action LIKE 'billing.price.%'").reverse();
    const [created, ended] = entries.map(parseEntry);
    expect(created).toMatchObject({ action: 'billing.price.create', detail: { replaces: id } });
    expect(ended).toMatchObject({
      action: 'billing.price.update',
      detail: { before: { validTo: null }, after: { validTo: '2026-06-01' } },
    });
  });

  it('leaves both as they were when the new one does not fit', async () => {
    const before = await stored();
    const refused = await admin.post(`/api/prices/${id}/replace`, price('2026-03-01', 300));
    expect([refused.status, refused.body.code]).toEqual([409, 'list_refused']);
    expect(refused.body.detail).toContain('two entries hold at once from 2026-06-01');
    expect(await stored()).toEqual(before);
  });

  it('takes over in the middle, up to the one that follows', async () => {
    const answer = await admin.post(`/api/prices/${id}/replace`, price('2026-03-01', 420, '2026-06-01'));
    expect(answer.status).toBe(201);
    expect((await stored()).sort()).toEqual([
      ['2026-01-01', '2026-03-01', 450],
      ['2026-03-01', '2026-06-01', 420],
      ['2026-06-01', null, 400],
    ]);
  });
});
