import { randomUUID } from 'node:crypto';
import { LANGUAGES } from '@srs-desk/shared/words/language.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { register } from '../sync/desk-fixture.ts';
import { tellStatuses } from '../sync/told-by-srs.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T = Date.parse('2026-03-04T10:00:00.000Z');

describe('what is said of an order, to its user and to a support team', () => {
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
    provider: { issuer: string; method: string; msisdn?: string } = {
      issuer: 'IDENTITY.TM',
      method: 'video',
    },
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

  it('since when a status lasts: not of the first that is known of an order where SRS does not tell', async () => {
    const refId = randomUUID();
    now = T;
    await register(app.desk, [refId]);
    const bank = { issuer: 'KLARNA', method: 'bank', targetUrl: `https://idp.example/${refId}` };
    now += MINUTE;
    await tellStatuses(
      app.desk,
      refId,
      [
        ['CREATED', null],
        ['INITIALIZED', null],
      ],
      bank,
    );
    support = await app.as('support');
    const stands = async () => {
      const order = (await support.get(`/api/orders/${refId}`)).body;
      const triage = (await support.get(`/api/orders/${refId}/triage`)).body;
      const ticket = (await support.get(`/api/orders/${refId}/handover`)).body;
      return [order.triageFacts.statusChangedAtKnown, triage.why.text, triage.hold?.text, ticket.body];
    };
    const [known, why, hold, ticket] = await stands();
    expect([known, why]).toEqual([false, 'A bank session may be running.']);
    expect(hold).toBe('Ask first when the user opened the link: the 60 minutes count from then.');
    expect(ticket).not.toMatch(/INITIALIZED since/);
    expect((await message(refId)).body.targetUrl).toBeNull();
    await support.put(`/api/orders/${refId}/work`, { answers: { bank_user_says: 'not_opened' } });
    expect((await message(refId)).body.targetUrl).toBe(bank.targetUrl);
    now += MINUTE;
    const later = [
      ['CREATED', null],
      ['INITIALIZED', null],
      ['IDENTIFICATION_DONE', null],
    ] as const;
    await tellStatuses(app.desk, refId, later, bank);
    const [isKnown, says] = await stands();
    expect(isKnown).toBe(true);
    expect(says).toContain('Identification done since');
  });

  it('that somebody may sign by another order: only as the RA service last answered, and while nobody says otherwise', async () => {
    const msisdn = '+41797770101';
    const provider = { issuer: 'IDENTITY.TM', method: 'video', msisdn };
    const says = async (refId: string) => {
      const { otherEvidence } = (await support.get(`/api/orders/${refId}`)).body.triageFacts;
      const { situations } = (await message(refId)).body;
      return [otherEvidence?.refId ?? null, situations.includes('already_identified')];
    };
    type Answer = { kind: 'valid'; evidenceId: string } | { kind: 'no_evidence' | 'terms_not_accepted' };
    const verify = async (refId: string, answer: Answer, jurisdiction: 'eidas' | 'zertes' = 'eidas') => {
      now += MINUTE;
      const asked = { jurisdiction, loa: '4' as const };
      const by = { actor: 'sync', origin: 'sync', callId: 1 } as const;
      const args = { refId, ...by, answer, asked };
      expect((await app.desk.ledger.record([{ name: 'order.apply_verify', args }], [])).ok).toBe(true);
    };
    // Another one each time: what is not new is no change.
    const valid = () => ({ kind: 'valid', evidenceId: `RAS0123456789abc${now % 1e10}` }) as const;
    const first = await order(['TERMINATED'], HOUR, provider);
    const later = await order(['INITIALIZED'], HOUR, provider);
    await verify(first, valid());
    const identified = [first, true];
    const nothing = [null, false];
    expect(await says(later)).toEqual(identified);
    for (const kind of ['no_evidence', 'terms_not_accepted'] as const) {
      await verify(later, { kind });
      expect(await says(later)).toEqual(nothing);
      const at = now;
      const third = await order(['INITIALIZED'], HOUR, provider);
      now = at;
      expect(await says(third)).toEqual(nothing);
      // That the RA service has nothing for another law does not take back its no.
      await verify(first, { kind: 'no_evidence' }, 'zertes');
      expect(await says(third)).toEqual(nothing);
      await verify(first, valid());
      expect(await says(later)).toEqual(identified);
    }
    const answers = (values: object) => support.put(`/api/orders/${first}/work`, { answers: values });
    await answers({ can_sign: 'no', what_changed: 'sim_or_number' });
    expect(await says(later)).toEqual(nothing);
    await answers({ can_sign: 'yes' });
    expect(await says(later)).toEqual(identified);
    const targets = { default: { jurisdiction: 'zertes', loa: '4' }, byExternalId: {} };
    const admin = await app.as('admin');
    const set = (value: object) => admin.put('/api/settings/verify.targets', { value });
    expect((await set(targets)).status).toBe(200);
    expect(await says(later)).toEqual(nothing);
    await verify(first, valid(), 'zertes');
    expect(await says(later)).toEqual(identified);
    expect((await set({ default: null, byExternalId: {} })).status).toBe(200);
  });

  it('a message may promise to get back only while somebody follows the order up', async () => {
    const refId = await order(['CREATED', 'INITIALIZED', 'ERROR']);
    expect((await message(refId)).body.body).not.toContain('You will get');
    await support.put(`/api/orders/${refId}/work`, { followUpAt: new Date(now + HOUR).toISOString() });
    expect((await message(refId)).body.body).toContain('You will get a new link from us');
  });

  const ticket = (refId: string, query: Record<string, string> = {}) =>
    support.get(`/api/orders/${refId}/handover?${new URLSearchParams(query)}`);

  it('a ticket asserts what was answered and ticked, and when it happened; nothing without', async () => {
    const refId = await order(['CREATED', 'INITIALIZED']);
    const answers = JSON.stringify({ video_user_says: 'connection_lost', lost_before: 'again' });
    const bare = (await ticket(refId, { answers })).body;
    expect(bare).toMatchObject({
      step: 3,
      issue: 'connection_lost',
      missing: ['proNumber', 'orderId', 'time'],
    });
    expect(bare.body).not.toContain('We checked');
    const at = '2026-03-04T11:02:00+01:00';
    const full = (await ticket(refId, { answers, checked: 'reuse_url,browser', occurredAt: at })).body;
    expect(full.body).toContain('Time of the problem: 04/03/2026, 11:02:00 CET');
    expect(full.body).toContain('We checked:\n- Another browser tried\n- Same link tried again\n');
    expect(full.body).toContain('It was lost more than once.');
    expect((await ticket(refId, { checked: 'everything' })).status).toBe(400);
  });

  it('there is nothing to hand over where nobody has to act, unless the user says otherwise', async () => {
    const refId = await order(['CREATED', 'INITIALIZED', 'CANCELLED']);
    const refused = await ticket(refId);
    expect([refused.status, refused.body.code]).toEqual([409, 'nothing_to_hand_over']);
    expect((await ticket(refId, { answers: '{"on_old_link":"yes"}' })).status).toBe(200);
  });

  it('a second hand-over for the same issue is noticed, and all of them are listed', async () => {
    const refId = await order(['CREATED', 'INITIALIZED']);
    const given = { step: 3, team: 'isp_via_swisscom_service_desk', issue: 'timeout', language: 'en' };
    const hand = (issue: string) =>
      support.post(`/api/orders/${refId}/handovers`, { ...given, issue, subject: 'A', body: 'B' });
    const first = (await hand('timeout')).body;
    expect(first.earlier).toBeNull();
    expect((await ticket(refId, { issue: 'timeout' })).body.earlier).toMatchObject({
      id: first.id,
      createdBy: 'user:support',
    });
    expect((await hand('timeout')).body.earlier).toMatchObject({ id: first.id });
    expect((await hand('connection_lost')).body.earlier).toBeNull();
    await support.patch(`/api/handovers/${first.id}`, { state: 'closed' });
    const listed = (
      await support.get(`/api/handovers?filter=${encodeURIComponent('{"state":["open","closed"]}')}`)
    ).body;
    expect(listed.map(({ id }: { id: number }) => id)).toContain(first.id);
    expect((await support.get('/api/handovers')).body).not.toContainEqual(
      expect.objectContaining({ id: first.id }),
    );
  });
});
