import { describe, expect, it } from 'vitest';
import { methodSettingsSchema } from '../method/settings.ts';
import { METHOD_KEYS } from '../method/sheet.ts';
import { ORDER_STATUSES, VERIFY_STATUSES } from '../order/status.ts';
import type { TriageTexts } from '../words/texts.ts';
import { factsWith } from './facts.fixture.ts';
import { fillIn } from './fill-in.ts';
import { methodSpans } from './method-spans.ts';
import { sayAnswer, sayCheck, sayHold, sayNote, sayTell, sayWhy, TRIAGE_TEXTS } from './texts.ts';
import { triage } from './triage.ts';
import { DEFAULT_TRIAGE_RULES, type TriageRules } from './triage-settings.ts';

const { en, de } = TRIAGE_TEXTS;
const tables = Object.keys(en).filter((name) => name !== 'holdUntil') as Exclude<
  keyof TriageTexts,
  'holdUntil'
>[];
const places = (text: string | undefined) => [...(text ?? '').matchAll(/\{\w+\}/g)].map(String).sort();
const format = (at: number) => new Date(at).toISOString().slice(11, 16);

describe('the two languages', () => {
  it.each(tables)('%s: same codes, same places, nothing empty, nothing left untranslated', (name) => {
    const english: Readonly<Record<string, string>> = en[name];
    const german: Readonly<Record<string, string>> = de[name];
    expect(Object.keys(german).sort()).toEqual(Object.keys(english).sort());
    for (const [code, text] of Object.entries(english)) {
      expect(text.trim()).not.toBe('');
      expect(places(german[code]), code).toEqual(places(text));
      if (text.includes(' ') && text !== 'Mobile ID') expect(german[code], code).not.toBe(text);
    }
  });
  it('German keeps to Swiss spelling', () => {
    expect(JSON.stringify(de)).not.toContain('ß');
  });
});

describe('sentences', () => {
  const at = Date.parse('2026-03-02T14:32:00Z');
  it('name since when SRS has a status that cannot be read, else when that was first seen', () => {
    const unknown = {
      status: 'unknown',
      wireStatus: 'FOO',
      statusChangedAt: at,
      firstUnknownAt: at + 60_000,
    } as const;
    const said = (facts: Parameters<typeof factsWith>[0], language: 'en' | 'de' = 'en') =>
      sayWhy(language, triage(factsWith(facts), DEFAULT_TRIAGE_RULES, at + 120_000).why, format);
    expect(said(unknown)).toBe('SRS reports a status (“FOO”) that the guide does not name, since 14:32.');
    expect(said(unknown, 'de')).toBe(
      'SRS meldet seit 14:32 einen Status («FOO»), den der Guide nicht nennt.',
    );
    const untold = { ...unknown, statusChangedAtKnown: false };
    expect(said(untold)).toBe('SRS reports a status (“FOO”) that the guide does not name, first seen 14:33.');
    expect(said(untold, 'de')).toBe(
      'SRS meldet einen Status («FOO»), den der Guide nicht nennt, zuerst gesehen 14:33.',
    );
    const back = {
      status: 'created',
      wireStatus: 'CREATED',
      statusChangedAt: at,
      regressedAt: at + 60_000,
    } as const;
    expect(said(back)).toBe('SRS went back to an earlier status (“CREATED”), first seen 14:33.');
  });
  it('have their parameters filled in, instants by the given format', () => {
    expect(sayWhy('en', { code: 'verify_not_due', params: { from: { at } } }, format)).toBe(
      'Terminated. A Verify Call makes sense from 14:32.',
    );
    expect(sayHold('de', { code: 'terms_wait', params: {}, until: at }, format)).toBe(
      'Das SMS kann noch kommen. Nicht vor 14:32.',
    );
    expect(sayHold('en', { code: 'done', params: {}, until: null }, format)).toBe('There is no fault.');
    expect(
      fillIn(
        'At {zero}. Not {missing}.[ Nor {empty}.] It is{gone}',
        { empty: '', zero: 0, gone: '.' },
        format,
      ),
    ).toBe('At 0. It is.');
    expect(fillIn('Kept[ ({empty})], so.', {}, format)).toBe('Kept, so.');
  });
  it('say no time of placing that nobody knows', () => {
    const said = (status: 'created' | 'initialized', targetUrl: string | null) => {
      const facts = factsWith({ status, targetUrl, createdAtKnown: false });
      const { why } = triage(facts, DEFAULT_TRIAGE_RULES, facts.createdAt);
      return (['en', 'de'] as const).map((language) => sayWhy(language, why, format));
    };
    expect(said('created', null)).toEqual([
      'Status Created; SRS has not delivered a Target URL yet.',
      'Status Angelegt; SRS hat noch keine Target URL geliefert.',
    ]);
    expect(said('initialized', null)).toEqual([
      'Status Initialized, but there is no Target URL.',
      'Status Bereit zum Start, aber es gibt keine Target URL.',
    ]);
    const [english, german] = said('created', 'https://idp.example/t/1');
    expect(english).toMatch(/^Status Created\. The Target URL is there/);
    expect(german).toMatch(/^Status Angelegt\. Die Target URL liegt vor/);
  });
  it('take parameter values as text, whatever stands in them', () => {
    expect(fillIn('{reason}', { reason: '$& {since} $1' }, format)).toBe('$& {since} $1');
  });
  it('show an answer nobody knows any more as it is', () => {
    expect(sayAnswer('en', 'yes')).toBe('Yes');
    expect(sayAnswer('en', 'of_old')).toBe('of_old');
  });
});

it.each([
  [30 * 60, '30 min', '30 Min.'],
  [702 * 60, '12 h', '12 Std.'],
  [3 * 86_400, '3 d', '3 Tage'],
])('what is usual is said in the unit that a person reads: %d s', (usualSeconds, english, german) => {
  const facts = factsWith({ status: 'initialized', statusChangedAt: 0, createdAt: 0, usualSeconds });
  const { notes } = triage(facts, DEFAULT_TRIAGE_RULES, 30 * 86_400_000);
  const note = notes.find(({ code }) => code === 'longer_than_usual');
  if (note === undefined) throw new Error('the note is not there');
  expect(sayNote('en', note, String)).toContain(`took ${english} or less`);
  expect(sayNote('de', note, String)).toContain(`Höchstens ${german} brauchten`);
});

describe('a method’s own times are said as they are set', () => {
  const facts = factsWith({
    status: 'initialized',
    methodKey: 'bank_klarna',
    targetUrl: 'https://idp.example',
  });
  const said = (rules: TriageRules, age: number, answers = {}) => {
    const reading = triage({ ...facts, answers }, rules, facts.statusChangedAt + age);
    const { why, doNotEscalate: hold, firstChecks, tellUser, spans } = reading;
    return (['en', 'de'] as const).flatMap((language) => [
      sayWhy(language, why, format),
      ...(hold === null ? [] : [sayHold(language, hold, format)]),
      ...firstChecks.map((check) => sayCheck(language, check, spans)),
      ...tellUser.map((tell) => sayTell(language, tell, spans)),
    ]);
  };
  const MINUTE = 60_000;
  const asked = (rules: TriageRules) =>
    [
      said(rules, MINUTE),
      said(rules, MINUTE, { bank_user_says: 'connection_lost' }),
      said(rules, 61 * MINUTE),
      said(rules, 300 * MINUTE, { bank_user_says: 'connection_lost' }),
    ].flat();
  it('where the settings differ from the data sheet', () => {
    const methods = methodSettingsSchema.parse({ bank_klarna: { sessionSeconds: 1800, urlReuses: 3 } });
    const set = asked({ ...DEFAULT_TRIAGE_RULES, methods });
    expect(set.join('\n')).not.toMatch(/60|five|fünf|\b5\b/);
    expect(set.filter((text) => text.includes('30 ')).length).toBeGreaterThan(9);
    expect(set.filter((text) => /\b3\b/.test(text)).length).toBeGreaterThan(3);
    expect(asked(DEFAULT_TRIAGE_RULES).filter((text) => text.includes('60 ')).length).toBeGreaterThan(9);
  });
  it('and not at all where the method knows none', () => {
    const methods = methodSettingsSchema.parse({ bank_klarna: { urlReuses: null } });
    const set = asked({ ...DEFAULT_TRIAGE_RULES, methods });
    expect(set).toContain('How often was the link used?');
    expect(set).toContain('Sie können denselben Link nochmals verwenden.');
  });
  it('by video, too', () => {
    const methods = methodSettingsSchema.parse({ video_identity_tm: { identificationMaxSeconds: 1800 } });
    const spans = methodSpans('video_identity_tm', { ...DEFAULT_TRIAGE_RULES, methods });
    expect(sayHold('en', { code: 'identification_takes_time', params: spans, until: null }, format)).toBe(
      'A video identification takes time: 10 to 30 minutes.',
    );
  });
});

it('no reading leaves a place of its sentence without a value', () => {
  const blank = factsWith({
    statusReason: 'blurred',
    statusChangedAt: 0,
    createdAt: 0,
    evidenceId: 'RAS1',
    evidenceValidUntil: 9e12,
    lastCallFailed: { at: 0, othersFail: false },
    usualSeconds: 60,
  });
  const missing = new Set<string>();
  for (const status of ORDER_STATUSES)
    for (const methodKey of [...METHOD_KEYS, null])
      for (const verifyStatus of VERIFY_STATUSES)
        for (const targetUrl of [null, 'https://idp.example'])
          for (const age of [0, 60_000, 3_600_000, 7_300_000, 9e8]) {
            const facts = { ...blank, status, methodKey, verifyStatus, targetUrl };
            const { why, notes } = triage(facts, DEFAULT_TRIAGE_RULES, age);
            // When it was first seen is said only where nobody knows since when it holds.
            const given = { ...why.params, ...('since' in why.params ? { seen: null } : {}) };
            for (const place of places(en.why[why.code]))
              if (!(place.slice(1, -1) in given)) missing.add(`${why.code} ${place}`);
            // A clause in [ ] falls away where its value is not known.
            for (const note of notes)
              for (const place of places(en.note[note.code].replace(/\[[^\]]*\]/g, '')))
                if (!(place.slice(1, -1) in note.params)) missing.add(`${note.code} ${place}`);
          }
  expect([...missing]).toEqual([]);
});
