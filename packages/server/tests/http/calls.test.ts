import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { register } from '../sync/desk-fixture.ts';
import { type AppFixture, type Caller, startApp } from './app-fixture.ts';

function query(parts: Record<string, unknown>): string {
  const pairs = Object.entries(parts).map(
    ([key, value]) => `${key}=${encodeURIComponent(JSON.stringify(value))}`,
  );
  return `/api/calls?${pairs.join('&')}`;
}

type Row = Record<string, unknown> & { id: number };

describe('/api/calls', () => {
  let app: AppFixture;
  let support: Caller;
  let all: Row[];

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 60, speed: 1 } });
    const refIds = app.simulator.refIds();
    await register(app.desk, [...refIds, '00000000-0000-4000-8000-000000000000']);
    const by = { actor: 'system', origin: 'system' } as const;
    await Promise.all(refIds.map((refId) => app.desk.sync.syncNow(refId, by)));
    await app.desk.sync.syncNow('00000000-0000-4000-8000-000000000000', by);
    support = await app.as('support');
    all = (await support.get(query({ range: [0, 999] }))).body;
  });
  afterAll(() => app.close());

  it('agrees one to one with what the simulator received', async () => {
    const { body: received } = await request(app.simulator.url).get('/_sim/calls?since=0');
    const theirs = received.map((call: { correlationId: string; status: number }) => [
      call.correlationId,
      call.status,
    ]);
    const ours = all.map((call) => [call.correlationId, call.httpStatus]);
    expect(ours.sort()).toEqual(theirs.sort());
    expect(new Set(all.map((call) => call.correlationId)).size).toBe(all.length);
  });

  it('pages by arithmetic on gapless ids, both ways', async () => {
    const newest = await support.get(query({ range: [0, 9] }));
    expect(newest.headers['content-range']).toBe(`calls 0-9/${all.length}`);
    expect(newest.body.map((call: Row) => call.id)).toEqual(all.slice(0, 10).map((call) => call.id));
    const oldest = await support.get(query({ range: [5, 9], sort: ['id', 'ASC'] }));
    expect(oldest.body.map((call: Row) => call.id)).toEqual([6, 7, 8, 9, 10]);
    const beyond = await support.get(query({ range: [9000, 9009] }));
    expect(beyond.headers['content-range']).toBe(`calls */${all.length}`);
  });

  it('filters by any field, whatever the sort', async () => {
    const sample = all.find((call) => call.operation === 'get_status' && call.orderId !== null) as Row;
    const fields = [
      'operation',
      'startedAt',
      'finishedAt',
      'httpMethod',
      'url',
      'refId',
      'orderId',
      'externalId',
      'actor',
      'origin',
      'httpStatus',
      'outcome',
      'durationMs',
      'attempt',
      'correlationId',
    ];
    for (const field of fields) {
      for (const sort of [
        ['id', 'DESC'],
        ['startedAt', 'ASC'],
        ['durationMs', 'DESC'],
      ]) {
        const answer = await support.get(
          query({ filter: { [field]: sample[field] }, range: [0, 999], sort }),
        );
        expect(answer.status, field).toBe(200);
        const wanted = all.filter((call) => call[field] === sample[field]).map((call) => call.id);
        expect(answer.body.map((call: Row) => call.id).sort(), `${field} by ${sort[0]}`).toEqual(
          wanted.sort(),
        );
        expect(answer.headers['content-range']).toBe(`calls 0-${wanted.length - 1}/${wanted.length}`);
        const keys = answer.body.map((call: Row) => call[String(sort[0])]);
        const rising = keys.toSorted((a: number | string, b: number | string) =>
          a < b ? -1 : a > b ? 1 : 0,
        );
        expect(keys).toEqual(sort[1] === 'ASC' ? rising : rising.reverse());
      }
    }
    const failed = await support.get(query({ filter: { httpStatus: [404, 500] } }));
    expect(failed.body).toHaveLength(1);
    const since = await support.get(query({ filter: { startedAt_gte: sample.startedAt }, range: [0, 999] }));
    expect(since.body).toHaveLength(
      all.filter((call) => String(call.startedAt) >= String(sample.startedAt)).length,
    );
  });

  it('refuses what it cannot filter or sort by', async () => {
    const answer = await support.get(query({ filter: { requestBody: 'x' }, sort: ['url', 'ASC'] }));
    expect(answer.status).toBe(400);
    expect(answer.body.errors['filter.requestBody']).toContain(
      'allowed are id, startedAt, finishedAt, operation',
    );
    expect(answer.body.errors.sort).toContain('allowed are id, startedAt, durationMs');
  });

  it('shows a call with its answer, without secrets, the person masked until revealed', async () => {
    const row = all.find((call) => call.operation === 'get_status' && call.httpStatus === 200) as Row;
    const masked = (await support.get(`/api/calls/${row.id}`)).body;
    expect(masked.bodies).toBe('masked');
    const shown = JSON.parse(masked.responseBody);
    expect(shown.refId).toBe(row.refId);
    expect(shown.mobile ?? '•••').toBe('•••');
    await support.post(`/api/orders/${row.refId}/reveal`, {
      reason: 'checking the number',
      fields: ['msisdn'],
    });
    const clear = (await support.get(`/api/calls/${row.id}`)).body;
    expect(clear.bodies).toBe('masked');
    const told = JSON.parse(clear.responseBody);
    expect(told.mobile ?? '+41').toMatch(/^\+\d/);
    expect(told.lastName ?? '•••').toBe('•••');
    const token = all.find((call) => call.operation === 'token') as Row;
    const { text } = await support.get(`/api/calls/${token.id}`);
    expect(text).not.toContain('missswaggerclientsecret');
    expect(text).not.toMatch(/access_token"?\s*:\s*"?[\w-]{20}/);
    expect((await support.get('/api/calls/999999')).status).toBe(404);
    expect((await support.get('/api/calls/abc')).status).toBe(400);
  });
});
