import { describe, expect, it } from 'vitest';
import { PLAYBOOK } from './playbook.ts';

function bilinguals(source: unknown): { en: string; de: string }[] {
  if (typeof source !== 'object' || source === null) return [];
  if ('en' in source && 'de' in source) return [source as { en: string; de: string }];
  return Object.values(source).flatMap(bilinguals);
}

describe('the playbook', () => {
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
});
