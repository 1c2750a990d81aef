import { describe, expect, it } from 'vitest';
import { ORDER_STATUSES } from '../order/status.ts';
import { STATUS_GLOSSARY } from './glossary.ts';
import { PLAYBOOK, searchPlaybook } from './playbook.ts';

function bilinguals(source: unknown): { en: string; de: string }[] {
  if (typeof source !== 'object' || source === null) return [];
  if ('en' in source && 'de' in source) return [source as { en: string; de: string }];
  return Object.values(source).flatMap(bilinguals);
}

describe('the playbook', () => {
  it('explains every status once', () => {
    expect(STATUS_GLOSSARY.map((entry) => entry.status)).toEqual([...ORDER_STATUSES]);
  });

  it('says everything in both languages', () => {
    const texts = bilinguals(PLAYBOOK);
    expect(texts.length).toBeGreaterThan(200);
    for (const { en, de } of texts) {
      expect(en.trim()).not.toBe('');
      expect(de.trim()).not.toBe('');
      expect(de).not.toContain('ß');
      if (en.split(' ').length > 5) expect(de).not.toBe(en);
    }
  });

  it.each([
    ['SMS', 'en', 'issue:terms_sms_missing'],
    ['camera 640', 'en', 'method:video_identity_tm'],
    ['kamera', 'de', 'method:video_identity_tm'],
    ['opentok', 'en', 'method:video_identity_tm'],
    ['customer id', 'en', 'term:external_id'],
    ['target url', 'en', 'issue:target_url_missing'],
    ['ra-agent', 'de', 'issue:officer_cannot_identify'],
  ] as const)('a search for %j (%s) leads to %s', (query, language, topic) => {
    expect(searchPlaybook(query, language).map((hit) => hit.topic)).toContain(topic);
  });

  it('finds nothing for nothing, and nothing for nonsense', () => {
    expect(searchPlaybook('  ', 'en')).toEqual([]);
    expect(searchPlaybook('zzzz', 'en')).toEqual([]);
  });
});
