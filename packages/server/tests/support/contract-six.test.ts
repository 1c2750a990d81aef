import { randomUUID } from 'node:crypto';
import { LANGUAGES } from '@srs-desk/shared/words/language.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPECTED, LONG_AGO, NEW, TERMINATED, TWO_HOURS, WAITING } from './expected-readings.ts';
import { HOUR, linkOf, MINUTE, PERSON, startWorld, type Told } from './support-world.ts';

describe('messages, triage and hand-over as the contract has them', async () => {
  const world = await startWorld();
  const { by } = world;
  afterAll(() => world.close());

  const what = ['triage', 'message', 'handover'] as const;

  describe('what is asked', () => {
    let refId: string;
    beforeAll(async () => {
      refId = await world.registered({ statuses: WAITING });
    });

    const refused = async (path: string, query: Record<string, string>, field: string) => {
      const { status, body } = await world.get(refId, path, query);
      expect([status, body.code], `${path} ${JSON.stringify(query)}`).toEqual([400, 'invalid_input']);
      return body.errors[field];
    };

    it('in a language: English where none is named, a 400 that names both for any other', async () => {
      for (const one of what) {
        expect((await world.get(refId, one)).body).toEqual(
          (await world.get(refId, one, { lang: 'en' })).body,
        );
        expect(await refused(one, { lang: 'fr' }, 'lang')).toBe('must be one of en, de');
      }
    });

    it.each([
      ['no', 'answers', /JSON such as \{/],
      ['', 'answers', /JSON such as \{/],
      ['[]', 'answers', /object/],
      ['{"terms_sms":1}', 'answers.terms_sms', /text/],
      ['{"video_user_says":"foo"}', 'answers.video_user_says', /one of .*connection_lost/],
      ['{"says":"foo"}', 'answers.says', /no question; they are video_user_says, /],
    ])('with answers %s: 400 with what would be right', async (answers, field, message) => {
      for (const one of ['triage', 'handover'] as const)
        expect(await refused(one, { answers }, field)).toMatch(message);
    });

    it('answers to questions that the case does not ask are not used', async () => {
      const answers = '{"terms_sms":"not_arrived","can_sign":"no"}';
      expect((await world.get(refId, 'triage', { answers })).body).toEqual(
        (await world.get(refId, 'triage')).body,
      );
      expect((await world.get(refId, 'handover', { answers })).body.body).not.toMatch(/SMS|sign\?/);
    });

    it('with a time: ISO 8601 with its zone, and not one to come', async () => {
      for (const occurredAt of ['yesterday', '2026-03-04', '2026-03-04T09:00', '2026-02-30T09:00:00Z'])
        expect(await refused('handover', { occurredAt }, 'occurredAt')).toMatch(/ISO 8601/);
      const tomorrow = new Date(world.now() + 24 * HOUR).toISOString();
      expect(await refused('handover', { occurredAt: tomorrow }, 'occurredAt')).toMatch(/not come yet/);
    });

    it('with checks, an issue or a situation that there is not: 400 with those that there are', async () => {
      expect(await refused('handover', { checked: 'browser,all' }, 'checked.1')).toMatch(/one of .*browser/);
      expect(await refused('handover', { issue: 'all' }, 'issue')).toMatch(/one of .*connection_lost/);
      expect(await refused('message', { situation: 'all' }, 'situation')).toMatch(/one of .*new_link/);
    });

    it('of an order in any notation of its Ref ID; of none: 404', async () => {
      for (const form of [refId.toUpperCase(), refId.replaceAll('-', ''), `{${refId}}`])
        for (const one of what) expect((await world.get(encodeURIComponent(form), one)).status).toBe(200);
      for (const one of [...what, 'work', 'timeline']) {
        const { status, body } = await world.get(randomUUID(), one);
        expect([one, status, body.code]).toEqual([one, 404, 'order_not_found']);
      }
    });

    it('by finance: nothing of it', async () => {
      for (const one of what) {
        const { status, body } = await world.get(refId, one, {}, 'finance');
        expect([status, body.code]).toEqual([403, 'role_may_not']);
      }
    });

    it('of a message whose facts do not hold: 409 with which', async () => {
      const { status, body } = await world.get(refId, 'message', { situation: 'can_sign' });
      expect([status, body.code, body.missing]).toEqual([409, 'facts_missing', ['valid']]);
    });
  });

  describe.each(EXPECTED)(
    'an order %s',
    (_name, { verify, ...told }, answers, nextActor, step, situation) => {
      let refId: string;
      beforeAll(async () => {
        refId = await world.registered({ mobile: world.someNumber(), ...told });
        if (verify !== undefined) await world.verified(refId, verify);
      });
      const given = { answers: JSON.stringify(answers) };

      it('has its next actor, step and message', async () => {
        const { body } = await world.get(refId, 'triage', given);
        expect(body).toMatchObject({ nextActor, step, situation });
        if (Object.keys(answers).length > 0) await by.support.put(`/api/orders/${refId}/work`, { answers });
        const order = (await by.support.get(`/api/orders/${refId}`)).body;
        expect(order).toMatchObject({ nextActor, step, supportTeam: body.supportTeam });
        const filter = encodeURIComponent(JSON.stringify({ nextActor: [nextActor], refId }));
        expect((await by.support.get(`/api/orders?filter=${filter}`)).body).toMatchObject([{ refId }]);
      });

      it.each(LANGUAGES)('says in %s only what is so', async (lang) => {
        const query = { ...given, lang };
        const triage = (await world.get(refId, 'triage', query)).body;
        const first = (await world.get(refId, 'message', { lang })).body;
        const handover = await world.get(refId, 'handover', query);
        const ticket = handover.status === 200 ? `${handover.body.subject}\n${handover.body.body}` : '';
        if (nextActor === null || situation === 'evidence_expired')
          expect(handover.body.code).toBe('nothing_to_hand_over');
        else expect(handover.status).toBe(200);
        const messages = [first];
        for (const one of first.situations)
          messages.push((await world.get(refId, 'message', { lang, situation: one })).body);
        const isOver = told.statuses === TWO_HOURS || !isWithUser(told);
        for (const { body, targetUrl, subject } of messages) {
          expect(body.includes('https://')).toBe(targetUrl !== null);
          if (targetUrl !== null) expect([isOver, targetUrl]).toEqual([false, linkOf(refId)]);
          expect(`${subject}${body}`).not.toMatch(lang === 'de' ? GERMAN_WITHOUT : /\b(Sie|und|nicht)\b/);
          expect(body).not.toMatch(/RA Service|\bSRS\b|Ref ID|MSISDN|Target URL|Evidence/);
        }
        const all = [ticket, triage.why.text, triage.hold?.text ?? '', ...messages.map(({ body }) => body)];
        for (const text of all) expect(text).not.toMatch(/ – |undefined|null|NaN|\{\w+\}|\[|ß|[a-z]_[a-z]/);
        for (const { text } of triage.checks) expect(ticket).not.toContain(text);
        expect(ticket).not.toMatch(/We checked|Von uns geprüft/);
      });
    },
  );
  it('an order whose person is erased: nobody’s turn, no message, no ticket, and no claim of what is gone', async () => {
    for (const statuses of [WAITING, [...WAITING, ['ERROR', -MINUTE]] as const, TERMINATED]) {
      const mobile = world.someNumber();
      const refId = await world.registered({ statuses, mobile, reason: 'document not readable' });
      if (statuses === TERMINATED) await world.verified(refId, 'terms_not_accepted');
      const erasure = { reason: 'the person asked for it', confirm: true, pending: 'leave_open' };
      expect((await by.admin.post(`/api/orders/${refId}/erase`, erasure)).status).toBe(200);
      expect((await by.support.get(`/api/orders/${refId}`)).body).toMatchObject({
        nextActor: null,
        step: null,
        attentionAll: [],
      });
      const { body } = await world.get(refId, 'triage');
      expect(body).toMatchObject({
        nextActor: null,
        situation: null,
        questions: [],
        why: { code: statuses === WAITING ? 'erased_left_open' : 'erased' },
      });
      const message = await world.get(refId, 'message', { situation: 'failed' });
      expect([message.status, message.body.code]).toEqual([409, 'order_erased']);
      const ticket = await world.get(refId, 'handover', { issue: 'target_url_missing' });
      expect([ticket.status, ticket.body.code]).toEqual([409, 'nothing_to_hand_over']);
    }
  });

  it('a superseded order gives its successor’s link, and no other message about a link', async () => {
    const mobile = world.someNumber();
    const first = await world.placed({ statuses: NEW, mobile }, { ...PERSON, mobile });
    await world.pass(MINUTE);
    const again = { ...PERSON, mobile, replaces: first, cancelPredecessor: false };
    const second = await world.placed({ statuses: NEW, mobile }, again);
    const { body } = await world.get(first, 'message');
    expect(body).toMatchObject({ situations: ['newer_link'], targetUrl: linkOf(second) });
    expect(body.body).not.toContain(linkOf(first));
    world.tell(second, { statuses: [...NEW, ['ERROR', 0]], mobile });
    await world.sync(second);
    const after = (await world.get(first, 'message')).body;
    expect(after).toMatchObject({ situation: 'check_data', targetUrl: null });
    expect(after.body).not.toContain('nothing you need to do');
    expect((await by.support.get(`/api/orders/${second}`)).body).toMatchObject({ nextActor: 'us', step: 4 });
  });

  it('the date on which evidence ended is told only of evidence that was seen', async () => {
    const refId = await world.registered({ statuses: LONG_AGO, mobile: world.someNumber() });
    await world.verified(refId, 'no_evidence');
    const { body } = await world.get(refId, 'message');
    expect(body.situation).toBe('evidence_expired');
    expect(body.body).toContain('Your registration for electronic signatures has ended.');
    expect(body.body).not.toMatch(/20\d\d/);
  });
});

/** English that has no place in a German sentence. */
const GERMAN_WITHOUT = /ß|\b(the|and|your|you|please|is|of|has)\b/i;

function isWithUser({ statuses }: Told): boolean {
  return ['CREATED', 'INITIALIZED'].includes(statuses.at(-1)?.[0] ?? '');
}
