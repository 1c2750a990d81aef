import { randomUUID } from 'node:crypto';
import { LANGUAGES } from '@srs-desk/shared/words/language.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, linkOf, MINUTE, startWorld, type Told, YEAR } from './support-world.ts';

const WAITING = [
  ['CREATED', -9 * MINUTE],
  ['INITIALIZED', -8 * MINUTE],
] as const;
const TWO_HOURS = [
  ['CREATED', -2 * HOUR],
  ['INITIALIZED', -2 * HOUR],
] as const;
const TERMINATED = [...TWO_HOURS, ['TERMINATED', -HOUR]] as const;
const LONG_AGO = [
  ['CREATED', -6 * YEAR],
  ['TERMINATED', -6 * YEAR],
] as const;

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

  type Verified = 'valid' | 'no_evidence' | 'terms_not_accepted';
  const expected: readonly (readonly [
    name: string,
    told: Told & { verify?: Verified },
    answers: Record<string, string>,
    nextActor: string | null,
    step: number | null,
    situation: string,
  ])[] = [
    [
      'created without a link',
      { statuses: [['CREATED', -MINUTE]], link: false },
      {},
      'swisscom',
      1,
      'link_pending',
    ],
    ['… for an hour', { statuses: [['CREATED', -HOUR]], link: false }, {}, 'swisscom', 1, 'looking_into'],
    ['initialized', { statuses: WAITING }, {}, 'user', 2, 'start'],
    ['by a method nobody has heard of', { statuses: WAITING, method: 'unheard_of' }, {}, 'user', 2, 'start'],
    ['call lost', { statuses: WAITING }, { video_user_says: 'connection_lost' }, 'user', 3, 'reuse_link'],
    ['data typed wrongly', { statuses: WAITING }, { video_user_says: 'data_wrong' }, 'us', 2, 'check_data'],
    [
      'identification done',
      { statuses: [...WAITING, ['IDENTIFICATION_DONE', -MINUTE]] },
      {},
      'isp',
      4,
      'wait_for_result',
    ],
    [
      'data ready for an hour',
      { statuses: [...TWO_HOURS, ['DATA_READY', -HOUR]] },
      {},
      'isp',
      3,
      'looking_into',
    ],
    [
      'terminated just now',
      { statuses: [...WAITING, ['TERMINATED', -MINUTE]] },
      {},
      'user',
      5,
      'registering',
    ],
    [
      '… and no SMS',
      { statuses: [...WAITING, ['TERMINATED', -MINUTE]] },
      { terms_sms: 'not_arrived' },
      'us',
      5,
      'registering',
    ],
    [
      'terms pending',
      { statuses: [...WAITING, ['TERMINATED', -MINUTE]], verify: 'terms_not_accepted' },
      {},
      'user',
      5,
      'accept_terms',
    ],
    [
      '… for longer than the wait',
      { statuses: TERMINATED, verify: 'terms_not_accepted' },
      {},
      'swisscom',
      5,
      'accept_terms',
    ],
    [
      '… and no SMS',
      { statuses: TERMINATED, verify: 'terms_not_accepted' },
      { terms_sms: 'not_arrived' },
      'swisscom',
      5,
      'terms_sms_missing',
    ],
    ['no evidence', { statuses: TERMINATED, verify: 'no_evidence' }, {}, 'swisscom', 5, 'looking_into'],
    ['valid', { statuses: TERMINATED, verify: 'valid' }, {}, null, null, 'can_sign'],
    [
      '… and cannot sign',
      { statuses: TERMINATED, verify: 'valid' },
      { can_sign: 'no' },
      'swisscom',
      5,
      'cannot_sign',
    ],
    ['expired long ago', { statuses: LONG_AGO, verify: 'no_evidence' }, {}, 'user', 2, 'evidence_expired'],
    [
      'error with a reason',
      { statuses: [...WAITING, ['ERROR', -MINUTE]], reason: 'document not readable' },
      {},
      'us',
      4,
      'failed',
    ],
    [
      'error for a technical reason',
      { statuses: [...WAITING, ['ERROR', -MINUTE]], reason: 'Session timed out' },
      {},
      'isp',
      3,
      'failed',
    ],
    ['error without', { statuses: [...WAITING, ['ERROR', -MINUTE]] }, {}, 'us', 4, 'failed'],
    ['cancelled', { statuses: [...WAITING, ['CANCELLED', -MINUTE]] }, {}, null, null, 'link_cancelled'],
    ['bank in its hour', { statuses: WAITING, method: 'bank' }, {}, 'user', 2, 'reminder'],
    [
      '… login failed',
      { statuses: WAITING, method: 'bank' },
      { bank_user_says: 'login_failed' },
      'user',
      3,
      'reuse_link',
    ],
    [
      '… link used up',
      { statuses: WAITING, method: 'bank' },
      { bank_user_says: 'link_used_up' },
      'us',
      3,
      'failed',
    ],
    ['bank over its hour', { statuses: TWO_HOURS, method: 'bank' }, {}, 'us', 4, 'reminder'],
  ];

  describe.each(expected)(
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
});

/** English that has no place in a German sentence. */
const GERMAN_WITHOUT = /ß|\b(the|and|your|you|please|is|of|has)\b/i;

function isWithUser({ statuses }: Told): boolean {
  return ['CREATED', 'INITIALIZED'].includes(statuses.at(-1)?.[0] ?? '');
}
