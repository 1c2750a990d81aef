import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { register } from '../sync/desk-fixture.ts';
import { type AppFixture, type Caller, startApp } from './app-fixture.ts';

const PERSONAL = [
  'statusReason',
  'targetUrl',
  'msisdn',
  'firstName',
  'lastName',
  'email',
  'country',
  'language',
];

function query(parts: Record<string, unknown>): string {
  const pairs = Object.entries(parts).map(
    ([key, value]) => `${key}=${encodeURIComponent(JSON.stringify(value))}`,
  );
  return `/api/orders?${pairs.join('&')}`;
}

describe('/api/orders', () => {
  let app: AppFixture;
  let support: Caller;
  let finance: Caller;
  let auditor: Caller;
  let admin: Caller;
  let refIds: string[];

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 120, speed: 1 } });
    refIds = app.simulator.refIds();
    await register(app.desk, refIds);
    await Promise.all(
      refIds.map((refId) => app.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' })),
    );
    support = await app.as('support');
    finance = await app.as('finance');
    auditor = await app.as('auditor');
    admin = await app.as('admin');
  });
  afterAll(() => app.close());

  it('answers a page with Content-Range, newest change first', async () => {
    const answer = await support.get(query({ range: [0, 24] }));
    expect(answer.status).toBe(200);
    expect(answer.headers['content-range']).toBe(`orders 0-24/${refIds.length}`);
    expect(answer.body).toHaveLength(25);
    const times = answer.body.map((row: { updatedAt: string }) => row.updatedAt);
    expect(times).toEqual([...times].sort().reverse());
    expect(answer.body[0].id).toBe(answer.body[0].refId);
    expect(answer.body[0].createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Array.isArray(answer.body[0].attentionAll)).toBe(true);
  });

  it('pages without overlap and without loss', async () => {
    const seen = new Set<string>();
    for (let from = 0; from < refIds.length; from += 50) {
      const { body } = await support.get(query({ range: [from, from + 49], sort: ['createdAt', 'ASC'] }));
      for (const row of body) seen.add(row.id);
    }
    expect(seen.size).toBe(refIds.length);
    const beyond = await support.get(query({ range: [5000, 5024] }));
    expect(beyond.headers['content-range']).toBe(`orders */${refIds.length}`);
    expect(beyond.body).toEqual([]);
  });

  it('goes on from the last row and back from the first, whatever their numbers have become', async () => {
    const asked = { sort: ['createdAt', 'DESC'] };
    const ids = ({ body }: { body: { id: string }[] }) => body.map(({ id }) => id);
    const [first, second] = [
      await support.get(query({ ...asked, range: [0, 24] })),
      await support.get(query({ ...asked, range: [25, 49] })),
    ];
    const after = first.headers['x-cursor-last'];
    const next = await support.get(`${query({ ...asked, range: [700, 724] })}&after=${after}`);
    expect(ids(next)).toEqual(ids(second));
    expect(next.headers['content-range']).toBe(`orders 700-724/${refIds.length}`);
    const before = next.headers['x-cursor-first'];
    const back = await support.get(`${query({ ...asked, range: [0, 24] })}&before=${before}`);
    expect(ids(back)).toEqual(ids(first));
    const wrong = await support.get(`${query(asked)}&after=yesterday`);
    expect([wrong.status, wrong.body.errors.after]).toEqual([400, expect.stringContaining('X-Cursor-Last')]);
    const both = await support.get(`${query(asked)}&after=${after}&before=${before}`);
    expect(both.body.errors).toEqual({ before: 'cannot stand beside after' });
  });

  it('counts by status exactly as the rows say', async () => {
    const { body: all } = await support.get(query({ range: [0, 999] }));
    const statuses = new Set<string>(all.map((row: { status: string }) => row.status));
    expect(statuses.size).toBeGreaterThan(3);
    for (const status of statuses) {
      const wanted = all.filter((row: { status: string }) => row.status === status).length;
      const answer = await support.get(query({ filter: { status }, range: [0, 0] }));
      expect(answer.headers['content-range']).toBe(`orders 0-0/${wanted}`);
    }
    const { body: stats } = await support.get('/api/stats');
    expect(stats.orders.total).toBe(refIds.length);
    expect(Object.values<number>(stats.orders.byStatus).reduce((sum, n) => sum + n, 0)).toBe(refIds.length);
    const today = (at: string) => at >= stats.today.since;
    const placed = all.filter((row: { createdAt: string }) => today(row.createdAt));
    const failed = all.filter(
      (row: { status: string; statusChangedAt: string }) =>
        row.status === 'error' && today(row.statusChangedAt),
    );
    expect([stats.today.placed, stats.today.failed]).toEqual([placed.length, failed.length]);
    expect(placed.length).toBeLessThan(refIds.length);
  });

  it('filters by values, lists, ranges and the beginning of an id', async () => {
    const { body: all } = await support.get(query({ range: [0, 999] }));
    const row = all.find(
      (one: { orderId: string | null; externalId: string | null }) => one.orderId && one.externalId,
    );
    const check = async (filter: object, holds: (one: Record<string, unknown>) => boolean) => {
      const answer = await support.get(query({ filter, range: [0, 999] }));
      expect(answer.status, JSON.stringify(answer.body)).toBe(200);
      expect(answer.body.map((one: { id: string }) => one.id).sort()).toEqual(
        all
          .filter(holds)
          .map((one: { id: string }) => one.id)
          .sort(),
      );
    };
    await check({ externalId: row.externalId }, (one) => one.externalId === row.externalId);
    await check(
      { status: ['error', 'cancelled'] },
      (one) => one.status === 'error' || one.status === 'cancelled',
    );
    await check(
      { method: row.method, status: 'terminated' },
      (one) => one.method === row.method && one.status === 'terminated',
    );
    await check({ attention: null }, (one) => one.attention === null);
    await check({ createdAt_gte: row.createdAt }, (one) => String(one.createdAt) >= row.createdAt);
    await check(
      { statusChangedAt_lte: row.statusChangedAt, step: 4 },
      (one) => String(one.statusChangedAt) <= row.statusChangedAt && one.step === 4,
    );
    await check({ q: row.orderId }, (one) => String(one.orderId).startsWith(row.orderId));
    await check({ q: row.refId.slice(0, 6) }, (one) => String(one.refId).startsWith(row.refId.slice(0, 6)));
  });

  it('gives all of getMany without a range', async () => {
    const answer = await support.get(query({ filter: { id: refIds.slice(0, 60) } }));
    expect(answer.body).toHaveLength(60);
    expect(answer.headers['content-range']).toBe('orders 0-59/60');
    const many = await support.get(
      query({ filter: { id: Array.from({ length: 1001 }, (_, at) => `x${at}`) } }),
    );
    expect(many.status).toBe(400);
    expect(many.body.errors['filter.id']).toContain('1000');
  });

  it.each([
    ['an unknown filter', { filter: { colour: 'red' } }, 'filter.colour', 'allowed are'],
    ['a filter that is only shown', { filter: { msisdn: '+41791234567' } }, 'filter.msisdn', 'allowed are'],
    ['an unknown status', { filter: { status: 'lost' } }, 'filter.status', 'one of created'],
    [
      'an unknown sort',
      { sort: ['lastName', 'ASC'] },
      'sort',
      'allowed are id, createdAt, updatedAt, statusChangedAt',
    ],
    ['a bad range', { range: [10, 2] }, 'range', 'must not end before'],
    ['a range too wide', { range: [0, 5000] }, 'range', 'at most 1000'],
    ['a bad time', { filter: { createdAt_gte: 'yesterday' } }, 'filter.createdAt_gte', 'ISO 8601'],
    ['no day', { filter: { createdAt_gte: '2027-02-29' } }, 'filter.createdAt_gte', 'ISO 8601'],
    ['no day', { filter: { createdAt_lte: '2026-04-31T00:00Z' } }, 'filter.createdAt_lte', 'ISO 8601'],
    ['no object', { filter: [1] }, 'filter', 'JSON object'],
  ])('refuses %s with 400 and what is allowed', async (_what, parts, field, words) => {
    const answer = await support.get(query(parts));
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.errors[field]).toContain(words);
  });

  it('refuses unknown parameters and JSON that is none', async () => {
    expect((await support.get('/api/orders?page=2')).body.errors.page).toContain('not known');
    expect((await support.get('/api/orders?filter={')).status).toBe(400);
    expect((await support.get('/api/orders?range=[0,24]&range=[0,9]')).status).toBe(400);
  });

  it.each(['Muster Max', '+41 79 123 45 67', 'max@example.com', '12.04.1980'])(
    'sends %s to the search instead',
    async (q) => {
      const answer = await support.get(query({ filter: { q } }));
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe('use_search');
      expect(JSON.stringify(answer.body)).not.toContain(q);
    },
  );

  it.each(['finance', 'auditor'] as const)(
    'shows %s no person, no target URL, no reason, no notes, no bodies; anywhere',
    async (role) => {
      const who = { finance, auditor }[role];
      const { body: rows } = await who.get(query({ range: [0, 999] }));
      const { body: one } = await who.get(`/api/orders/${refIds[0]}`);
      for (const row of [...rows, one]) {
        for (const field of [...PERSONAL, 'birthDate', 'samePerson', 'revealed'])
          expect(row).not.toHaveProperty(field);
      }
      expect((await who.get(`/api/orders/${refIds[0]}/timeline`)).status).toBe(403);
      const { body: found } = await who.post('/api/search', { q: refIds[0] });
      expect(found.hits[0]).not.toHaveProperty('msisdn');
      const { body: calls } = await who.get('/api/calls?range=[0,0]');
      const { body: call } = await who.get(`/api/calls/${calls[0].id}`);
      expect(call.id).toBe(calls[0].id);
      for (const field of ['requestHeaders', 'requestBody', 'responseHeaders', 'responseBody'])
        expect(call).not.toHaveProperty(field);
      expect((await who.get('/api/orders/export.csv?columns=["msisdn"]')).status).toBe(400);
    },
  );

  it('masks the person in lists and details until revealed, and only to who revealed', async () => {
    const { body: rows } = await support.get(query({ range: [0, 999] }));
    const row = rows.find((one: { msisdn: string | null }) => one.msisdn);
    expect(row.msisdn).toMatch(/^\+\d\d \d\d ••• •• \d\d$/);
    const path = `/api/orders/${row.refId}`;
    expect((await support.get(path)).body.msisdn).toBe(row.msisdn);
    const vague = await support.post(`${path}/reveal`, { reason: '', fields: ['msisdn'] });
    expect(vague.body.errors.reason).toContain('say why');
    const revealed = await support.post(`${path}/reveal`, {
      reason: 'the user is on the phone',
      fields: ['msisdn'],
    });
    expect(revealed.status).toBe(200);
    expect(revealed.body.msisdn).toMatch(/^\+\d{8,}$/);
    expect(revealed.body.revealed.fields).toEqual(['msisdn']);
    expect((await support.get(path)).body.msisdn).toBe(revealed.body.msisdn);
    expect((await admin.get(path)).body.msisdn).toBe(row.msisdn);
    const log = app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = 'personal_data.reveal' AND ref_id = ?`)
      .pluck()
      .get(row.refId) as string;
    expect(log).toContain('"msisdn"');
    expect(log).not.toContain('on the phone');
    expect((await finance.post(`${path}/reveal`, { reason: 'curious', fields: ['msisdn'] })).status).toBe(
      403,
    );
  });

  it('finds by any id and by number in any notation, masked', async () => {
    const { body: rows } = await support.get(query({ range: [0, 999] }));
    const row = rows.find(
      (one: { msisdn: string | null; orderId: string | null }) => one.msisdn && one.orderId,
    );
    const clear = app.desk.reader.connection
      .sql('SELECT msisdn FROM orders WHERE ref_id = ?')
      .pluck()
      .get(row.refId) as string;
    const finds = async (q: string) => {
      const answer = await support.post('/api/search', { q, limit: 50 });
      expect(answer.status).toBe(200);
      return answer.body.hits.filter((hit: { refId: string }) => hit.refId === row.refId);
    };
    expect((await finds(row.refId.toUpperCase()))[0]).toMatchObject({ matched: 'ref_id', exact: true });
    expect((await finds(row.orderId))[0]).toMatchObject({ matched: 'order_id', exact: true });
    expect((await finds(clear.replace(/(\d\d)$/, ' $1')))[0]).toMatchObject({
      matched: 'msisdn',
      exact: true,
      msisdn: row.msisdn,
    });
    expect((await finds(`0${clear.slice(3)}`))[0]).toMatchObject({ matched: 'msisdn' });
    expect((await finds(clear.slice(-5)))[0], clear).toMatchObject({ matched: 'msisdn' });
    expect((await finds(`${row.refId.slice(0, 5)}…${row.refId.slice(-4)}`))[0]).toMatchObject({
      matched: 'ref_id',
    });
    const nothing = await support.post('/api/search', { q: '00000000-0000-4000-8000-00000000abcd' });
    expect(nothing.body).toMatchObject({ hits: [], registrable: '00000000-0000-4000-8000-00000000abcd' });
    expect((await finance.post('/api/search', { q: clear })).body.hits).toEqual([]);
  });

  it('gives the order’s timeline with happened and observed times', async () => {
    const { body: rows } = await support.get(query({ filter: { status: 'terminated' } }));
    const { refId } = rows[0];
    const note = await support.post(`/api/orders/${refId}/notes`, { text: 'Frau Muster called twice' });
    expect(note.status).toBe(201);
    const { body } = await support.get(`/api/orders/${refId}/timeline`);
    const kinds = new Set(body.items.map((item: { kind: string }) => item.kind));
    for (const kind of ['status', 'call', 'act', 'note']) expect(kinds).toContain(kind);
    const status = body.items.find((item: { kind: string }) => item.kind === 'status');
    expect(status.observedAt > status.at).toBe(true);
    expect(body.items.find((item: { kind: string }) => item.kind === 'note').text).toBe(
      'Frau Muster called twice',
    );
    const times = body.items.map((item: { at: string }) => item.at);
    expect(times).toEqual([...times].sort().reverse());
    const stored = app.desk.reader.connection
      .sql(`SELECT count(*) FROM entries WHERE ${ENTRY_JSON} LIKE ?`)
      .pluck();
    expect(stored.get('%Frau Muster%')).toBe(0);
  });

  it('folds equal calls in a row into one line with their number, and gives each of them when asked', async () => {
    const { body: rows } = await support.get(query({ filter: { status: 'error' } }));
    const { refId } = rows[0];
    const calls = async () => {
      const { body } = await support.get(`/api/orders/${refId}/timeline`);
      return body.items.filter((item: { kind: string }) => item.kind === 'call');
    };
    for (let n = 0; n < 4; n += 1) await app.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
    const folded = await calls();
    expect(folded[0].count).toBeGreaterThanOrEqual(4);
    expect(folded[0].firstAt < folded[0].at).toBe(true);
    const each = await support.get(`/api/calls?filter=${encodeURIComponent(JSON.stringify({ refId }))}`);
    expect(folded.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(
      Number(each.headers['content-range']?.split('/')[1]),
    );
  });

  it('exports what a filter gives, masked, without formulas, and into the log', async () => {
    const filter = encodeURIComponent(JSON.stringify({ status: ['error', 'terminated'] }));
    const answer = await support.get(
      `/api/orders/export.csv?filter=${filter}&columns=["status","refId","msisdn"]`,
    );
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    const lines = answer.text.replace(/\r\n$/, '').split('\r\n');
    expect(lines[0]).toBe('\ufeffstatus,refId,msisdn');
    const { headers } = await support.get(query({ filter: { status: ['error', 'terminated'] } }));
    expect(lines).toHaveLength(1 + Number(headers['content-range']?.split('/')[1]));
    const cells = lines.slice(1).map((line) => line.split(',')[2] ?? '');
    expect(cells.some((cell) => /^'\+\d\d \d\d ••• •• \d\d$/.test(cell))).toBe(true);
    expect(cells.every((cell) => cell === '' || cell.startsWith("'+"))).toBe(true);
    const plain = await finance.get('/api/orders/export.csv');
    for (const field of PERSONAL) expect(plain.text.split('\r\n')[0]).not.toContain(field);
    expect((await finance.get('/api/orders/export.csv?columns=["msisdn"]')).body.errors.columns).toContain(
      'msisdn',
    );
    expect((await support.get('/api/orders/export.csv?columns=["subjectId"]')).status).toBe(400);
    const recorded = app.desk.reader.connection
      .sql("SELECT detail FROM entries WHERE action = 'order.export' ORDER BY seq")
      .pluck()
      .all() as string[];
    const told = recorded.map((detail) => JSON.parse(detail));
    const rows = plain.text.trim().split('\r\n').length - 1;
    expect(told).toMatchObject([
      { rows: lines.length - 1, atLeast: false, columns: ['status', 'refId', 'msisdn'] },
      { rows, atLeast: false, filter: '[]' },
    ]);
    expect(JSON.parse(told[0].filter)).toMatchObject([{ field: 'status', values: ['error', 'terminated'] }]);
  });

  it('answers 405 with the methods an address has', async () => {
    const answer = await support.put('/api/orders/00000000-0000-4000-8000-000000000000').send({});
    expect([answer.status, answer.body.code]).toEqual([405, 'method_not_allowed']);
    expect(answer.headers.allow).toBe('GET, HEAD');
    expect((await support.delete('/api/orders')).headers.allow).toBe('GET, HEAD, POST');
  });

  it('says in plain words what is missing', async () => {
    const { status, body } = await support.post('/api/search').send({});
    expect([status, body.errors]).toEqual([400, { q: 'is missing: must be a text' }]);
  });

  it('answers 404 for an unknown order and for an unknown route', async () => {
    const order = await support.get('/api/orders/00000000-0000-4000-8000-000000000000');
    expect(order.status).toBe(404);
    expect(order.body.code).toBe('order_not_found');
    const route = await support.get('/api/nothing');
    expect(route.status).toBe(404);
    expect(route.body.code).toBe('unknown_route');
  });
});
