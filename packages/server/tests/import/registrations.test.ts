import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { until } from '../sync/desk-fixture.ts';
import { JSON_HEADERS, type RawSrs, startRawSrs } from '../sync/raw-srs.ts';

const DAY = 86_400_000;

describe('a Ref ID that SRS does not know', () => {
  let srs: RawSrs;
  let app: AppFixture;
  let admin: Caller;
  let support: Caller;
  let now: number;
  /** Status by Ref ID; what is missing is answered as `otherwise` says. */
  let known: Map<string, string>;
  let otherwise: { status: number; headers?: Record<string, string>; body: string };

  beforeEach(async () => {
    now = Date.parse('2026-03-02T08:00:00Z');
    known = new Map();
    otherwise = { status: 404, headers: JSON_HEADERS, body: '{"code":"NOT_FOUND"}' };
    srs = await startRawSrs();
    srs.answer = (_method, path) => {
      const refId = path.replace('/api/identifications/', '');
      const status = known.get(refId);
      return status === undefined ? otherwise : { body: JSON.stringify({ refId, status }) };
    };
    app = await startApp({
      env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
      desk: { clock: { now: () => now } },
    });
    [admin, support] = await Promise.all([app.as('admin'), app.as('support')]);
  });
  afterEach(async () => {
    await app.close();
    await srs.close();
  });

  const register = async (refId: string, by = support) => {
    const answer = await by.post('/api/orders/import', { refIds: [refId] });
    expect(answer.status, answer.text).toBe(200);
    return answer.body.lines[0].outcome;
  };
  const registrations = async () => (await support.get('/api/registrations')).body;
  const count = (table: string) =>
    app.desk.reader.connection.sql(`SELECT count(*) FROM ${table}`).pluck().get();
  const actions = (refId: string) =>
    app.desk.reader.connection
      .sql("SELECT action FROM entries WHERE ref_id = ? AND kind = 'act' ORDER BY seq")
      .pluck()
      .all(refId);
  const stored = () =>
    app.desk.reader.connection.sql('SELECT ref_id, state, due_at FROM registrations').all() as {
      state: string;
      due_at: number | null;
    }[];
  /** The clock moves on, and the sync works until `holds`. */
  const later = async (ms: number, what: string, holds: () => boolean) => {
    now += ms;
    app.desk.sync.nudge();
    await until(what, holds);
  };

  it('is no order: no row, no count, no usage, but listed with who asked and when', async () => {
    const refId = randomUUID();
    expect(await register(refId)).toBe('not_found');
    expect(count('orders')).toBe(0);
    expect((await admin.get('/api/stats')).body.orders.total).toBe(0);
    expect((await admin.get('/api/usage?from=2026-01&to=2026-12')).body).toEqual([]);
    expect((await support.get(`/api/orders/${refId}`)).status).toBe(404);
    expect((await support.post('/api/search', { q: refId })).body).toMatchObject({
      hits: [],
      registrable: refId,
    });
    expect(await registrations()).toEqual([
      {
        id: refId,
        refId,
        externalId: null,
        askedBy: 'user:support',
        askedAt: '2026-03-02T08:00:00.000Z',
        state: 'not_found',
        nextAskAt: '2026-03-02T08:01:00.000Z',
      },
    ]);
    expect(actions(refId)).toEqual(['registration.create', 'registration.not_found']);
  });

  it('is asked about for a day and becomes an order when SRS knows it', async () => {
    const refId = randomUUID();
    await register(refId);
    app.desk.sync.start();
    await later(61_000, 'SRS is asked again', () => (stored()[0]?.due_at ?? 0) > now);
    expect(srs.calls).toHaveLength(2);
    known.set(refId, 'INITIALIZED');
    await later(121_000, 'it is an order', () => stored().length === 0);
    expect((await support.get(`/api/orders/${refId}`)).body).toMatchObject({ refId, status: 'initialized' });
    expect(actions(refId)).toEqual([
      'registration.create',
      'registration.not_found',
      'order.register',
      'order.sync.status_changed',
    ]);
  });

  it('is not asked about any more after a day, until somebody asks anew', async () => {
    const refId = randomUUID();
    await register(refId);
    app.desk.sync.start();
    await later(DAY + 1, 'the last time', () => stored()[0]?.due_at === null);
    admin = await app.as('admin');
    expect(await register(refId, admin)).toBe('not_found');
    const { body } = await admin.get('/api/registrations');
    expect(body).toMatchObject([{ askedBy: 'user:admin', askedAt: new Date(now).toISOString() }]);
    expect(stored()[0]?.due_at).toBe(now + 60_000);
    // Retention may have erased the key of what was written before: it begins anew.
    const subjects = app.desk.reader.connection
      .sql("SELECT DISTINCT subject_id FROM entries WHERE ref_id = ? AND action = 'registration.create'")
      .all(refId);
    expect(subjects).toHaveLength(2);
  });

  it('is asked about again, and for a day, where it was registered while the clock was ahead', async () => {
    const refId = randomUUID();
    now += 30 * DAY;
    support = await app.as('support');
    await register(refId);
    now -= 30 * DAY;
    app.desk.sync.start();
    await later(1, 'SRS is asked again', () => (stored()[0]?.due_at ?? 0) <= now + 60_000);
    support = await app.as('support');
    expect(await registrations()).toMatchObject([{ askedAt: new Date(now).toISOString() }]);
    await later(DAY, 'the last time', () => stored()[0]?.due_at === null);
  });

  it.each([
    ['SRS fails', { status: 503, body: '' }],
    ['a load balancer says not found', { status: 404, body: 'default backend - 404' }],
    ['the answer is null', { status: 200, headers: JSON_HEADERS, body: 'null' }],
  ])('stays pending while %s, and is asked about until SRS speaks', async (_, answer) => {
    const refId = randomUUID();
    otherwise = answer;
    expect(await register(refId)).toBe('pending');
    expect(count('orders')).toBe(0);
    expect(await registrations()).toMatchObject([{ refId, state: 'pending' }]);
    known.set(refId, 'CREATED');
    app.desk.sync.start();
    await later(2 * DAY, 'it is an order', () => stored().length === 0);
    expect(count('orders')).toBe(1);
  });

  it('is pending where it was not found before and SRS cannot be asked anew', async () => {
    const refId = randomUUID();
    expect(await register(refId)).toBe('not_found');
    now += 60_000;
    otherwise = { status: 503, body: '' };
    expect(await register(refId)).toBe('pending');
    expect(await registrations()).toMatchObject([{ refId, state: 'pending' }]);
    otherwise = { status: 404, headers: JSON_HEADERS, body: '{"code":"NOT_FOUND"}' };
    expect(await register(refId)).toBe('not_found');
    expect(actions(refId).filter((action) => action === 'registration.not_found')).toHaveLength(2);
  });

  it('is not believed to be unknown sooner where it was before, while SRS finds nothing at all', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    known.set(one, 'INITIALIZED');
    expect(await register(one)).toBe('new');
    expect(await register(other)).toBe('not_found');
    known.clear();
    expect(await register(other)).toBe('pending');
  });

  it('is not found only while SRS finds what it knew before', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    known.set(one, 'INITIALIZED');
    expect(await register(one)).toBe('new');
    known.clear();
    expect(await register(other)).toBe('pending');
    expect((await admin.get('/api/stats')).body.sync.healthy).toBe(false);
    known.set(one, 'INITIALIZED');
    expect(await register(other)).toBe('not_found');
  });

  it('keeps what was given with it: the External ID, and the note of whoever asked', async () => {
    const refId = randomUUID();
    await request(app.server)
      .post('/api/orders/import')
      .set({ cookie: admin.cookie, 'x-requested-with': 'srs-desk', 'content-type': 'text/csv' })
      .send(`refId,externalId,note\n${refId},ACME,from Eva\n`);
    expect(await registrations()).toMatchObject([{ refId, externalId: 'ACME' }]);
    known.set(refId, 'INITIALIZED');
    expect(await register(refId)).toBe('new');
    const { items } = (await support.get(`/api/orders/${refId}/timeline`)).body;
    expect(items).toContainEqual(
      expect.objectContaining({ action: 'registration.create', text: 'from Eva' }),
    );
    expect((await support.get(`/api/orders/${refId}`)).body).toMatchObject({ externalId: 'ACME' });
  });

  it('filters, sorts and pages its list, and shows it to nobody who may not register', async () => {
    for (const refId of [randomUUID(), randomUUID()]) await register(refId);
    const page = await support.get(
      '/api/registrations?filter={"state":"not_found"}&range=[0,0]&sort=["refId","ASC"]',
    );
    expect(page.headers['content-range']).toBe('registrations 0-0/2');
    const finance = await app.as('finance');
    expect((await finance.get('/api/registrations')).status).toBe(403);
  });
});
