import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { STILL } from '../sync/desk-fixture.ts';

const BY_POST = { issuer: 'IDENTITY.TM', method: 'video', lastName: 'Muster', mobile: '079 123 45 67' };
const HOUR_MS = 3_600_000;

describe('how often and why a person is shown', () => {
  const clock = { at: Date.UTC(2026, 2, 10, 9), now: () => clock.at };
  let app: AppFixture;
  let admin: Caller;
  let support: Caller;
  let refId: string;
  const logIn = async () => {
    [admin, support] = [await app.as('admin'), await app.as('support')];
  };
  const reveal = (who: Caller, why: object) =>
    who.post(`/api/orders/${refId}/reveal`, { fields: ['msisdn'], ...why });
  const entriesOf = (action: string): { actor: string; detail: Record<string, unknown> }[] =>
    app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = ? ORDER BY seq`)
      .pluck()
      .all(action)
      .map((bytes) => JSON.parse(String(bytes)));

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 'none', speed: STILL }, desk: { clock } });
    await logIn();
    refId = (await admin.post('/api/orders', BY_POST)).body.refId;
  });
  afterAll(() => app.close());

  it('takes a category, or a reason in words, and refuses neither', async () => {
    expect((await reveal(support, { reason: ' ' })).body.errors.reason).toContain('say why');
    expect((await reveal(support, { category: 'curiosity' })).status).toBe(400);
    expect((await reveal(support, { category: 'ticket' })).body.msisdn).toMatch(/^\+\d{8,}$/);
    expect((await reveal(support, { reason: 'a colleague asked' })).status).toBe(200);
    expect(entriesOf('personal_data.reveal').map(({ detail }) => detail.category)).toEqual([
      'ticket',
      'other',
    ]);
  });

  it('shows no more than the setting says within an hour, in no way, and to others as before', async () => {
    expect((await admin.put('/api/settings/access.reveals_per_hour', { value: 2 })).status).toBe(200);
    const before = entriesOf('personal_data.reveal').length;
    const refused = await reveal(support, { category: 'ticket' });
    expect([refused.status, refused.body.code]).toEqual([429, 'too_many_reveals']);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(3_500);
    const ticket = {
      step: 5,
      team: 'swisscom_service_desk',
      issue: 'terms_sms_missing',
      language: 'de',
      subject: 'SMS',
      body: 'x',
    };
    const handed = await support.post(`/api/orders/${refId}/handovers`, { ...ticket, hasPersonalData: true });
    expect([handed.status, handed.body.code]).toEqual([429, 'too_many_reveals']);
    expect(entriesOf('personal_data.reveal')).toHaveLength(before);
    expect(entriesOf('handover.create')).toHaveLength(0);
    expect((await reveal(admin, { category: 'on_the_line' })).status).toBe(200);
    clock.at += HOUR_MS;
    await logIn();
    expect((await reveal(support, { category: 'ticket' })).status).toBe(200);
    const given = await support.post(`/api/orders/${refId}/handovers`, { ...ticket, hasPersonalData: true });
    expect(given.status).toBe(201);
    expect((await reveal(support, { category: 'ticket' })).status).toBe(429);
    const pack = { format: 'json', reveal: true, reason: 'for the court' };
    expect((await admin.post(`/api/orders/${refId}/proof`, pack)).status).toBe(200);
  });

  it('is reported by month, person and category, as table and as file', async () => {
    const auditor = await app.as('auditor');
    const report = await auditor.get('/api/reveal-report?month=2026-03');
    expect(report.body).toEqual([
      { actor: 'user:admin', category: 'on_the_line', reveals: 1, orders: 1 },
      { actor: 'user:admin', category: 'proof_pack', reveals: 1, orders: 1 },
      { actor: 'user:support', category: 'ticket', reveals: 2, orders: 1 },
      { actor: 'user:support', category: 'hand_over', reveals: 1, orders: 1 },
      { actor: 'user:support', category: 'other', reveals: 1, orders: 1 },
    ]);
    expect((await auditor.get('/api/reveal-report?month=2026-02')).body).toEqual([]);
    const file = await auditor.post('/api/reveal-report/export', { month: '2026-03', lang: 'de' });
    expect(file.text).toContain('user:support;Für ein Ticket;2;1');
    expect(entriesOf('personal_data.report').at(-1)?.actor).toBe('user:auditor');
    expect((await support.get('/api/reveal-report?month=2026-03')).status).toBe(403);
  });

  it('counts nothing against a person, and shows nobody, by a clock that was ahead', async () => {
    clock.at += 30 * 24 * HOUR_MS;
    await logIn();
    for (const _ of [1, 2]) expect((await reveal(support, { category: 'ticket' })).status).toBe(200);
    clock.at -= 29 * 24 * HOUR_MS;
    await logIn();
    const { body } = await support.get(`/api/orders/${refId}`);
    expect(body.revealed).toBeNull();
    expect((await reveal(support, { category: 'ticket' })).status).toBe(200);
    clock.at += 30 * 24 * HOUR_MS;
    await logIn();
  });
});
