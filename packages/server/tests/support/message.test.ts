import { randomUUID } from 'node:crypto';
import { LANGUAGES } from '@srs-desk/shared/words/language.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { register } from '../sync/desk-fixture.ts';
import { tellStatuses } from '../sync/told-by-srs.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T = Date.parse('2026-03-04T10:00:00.000Z');

describe('what may be told to the user of an order', () => {
  let app: AppFixture;
  let support: Caller;
  let now = T;

  beforeAll(async () => {
    app = await startApp({ desk: { clock: { now: () => now } } });
    support = await app.as('support');
  });
  afterAll(() => app.close());

  /** An order that SRS told of in these statuses, one minute apart; then it is `ageMs` after the first. */
  async function order(
    statuses: readonly string[],
    ageMs = HOUR,
    provider = { issuer: 'IDENTITY.TM', method: 'video' },
  ) {
    const refId = randomUUID();
    now = T;
    await register(app.desk, [refId]);
    const told = statuses.map((status, index): [string, number] => [status, T + index * MINUTE]);
    const [first, ...others] = told;
    if (first === undefined) throw new Error('no status');
    await tellStatuses(app.desk, refId, [first, ...others], {
      ...provider,
      targetUrl: `https://idp.example/${refId}`,
    });
    now = T + ageMs;
    await app.desk.ledger.recordWithoutEntry([{ name: 'order.retriage', args: { limit: 1_000 } }]);
    support = await app.as('support');
    return refId;
  }

  const message = (refId: string, query = '') => support.get(`/api/orders/${refId}/message?${query}`);

  it('hands out the living link with the notice before it, and names the situations that hold', async () => {
    const refId = await order(['CREATED', 'INITIALIZED']);
    for (const lang of LANGUAGES) {
      const { status, body } = await message(refId, `lang=${lang}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ situation: 'start', targetUrl: `https://idp.example/${refId}` });
      expect(body.body).toContain(body.targetUrl);
      expect(body.situations).toEqual(expect.arrayContaining(['start', 'reminder']));
      expect(body.situations).not.toContain('can_sign');
    }
  });

  it.each([
    ['error', ['CREATED', 'INITIALIZED', 'ERROR']],
    ['cancelled', ['CREATED', 'INITIALIZED', 'CANCELLED']],
    ['terminated', ['CREATED', 'INITIALIZED', 'TERMINATED']],
  ])('hands out no link of an order that is over: %s', async (_, statuses) => {
    const refId = await order(statuses);
    const { body } = await message(refId);
    expect(body.targetUrl).toBeNull();
    expect(body.body).not.toContain('https://');
    for (const situation of ['start', 'reuse_link', 'new_link', 'newer_link']) {
      const refused = await message(refId, `situation=${situation}`);
      expect(refused.status).toBe(409);
      expect(refused.body.code).toBe('facts_missing');
      expect(refused.body.missing.length).toBeGreaterThan(0);
    }
  });

  it('of a bank session that ran out, none either', async () => {
    const refId = await order(['CREATED', 'INITIALIZED'], 2 * HOUR, { issuer: 'KLARNA', method: 'bank' });
    expect((await message(refId)).body).toMatchObject({ situation: 'reminder', targetUrl: null });
    await support.put(`/api/orders/${refId}/work`, { answers: { bank_user_says: 'not_opened' } });
    expect((await message(refId)).body).toMatchObject({ situation: 'start' });
  });

  it('triage says in words whose turn it is, with the answers that are given', async () => {
    const refId = await order(['CREATED', 'INITIALIZED']);
    const asked = (answers: unknown, lang = 'en') =>
      support.get(
        `/api/orders/${refId}/triage?lang=${lang}&answers=${encodeURIComponent(JSON.stringify(answers))}`,
      );
    const before = (await asked({})).body;
    expect(before).toMatchObject({
      nextActor: 'user',
      step: 2,
      situation: 'start',
      why: { code: 'start_unknown' },
    });
    expect(before.hold.text).toContain('age alone');
    expect(before.questions[0]).toMatchObject({ id: 'video_user_says', text: 'What does the user say?' });
    expect(before.questions[0].answers).toContainEqual({ id: 'data_wrong', text: 'Data typed wrongly' });
    const wrong = (await asked({ video_user_says: 'data_wrong' }, 'de')).body;
    expect(wrong).toMatchObject({ nextActor: 'us', situation: 'check_data' });
    expect(wrong.checks.map((check: { id: string }) => check.id)).toContain('surname_alone');
    expect(wrong.why.text).toMatch(/Angaben/);
    expect((await support.get(`/api/orders/${refId}/triage?answers=no`)).status).toBe(400);
    expect(
      (await support.get(`/api/orders?filter=${encodeURIComponent('{"nextActor":"user"}')}`)).body,
    ).toContainEqual(expect.objectContaining({ refId, nextActor: 'user' }));
  });

  it('a message may promise to get back only while somebody follows the order up', async () => {
    const refId = await order(['CREATED', 'INITIALIZED', 'ERROR']);
    expect((await message(refId)).body.body).not.toContain('You will get');
    await support.put(`/api/orders/${refId}/work`, { followUpAt: new Date(now + HOUR).toISOString() });
    expect((await message(refId)).body.body).toContain('You will get a new link from us');
  });
});
