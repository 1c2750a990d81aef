import { describe, expect, it } from 'vitest';
import { METHOD_KEYS } from '../method/sheet.ts';
import { WHY_CODES } from './codes.ts';
import { SITUATIONS } from './situations.ts';
import { MESSAGE_TEXTS, situationFor, type UserMessageRequest, userMessage } from './user-message.ts';

const url = 'https://idp.example/t/1';
const message = (given: Partial<UserMessageRequest> = {}) =>
  userMessage({
    situation: 'start',
    methodKey: 'video_identity_tm',
    language: 'en',
    targetUrl: url,
    serviceProvider: 'Muster AG',
    ownUse: false,
    legalText: null,
    ...given,
  });

describe('messages to end users', () => {
  it('a link comes with the notice of §7.1: where to, on whose behalf, what for', () => {
    for (const language of ['en', 'de'] as const)
      for (const situation of ['start', 'reuse_link', 'app_or_browser', 'new_identification'] as const) {
        const { body } = message({ situation, language });
        for (const text of [url, 'Identity.tm', 'Swisscom Trust Services', '\nMuster AG'])
          expect(body).toContain(text);
      }
  });

  it('own use of the data is named, and only then', () => {
    expect(message({ ownUse: true }).body).toMatch(/on our behalf.*anti-money-laundering/);
    expect(message({ ownUse: false }).body).not.toMatch(/money.laundering/);
    expect(message({ ownUse: true, language: 'de' }).body).toMatch(/in unserem Auftrag.*Geldwäscherei/);
  });

  it('the Service Provider’s legal text replaces the notice', () => {
    const legalText = { en: 'Legal: {url} by {provider} for {serviceProvider}', de: 'Rechtlich: {url}' };
    const { body } = message({ legalText });
    expect(body).toContain(`Legal: ${url} by Identity.tm for Muster AG`);
    expect(body).not.toContain('takes you from our pages');
  });

  it('bank: sixty minutes, up to five times, the payment; video: browser, camera, network', () => {
    const bank = message({ methodKey: 'bank_klarna' }).body;
    for (const text of ['60 minutes', 'up to 5 times', 'one small payment', 'terms of use'])
      expect(bank).toContain(text);
    expect(bank).not.toContain('camera');
    const video = message().body;
    for (const text of ['camera', 'Safari', 'company network', 'Mobile ID', 'code by SMS'])
      expect(video).toContain(text);
    expect(video).not.toContain('payment');
  });

  it('a method nobody knows: no provider, nothing about video or bank', () => {
    for (const language of ['en', 'de'] as const)
      for (const situation of ['start', 'new_identification', 'wait_for_result'] as const) {
        const { body } = message({ situation, language, methodKey: null });
        expect(body).not.toMatch(/ {2}| [,.]|[Vv]ideo|[Bb]ank/);
      }
  });

  it('the notice of §7.1 comes before the link, the advice on Mobile ID before the identification only', () => {
    const { body } = message();
    expect(body.indexOf('Swisscom Trust Services')).toBeLessThan(body.indexOf(url));
    for (const situation of SITUATIONS)
      expect(message({ situation }).body.includes('activate Mobile ID'), situation).toBe(
        situation === 'start',
      );
  });

  it('says what it lacks', () => {
    expect(message({ targetUrl: null, serviceProvider: null }).missing).toEqual([
      'target_url',
      'service_provider',
    ]);
    expect(message({ situation: 'accept_terms', targetUrl: null }).missing).toEqual([]);
  });

  it('exists for every situation, method and language, with no place left open', () => {
    for (const situation of SITUATIONS)
      for (const methodKey of [...METHOD_KEYS, null])
        for (const language of ['en', 'de'] as const) {
          const { subject, body } = message({ situation, methodKey, language });
          expect(`${subject}${body}`).not.toMatch(/\{\w+\}|–$|ß/);
          expect(body.split('\n\n').length).toBeGreaterThanOrEqual(3);
        }
  });

  it('both languages have the same parts with the same places', () => {
    const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
    const { en, de } = MESSAGE_TEXTS;
    expect(Object.keys(de)).toEqual(Object.keys(en));
    expect(places(de.notice)).toEqual(places(en.notice));
    expect(places(de.noticeOwnUse)).toEqual(places(en.noticeOwnUse));
    for (const [id, text] of Object.entries(en.paragraphs))
      expect(places(de.paragraphs[id as keyof typeof de.paragraphs]), id).toEqual(places(text));
    for (const id of SITUATIONS) expect(places(de.subjects[id]), id).toEqual(places(en.subjects[id]));
  });

  it('every reading leads to a message, every message but the plain one is reached', () => {
    const reached = new Set(
      WHY_CODES.flatMap((code) =>
        (['app_not_working', 'identity_data_forwarding', null] as const).map((issue) =>
          situationFor({ why: { code, params: {} }, issue }),
        ),
      ),
    );
    expect([...reached].sort()).toEqual([...SITUATIONS].sort());
  });
});
