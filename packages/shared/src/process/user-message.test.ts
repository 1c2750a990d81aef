import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../words/language.ts';
import { anyFacts, FACTS_AT, factsWith } from './facts.fixture.ts';
import { Horizon } from './horizon.ts';
import { messageFacts } from './known-facts.ts';
import { livingLink } from './living-link.ts';
import type { MessageContext } from './message-context.ts';
import { PARAGRAPH_NEEDS, type ParagraphId, SITUATION_SPECS, SITUATIONS } from './situations.ts';
import { type TriageFacts, triage } from './triage.ts';
import { DEFAULT_TRIAGE_RULES as RULES } from './triage-settings.ts';
import { lackingFacts, MESSAGE_TEXTS, type MessageChoice, messageCase, userMessage } from './user-message.ts';

const HOUR = 3_600_000;
const own = 'https://idp.example/t/1';
const newer = 'https://idp.example/t/2';
const alone: MessageContext = {
  successor: null,
  predecessor: null,
  comparedDataSent: null,
  followedUp: false,
};
const format = {
  day: (at: number) => new Date(at).toISOString().slice(0, 10),
  time: (at: number) => new Date(at).toISOString().slice(0, 16),
};
const plain: MessageChoice = {
  language: 'en',
  serviceProvider: 'Muster AG',
  ownUse: false,
  legalText: null,
};

function caseOf(given: Partial<TriageFacts>, context: Partial<MessageContext> = {}, ageMs = 60_000) {
  const facts = factsWith(given);
  const now = FACTS_AT + ageMs;
  return messageCase(facts, triage(facts, RULES, now), { ...alone, ...context }, RULES, now);
}

/** The message that fits best. */
function best(given: Partial<TriageFacts>, context: Partial<MessageContext> = {}, ageMs?: number) {
  const found = caseOf(given, context, ageMs);
  const [first] = found.situations;
  if (first === undefined) throw new Error('no message fits');
  return userMessage(found, first, plain, format);
}

const bank = { methodKey: 'bank_klarna' } as const;
const video = (answer: string) => ({ answers: { video_user_says: answer } });
const atBank = (answer: string, more = {}) => ({ ...bank, answers: { bank_user_says: answer, ...more } });
const refused = (answer: string, more: Record<string, string>) => ({
  answers: { video_user_says: answer, ...more },
});
const terminated = { status: 'terminated' } as const;
const terms = { ...terminated, verifyStatus: 'terms_not_accepted' } as const;
const successor = { link: newer, linkFollows: false, methodKey: 'video_identity_tm', says: null } as const;

/** A newer order that has no link to hand out. */
const overWith = (given: Partial<TriageFacts>) => ({ ...successor, link: null, says: caseOf(given) });

const byMistake = { status: 'cancelled', answers: { cancelled_by_mistake: 'yes' } } as const;

describe('the message that fits', () => {
  it.each<[string, Partial<TriageFacts>, Partial<MessageContext>, number, string, string | null]>([
    ['never got the link', video('link_not_received'), {}, HOUR, 'start', own],
    ['the call broke off', video('connection_lost'), {}, HOUR, 'reuse_link', own],
    ['the app fails', video('app_not_working'), {}, HOUR, 'app_or_browser', own],
    [
      'country not listed',
      refused('country_refused', { country_listed: 'no' }),
      {},
      HOUR,
      'other_method',
      null,
    ],
    ['other language', refused('language', { call_language: 'other' }), {}, HOUR, 'other_method', null],
    ['bank not listed', atBank('bank_not_listed'), {}, HOUR / 2, 'other_method', null],
    ['typed wrongly', video('data_wrong'), {}, HOUR, 'check_data', null],
    ['bank, login failed', atBank('login_failed'), {}, HOUR / 2, 'reuse_link', own],
    ['bank, used up', atBank('login_failed', { tries_left: 'no' }), {}, HOUR / 2, 'failed', null],
    ['bank, over', atBank('login_failed'), {}, 1.2 * HOUR, 'session_over', null],
    ['bank, perhaps over', bank, {}, 2 * HOUR, 'reminder', null],
    ['error', { status: 'error' }, {}, HOUR, 'failed', null],
    ['error, with a newer order', { status: 'error' }, { successor }, HOUR, 'new_link', newer],
    ['error, data was compared', { status: 'error' }, { comparedDataSent: true }, HOUR, 'check_data', null],
    ['cancelled', { status: 'cancelled' }, {}, HOUR, 'link_cancelled', null],
    ['cancelled by mistake', byMistake, { successor }, HOUR, 'cancelled_by_mistake', newer],
    ['cancelled by mistake, no new link yet', byMistake, {}, HOUR, 'link_cancelled', null],
    ['superseded', { supersededBy: 'r2' }, { successor }, HOUR, 'newer_link', newer],
    ['not superseded, with a newer order', {}, { successor }, HOUR, 'start', own],
    [
      'superseded by one of which no more is known',
      { supersededBy: 'r2' },
      { successor: { ...successor, link: null } },
      HOUR,
      'looking_into',
      null,
    ],
    [
      'superseded by one whose link is to come',
      { supersededBy: 'r2' },
      { successor: { ...successor, link: null, linkFollows: true } },
      HOUR,
      'link_pending',
      null,
    ],
    [
      'superseded by one whose terms are pending',
      { supersededBy: 'r2' },
      { successor: overWith(terms) },
      HOUR,
      'accept_terms',
      null,
    ],
    [
      'superseded by one that failed',
      { supersededBy: 'r2' },
      { successor: overWith({ status: 'error' }) },
      HOUR,
      'failed',
      null,
    ],
    [
      'error, and a newer order that can sign',
      { status: 'error' },
      { successor: overWith({ ...terminated, verifyStatus: 'valid' }) },
      HOUR,
      'can_sign',
      null,
    ],
    [
      'cancelled, and a newer order whose terms are pending',
      { status: 'cancelled' },
      { successor: overWith(terms) },
      HOUR,
      'accept_terms',
      null,
    ],
    ['gone', { goneAt: FACTS_AT }, {}, HOUR, 'looking_into', null],
    ['a later order', {}, { predecessor: { ended: true, failed: true } }, HOUR, 'new_link', own],
    ['terms, not asked', terms, {}, HOUR / 2, 'accept_terms', null],
    [
      'terms, no SMS',
      { ...terms, answers: { terms_sms: 'not_arrived' } },
      {},
      HOUR,
      'terms_sms_missing',
      null,
    ],
    [
      'terms, no SMS yet',
      { ...terms, answers: { terms_sms: 'not_arrived', number_right: 'yes' } },
      {},
      HOUR / 2,
      'sms_may_come',
      null,
    ],
    ['registering', terminated, {}, 60_000, 'registering', null],
    [
      'evidence by another order',
      { otherEvidence: { refId: 'r3', validUntil: null } },
      {},
      HOUR,
      'already_identified',
      null,
    ],
    [
      'cannot sign',
      { ...terminated, verifyStatus: 'valid', answers: { can_sign: 'no' } },
      {},
      HOUR,
      'cannot_sign',
      null,
    ],
    [
      'new SIM card',
      { ...terminated, verifyStatus: 'valid', answers: { can_sign: 'no', what_changed: 'sim_or_number' } },
      {},
      HOUR,
      'identify_again',
      null,
    ],
  ])('%s', (_, given, context, age, situation, targetUrl) => {
    expect(best(given, context, age)).toMatchObject({ situation, targetUrl });
  });

  it('speaks of no SMS to accept after none came, and of no minutes that are over', () => {
    expect(best({ ...terms, answers: { terms_sms: 'not_arrived' } }).body).not.toMatch(/accept/);
    const done = { status: 'identification_done' } as const;
    expect(best(done).body).toContain('up to 20 minutes');
    expect(best(done, {}, 3 * HOUR).body).not.toMatch(/minutes/);
    expect(best({ ...terminated, ...bank }, {}, 60_000).body).toContain('sign after 2026-03-02T12:02');
    expect(best({ ...terminated, ...bank, verifyStatus: 'due' }, {}, HOUR).body).not.toMatch(/after/);
  });

  it('without a surname: the browser, and nothing of another device or of the app’s versions', () => {
    const { body } = best({ ...video('app_not_working'), surnameSent: false });
    expect(body).toContain('in the browser only');
    expect(body).not.toMatch(/another|Android/);
    expect(best({ ...video('app_not_working'), surnameSent: true }).body).toContain('Android 5');
  });

  it('of what is not possible says that another bank or method is needed, and not that there is nothing to do', () => {
    expect(best(atBank('bank_not_listed'), {}, HOUR / 2).body).toContain('another bank');
    const found = caseOf(refused('country_refused', { country_listed: 'no' }));
    expect(userMessage(found, 'other_method', plain, format).body).toContain('another one');
    expect(found.situations).not.toContain('looking_into');
  });

  it('promises only what somebody follows up', () => {
    expect(best({ status: 'error' }).body).not.toMatch(/You will get/);
    expect(best({ status: 'error' }, { followedUp: true }).body).toContain('You will get a new link from us');
    expect(best({ goneAt: FACTS_AT }, { followedUp: true }).body).toContain('get back to you');
    expect(best({ goneAt: FACTS_AT }).body).not.toContain('get back to you');
  });
});

describe('the words', () => {
  const start = (choice: Partial<MessageChoice> = {}, given: Partial<TriageFacts> = {}) =>
    userMessage(caseOf(given), 'start', { ...plain, ...choice }, format).body;

  it('the notice of §7.1 comes before the link: where to, on whose behalf, what for', () => {
    for (const language of LANGUAGES) {
      const body = start({ language });
      for (const text of ['Identity.tm', 'Swisscom Trust Services', '\nMuster AG'])
        expect(body).toContain(text);
      expect(body.indexOf('Swisscom Trust Services')).toBeLessThan(body.indexOf(own));
    }
  });

  it('own use is named only where it is so; a legal text replaces the notice', () => {
    expect(start({ ownUse: true })).toMatch(/on our behalf.*anti-money-laundering/);
    expect(start()).not.toMatch(/money.laundering/);
    const legalText = { en: 'Legal: {url} by {provider} for {serviceProvider}', de: 'Rechtlich: {url}' };
    expect(start({ legalText })).toContain(`Legal: ${own} by Identity.tm for Muster AG`);
    expect(start({ legalText })).not.toContain('takes you from our pages');
  });

  it('bank: sixty minutes, five times, the payment; video: browser, camera; unknown: neither', () => {
    const klarna = start({}, bank);
    for (const text of ['60 minutes', 'up to 5 times', 'one small payment', 'terms of use'])
      expect(klarna).toContain(text);
    expect(klarna).not.toContain('camera');
    for (const text of ['camera', '10 to 20 minutes', 'Mobile ID']) expect(start()).toContain(text);
    for (const language of LANGUAGES)
      expect(start({ language }, { methodKey: null })).not.toMatch(/ {2}| [,.]|[Vv]ideo|[Bb]ank/);
  });

  it('tell of the way that their own link leads', () => {
    const other = { ...successor, methodKey: 'bank_klarna' } as const;
    expect(best({}, { successor: other }).body).toMatch(/IDENTITY\.TM|video/i);
    expect(best({}, { successor: other }).body).not.toMatch(/Klarna|bank/i);
    expect(best({ supersededBy: 'r2' }, { successor: other }).body).toMatch(/bank/i);
  });

  it('say that the name of the Service Provider is missing', () => {
    const { missing, body } = userMessage(caseOf({}), 'start', { ...plain, serviceProvider: null }, format);
    expect(missing).toEqual(['service_provider']);
    expect(body).toMatch(/Your support team$/);
  });
});

const context: fc.Arbitrary<MessageContext> = fc.record({
  successor: fc.option(
    fc.record({
      link: fc.option(fc.constant(newer), { nil: null }),
      linkFollows: fc.boolean(),
      methodKey: fc.constantFrom('video_identity_tm' as const, 'bank_klarna' as const, null),
      says: fc.constant(null),
    }),
    { nil: null },
  ),
  predecessor: fc.option(fc.record({ ended: fc.boolean(), failed: fc.boolean() }), { nil: null }),
  comparedDataSent: fc.option(fc.boolean(), { nil: null }),
  followedUp: fc.boolean(),
});
const instant = fc.integer({ min: FACTS_AT - 3 * HOUR, max: FACTS_AT + 9 * HOUR });

/** Sentences of which one message never holds two: each pair says two things that cannot both be. */
const CONTRADICTING: readonly (readonly [RegExp, RegExp])[] = [
  [/accept .*terms|nehmen Sie .*an\b/, /has not reached you|nicht erreicht/],
  [/link: http|Link: http/, /no longer valid\. If|for a new link|einen neuen Link|für einen neuen/],
  [/link: http|Link: http/, /do not need the identification link|Link zur Identifikation brauchen Sie nicht/],
  [
    /You will get a new link from us|erhalten von uns einen neuen Link/,
    /contact us for a new|melden Sie sich bitte/,
  ],
  [/up to \d+ minutes|bis zu \d+ Minuten/, /not moving on|nicht wie vorgesehen/],
  [/could not be completed|nicht abgeschlossen werden/, /is complete\.|ist abgeschlossen\./],
  [/another browser or device|anderen Browser/, /browser only|nur im Browser/],
  [/with the same link|mit demselben Link|stays the same|bleibt derselbe/, /new link|neuen Link/],
];

describe('whatever the order and the answers', () => {
  it('there is a message unless the person is erased, it hands out no dead link, leaves no place open, and contradicts itself nowhere', () => {
    fc.assert(
      fc.property(
        anyFacts(),
        context,
        instant,
        fc.constantFrom(...LANGUAGES),
        (facts, given, now, language) => {
          const found = messageCase(facts, triage(facts, RULES, now), given, RULES, now);
          expect(found.situations.length > 0).toBe(facts.erasedAt === null);
          const alive = livingLink(facts, RULES, new Horizon(now));
          for (const situation of found.situations) {
            const { body, targetUrl } = userMessage(found, situation, { ...plain, language }, format);
            if (alive === null) expect(body).not.toContain(own);
            if (targetUrl !== null) expect([alive, given.successor?.link]).toContain(targetUrl);
            expect(body.includes('https://')).toBe(targetUrl !== null);
            expect(body).not.toMatch(/undefined|null|NaN|\{\w+\}|–|ß|object/);
            expect(body.split('\n\n').length).toBeGreaterThanOrEqual(3);
            const both = CONTRADICTING.filter(([one, other]) => one.test(body) && other.test(body));
            if (both.length > 0) expect.fail(`${situation} contradicts itself: ${body}`);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('an order in one of these states hands out no link of its own', () => {
    const dead: readonly Partial<TriageFacts>[] = [
      { status: 'error' },
      { status: 'cancelled' },
      { goneAt: FACTS_AT },
      { supersededBy: 'r2' },
      { ...bank, statusChangedAt: FACTS_AT - 2 * HOUR },
    ];
    for (const given of dead)
      for (const situation of caseOf(given).situations)
        expect(userMessage(caseOf(given), situation, plain, format).targetUrl).toBeNull();
  });
});

describe('a text and its facts', () => {
  const nothing = Object.fromEntries(
    Object.keys(messageFacts(factsWith(), triage(factsWith(), RULES, FACTS_AT), alone, RULES, FACTS_AT)).map(
      (fact) => [fact, null],
    ),
  ) as ReturnType<typeof messageFacts>;

  it('with none of them known a message says no more than what needs none', () => {
    for (const language of LANGUAGES)
      for (const situation of SITUATIONS) {
        const { body } = userMessage(
          { facts: nothing, situations: [] },
          situation,
          { ...plain, language },
          format,
        );
        const free = SITUATION_SPECS[situation].says.filter((id) => PARAGRAPH_NEEDS[id].length === 0);
        const texts = MESSAGE_TEXTS[language];
        const said = free.map((id) => texts.paragraphs[id as 'invite']({}, format));
        expect(body.split('\n\n')).toEqual([texts.greeting, ...said, texts.closing('Muster AG')]);
        if (SITUATION_SPECS[situation].needs.length > 0)
          expect(lackingFacts(nothing, situation)).not.toEqual([]);
      }
  });

  it('each paragraph is said in some situation, in both languages, and goes when one of its facts does', () => {
    const full = { ...nothing, ...FULL };
    const said = new Set<ParagraphId>(SITUATIONS.flatMap((one) => [...SITUATION_SPECS[one].says]));
    for (const id of Object.keys(PARAGRAPH_NEEDS) as ParagraphId[]) {
      if (id !== 'notice_own_use') expect(said, id).toContain(id);
      for (const fact of PARAGRAPH_NEEDS[id]) {
        const situation = SITUATIONS.find((one) => SITUATION_SPECS[one].says.includes(id));
        if (situation === undefined || fact === 'url') continue;
        const facts = { ...full, [fact]: null };
        const { body } = userMessage({ facts, situations: [] }, situation, plain, format);
        const text = MESSAGE_TEXTS.en.paragraphs[id](FULL as never, format);
        expect(body.split('\n\n'), `${id} without ${fact}`).not.toContain(text);
      }
    }
  });
});

const FULL = {
  link: own,
  newLink: newer,
  url: own,
  linkDead: true,
  noNewLink: true,
  partner: { name: 'Identity.tm' },
  video: { minMinutes: 10, maxMinutes: 20 },
  bank: { minutes: 60, reuses: 5 },
  termsSms: true,
  termsSmsPerhaps: true,
  surnameSent: true,
  noSurnameSent: true,
  appPossible: true,
  promise: true,
  noPromise: true,
  noLinkYet: true,
  unfinished: true,
  interrupted: true,
  pageTrouble: true,
  resultAwaited: true,
  registering: true,
  registeredBy: FACTS_AT,
  termsPending: true,
  ruledOut: 'method',
  smsMayCome: true,
  smsMissing: true,
  smsNotMissing: true,
  numberRight: true,
  numberWrong: true,
  failed: true,
  failedBefore: true,
  earlierEnded: true,
  replaced: true,
  cancelled: true,
  documentCompared: true,
  accountCompared: true,
  dataWrong: true,
  detailsToCheck: true,
  sessionOver: { minutes: 60 },
  changed: 'sim_or_number',
  expired: true,
  expiredOn: FACTS_AT,
  cannotSign: 'other',
  valid: true,
  alreadyValid: true,
  notMovingOn: true,
  notRegistered: true,
  lookedInto: true,
} as const;
