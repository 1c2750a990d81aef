import { describe, expect, it } from 'vitest';
import { WORDS } from '../words/both.ts';
import {
  CANCELLATION_SETTINGS,
  ENVIRONMENT_CONTROLS,
  FACTOR_SETTING,
  LEGAL_TEXT,
  METHODS_SETTING,
  REVEAL_MINUTES,
  SHOWN_SETTINGS,
} from './catalogue.ts';
import { loosenedBy, partKey, valueAt, valuesIn } from './setting-values.ts';
import { settingsDoc } from './settings-doc.fixture.ts';

describe('the settings', () => {
  it.each(SHOWN_SETTINGS.map((setting) => [setting.name, setting] as const))(
    '%s: every value has a name, a sentence, a time of effect and bounds; the default holds to them',
    (name, setting) => {
      const values = valuesIn(setting.jsonSchema());
      expect(values.length).toBeGreaterThan(0);
      for (const { path, kind, min, max } of values) {
        const words = WORDS.en;
        const names: Readonly<Record<string, string>> = path.length > 0 ? words.settingPart : words.setting;
        expect(names[partKey(name, path)]).toBeTypeOf('string');
        if (kind === 'number') {
          expect(min).not.toBeNull();
          expect(max).toBeLessThan(Number.MAX_SAFE_INTEGER);
        }
      }
      expect(setting.schema.safeParse(setting.fallback)).toMatchObject({ success: true });
      expect(setting.read(undefined)).toEqual(setting.fallback);
      expect(setting.read('nonsense')).toEqual(setting.fallback);
    },
  );

  it('asks the roles of before for a second factor after there is another role', () => {
    expect(FACTOR_SETTING.read('{"admin":true,"support":true,"finance":true}')).toEqual({
      admin: true,
      support: true,
      finance: true,
      auditor: false,
    });
  });

  it('leave no value of a default undescribed', () => {
    for (const { fallback, jsonSchema, name } of SHOWN_SETTINGS.map((one) => ({
      name: one.name,
      fallback: one.fallback,
      jsonSchema: one.jsonSchema(),
    }))) {
      if (typeof fallback !== 'object' || fallback === null || name === 'methods') continue;
      const described = valuesIn(jsonSchema).map(({ path }) => path[0]);
      expect(Object.keys(fallback).filter((key) => !described.includes(key))).toEqual([]);
    }
  });

  it('are found inside groups, in each method, and in what may be null', () => {
    const paths = valuesIn(METHODS_SETTING.jsonSchema()).map(({ path }) => path.join('.'));
    expect(paths).toContain('bank_klarna.sessionSeconds');
    expect(paths).toContain('unlisted.verifyAnchor');
    expect(partKey('methods', ['bank_klarna', 'sessionSeconds'])).toBe('methods.sessionSeconds');
    const text = valuesIn(LEGAL_TEXT.jsonSchema());
    expect(text.map(({ path }) => path)).toEqual([['en'], ['de']]);
    expect(text[0]?.placeholders).toEqual(['url', 'provider', 'serviceProvider']);
    expect(valueAt({ a: { b: 1 } }, ['a', 'b'])).toBe(1);
    expect(valueAt(null, ['a'])).toBeUndefined();
  });

  it('refuse a placeholder that nothing is filled in for', () => {
    const legal = (en: string) =>
      LEGAL_TEXT.schema.safeParse({ en, de: 'Der Link führt zu {provider} und weiter.' });
    expect(legal('The link leads to {provider} at {url}.').success).toBe(true);
    expect(legal('The link leads to {partner} at {url}.').success).toBe(false);
  });
});

describe('loosening a control', () => {
  const cancelling = CANCELLATION_SETTINGS.jsonSchema();
  const base = CANCELLATION_SETTINGS.fallback;
  const loosened = (change: object) =>
    loosenedBy(cancelling, base, { ...base, ...change }).map(({ path }) => path.join('.'));

  it('is a larger size without a second admin, or none at all', () => {
    expect(loosened({ approvalAbove: 2000 })).toEqual(['approvalAbove']);
    expect(loosened({ approvalAbove: null })).toEqual(['approvalAbove']);
    expect(loosened({ approvalAbove: 10 })).toEqual([]);
    expect(loosenedBy(cancelling, { ...base, approvalAbove: null }, base)).toEqual([]);
  });

  it('is a shorter protection of calls, a longer reveal, and nothing else', () => {
    expect(loosened({ callMayRunMinutes: 0 })).toEqual(['callMayRunMinutes']);
    expect(loosened({ callMayRunMinutes: 600, atOnce: 64 })).toEqual([]);
    expect(loosenedBy(REVEAL_MINUTES.jsonSchema(), 15, 30)).toHaveLength(1);
    expect(loosenedBy(REVEAL_MINUTES.jsonSchema(), 15, 5)).toEqual([]);
  });

  it('in the environment is data that is kept longer, and a gateway that asks or writes down less', () => {
    const strict = { retentionMonths: 24, gatewayOpen: false, gatewayPassesUnlogged: false };
    const schema = ENVIRONMENT_CONTROLS.jsonSchema();
    const paths = (before: object, after: object) =>
      loosenedBy(schema, before, after).map(({ path }) => path.join('.'));
    const open = { retentionMonths: null, gatewayOpen: true, gatewayPassesUnlogged: true };
    expect(paths(strict, open)).toEqual(['retentionMonths', 'gatewayOpen', 'gatewayPassesUnlogged']);
    expect(paths(open, strict)).toEqual([]);
    expect(paths(strict, { ...strict, retentionMonths: 36 })).toEqual(['retentionMonths']);
  });
});

it('stand in docs/settings.md as they are', async () => {
  await expect(settingsDoc()).toMatchFileSnapshot('../../../../docs/settings.md');
});
