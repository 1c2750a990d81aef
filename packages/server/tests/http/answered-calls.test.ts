import { randomUUID } from 'node:crypto';
import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import type { TimelineItem } from '@srs-desk/shared/api/timeline.ts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { register } from '../sync/desk-fixture.ts';
import { type RawAnswer, type RawSrs, startRawSrs } from '../sync/raw-srs.ts';
import { type AppFixture, type Caller, startApp } from './app-fixture.ts';

const ANSWERS: readonly [RawAnswer, CallRow['answer']][] = [
  [{ status: 404, body: '{"code":"EVIDENCE_NOT_FOUND"}' }, 'no_evidence'],
  [{ status: 403, body: '{"code":"TERMS_NOT_ACCEPTED"}' }, 'terms_not_accepted'],
  [{ status: 404, body: 'default backend - 404' }, null],
  [{ status: 403, body: '{"code":"FORBIDDEN"}' }, null],
  [{ status: 403, headers: { server: 'awselb/2.0' }, body: '' }, null],
];

describe('an answer of SRS that says no', () => {
  let srs: RawSrs;
  let app: AppFixture;
  let support: Caller;

  const list = async (filter: object): Promise<CallRow[]> =>
    (await support.get(`/api/calls?filter=${encodeURIComponent(JSON.stringify(filter))}`)).body;

  beforeAll(async () => {
    srs = await startRawSrs();
    app = await startApp({
      env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
    });
    support = await app.as('support');
    await request(app.server).get('/metrics');
    for (const [answer] of ANSWERS) {
      srs.answer = () => answer;
      await support.post('/api/orders/check-evidence', { mobile: '+41790000001', lastName: 'Muster' });
    }
  });
  afterAll(async () => {
    await app.close();
    await srs.close();
  });

  it('is told apart from what went wrong, though both are HTTP errors', async () => {
    const calls = (await list({ operation: 'verify' })).reverse();
    expect(calls.map(({ outcome, answer }) => [outcome, answer])).toEqual(
      ANSWERS.map(([, answer]) => ['http_error', answer]),
    );
    expect(await list({ operation: 'verify', failed: 'yes' })).toHaveLength(3);
    expect(await list({ operation: 'verify', failed: 'no' })).toHaveLength(2);
    expect(await list({ operation: 'verify', answer: null })).toHaveLength(3);
    expect(await list({ answer: ['no_evidence', 'terms_not_accepted'] })).toHaveLength(2);
    expect((await support.get(`/api/calls/${calls[0]?.id}`)).body.answer).toBe('no_evidence');
  });

  it('is counted as what it is', async () => {
    const { text } = await request(app.server).get('/metrics');
    const count = (outcome: string) =>
      text.match(new RegExp(`srs_desk_calls_total\\{operation="verify",outcome="${outcome}"\\} (\\d+)`))?.[1];
    expect(['no_evidence', 'terms_not_accepted', 'http_error'].map(count)).toEqual(['1', '1', '3']);
  });

  it('is read from the log again when the calls are made anew', async () => {
    const before = await list({});
    const admin = await app.as('admin');
    expect((await admin.post('/api/audit/rebuild-calls')).status).toBe(200);
    expect(await list({})).toEqual(before);
  });
});

describe('equal calls in a row', () => {
  const refId = randomUUID();
  const by = { actor: 'system', origin: 'system' } as const;
  let srs: RawSrs;
  let app: AppFixture;
  let support: Caller;
  let status = 'INITIALIZED';

  const look = async (times: number) => {
    for (let n = 0; n < times; n += 1) await app.desk.sync.syncNow(refId, by);
  };
  const lines = async () => {
    const { items } = (await support.get(`/api/orders/${refId}/timeline`)).body;
    const calls = (items as TimelineItem[]).flatMap((item) => (item.kind === 'call' ? [item] : []));
    return calls.map((call) => [call.count, call.status, call.httpStatus, call.actor]);
  };

  beforeAll(async () => {
    srs = await startRawSrs();
    srs.answer = () =>
      status === 'DOWN' ? { status: 500, body: '' } : { body: JSON.stringify({ refId, status }) };
    app = await startApp({
      env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
    });
    support = await app.as('support');
    await register(app.desk, [refId]);
    await look(40);
    await app.desk.sync.syncNow(refId, { actor: 'user:support', origin: 'user' });
    await look(2);
    status = 'DOWN';
    await look(2);
    status = 'IDENTIFICATION_DONE';
    await look(3);
  });
  afterAll(async () => {
    await app.close();
    await srs.close();
  });

  it('are one line of the order’s story, newest first, as long as the status holds', async () => {
    expect(await lines()).toEqual([
      [3, 'identification_done', 200, 'system'],
      [2, 'initialized', 500, 'system'],
      [2, 'initialized', 200, 'system'],
      [1, 'initialized', 200, 'user:support'],
      [40, 'initialized', 200, 'system'],
    ]);
  });

  it('are one row of the order’s calls when that is asked for, with the last of them', async () => {
    const ask = (filter: object) =>
      support.get(`/api/calls?filter=${encodeURIComponent(JSON.stringify(filter))}&range=[0,2]`);
    const all = await ask({ refId });
    const folded = await ask({ refId, folded: 'yes' });
    expect(all.headers['content-range']).toBe('calls 0-2/48');
    expect(folded.headers['content-range']).toBe('calls 0-2/5');
    expect(folded.body.map((row: CallRow) => row.count)).toEqual([3, 2, 2]);
    expect(folded.body[0].id).toBe(all.body[0].id);
    expect(folded.body[0].firstAt <= all.body[2].startedAt).toBe(true);
    expect(all.body[0].count).toBeUndefined();
    const failed = await ask({ refId, folded: 'yes', httpStatus: 500 });
    expect(failed.body.map((row: CallRow) => row.count)).toEqual([2]);
  });
});
