import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import {
  CANCELLATION_SETTINGS,
  LEGAL_TEXT,
  METHODS_SETTING,
  REVEAL_MINUTES,
} from '@srs-desk/shared/settings/catalogue.ts';
import type { Setting } from '@srs-desk/shared/settings/setting.ts';
import { describe, expect, it } from 'vitest';
import {
  bestUnit,
  changesIn,
  lastChange,
  numberProblem,
  readNumber,
  recordOf,
  unitsFor,
  valuesOf,
} from './setting-form.ts';

function rowOf(setting: Setting<unknown>, value: unknown = setting.fallback): SettingRow {
  const { name, fallback } = setting;
  const schema = setting.jsonSchema();
  return {
    id: name,
    name,
    place: 0,
    summary: '',
    value,
    fallback,
    inEnvironment: false,
    isSet: false,
    changedAt: null,
    changedBy: null,
    changes: [],
    proposal: null,
    schema,
  };
}

const rows = [REVEAL_MINUTES, CANCELLATION_SETTINGS, METHODS_SETTING, LEGAL_TEXT].map((one) => rowOf(one));
const changed = (change: (record: ReturnType<typeof recordOf>) => void) => {
  const record = recordOf(rows);
  change(record);
  return changesIn(rows, record);
};

describe('what is sent', () => {
  it('is nothing while nothing was changed', () => {
    expect(changed(() => undefined)).toEqual([]);
  });

  it('is the changed setting whole, with what was changed in it and whether that loosens a control', () => {
    const [only, ...others] = changed((record) => {
      record.cancellations.approvalAbove = null;
      record.cancellations.atOnce = 12;
    });
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      name: 'cancellations',
      send: { approvalAbove: null, callMayRunMinutes: 60, atOnce: 12 },
    });
    expect(only?.values.map(({ value, loosens }) => [value.key, loosens])).toEqual([
      ['cancellations.approvalAbove', true],
      ['cancellations.atOnce', false],
    ]);
  });

  it('leaves out what follows the data sheet again', () => {
    const set = { ...METHODS_SETTING.fallback, bank_klarna: { sessionSeconds: 1800 } };
    const row = rowOf(METHODS_SETTING, set);
    const record = recordOf([row]);
    record.methods.bank_klarna.sessionSeconds = null;
    expect(changesIn([row], record)).toMatchObject([{ name: 'methods', send: null }]);
    record.methods.bank_klarna.evidenceYears = 3;
    expect(changesIn([row], record)[0]?.send).toMatchObject({ bank_klarna: { evidenceYears: 3 } });
  });

  it('is no legal text when both languages are empty, and an empty one when one is', () => {
    const text = { en: 'The link leads to {provider}.', de: 'Der Link führt zu {provider}.' };
    const row = rowOf(LEGAL_TEXT, text);
    const record = recordOf([row]);
    record.messages.legal_text.de = null;
    expect(changesIn([row], record)[0]?.send).toEqual({ ...text, de: '' });
    record.messages.legal_text.en = '';
    expect(changesIn([row], record)[0]?.send).toBeNull();
  });
});

describe('a number', () => {
  it('is read in the unit that was chosen', () => {
    expect(readNumber('1.5', 60)).toBe(90);
    expect(readNumber('0,1', 3600)).toBe(360);
    expect(readNumber(' ', 60)).toBeNull();
    expect(readNumber('soon', 60)).toBe('soon');
  });

  it('is shown in the largest unit that tells it exactly', () => {
    expect(bestUnit('seconds', 5400, 86_400)).toBe('minutes');
    expect(bestUnit('seconds', 90, 86_400)).toBe('seconds');
    expect(bestUnit('minutes', 1440, 1440)).toBe('days');
    expect(unitsFor('seconds', 600)).toEqual(['seconds', 'minutes']);
    expect(unitsFor('days', 90)).toEqual(['days']);
  });

  it('must be one, whole and within its bounds', () => {
    const [minutes] = valuesOf(rowOf(REVEAL_MINUTES));
    if (!minutes) throw new Error('no value');
    expect(numberProblem(minutes, 15, false)).toBeUndefined();
    expect(numberProblem(minutes, null, false)).toBe('missing');
    expect(numberProblem(minutes, null, true)).toBeUndefined();
    expect(numberProblem(minutes, 'soon', false)).toBe('notANumber');
    expect(numberProblem(minutes, 0.5, false)).toBe('notWhole');
    expect(numberProblem(minutes, 481, false)).toBe('outOfBounds');
  });
});

it('finds who changed a value last, not who changed its neighbour', () => {
  const base = CANCELLATION_SETTINGS.fallback;
  const at = '2026-03-01T00:00:00.000Z';
  const changes = [
    { seq: 9, at, by: 'user:ben', before: base, after: { ...base, atOnce: 2 } },
    { seq: 4, at, by: 'user:anna', before: { ...base, approvalAbove: 5 }, after: base },
  ];
  const row = { ...rowOf(CANCELLATION_SETTINGS), changes };
  expect(lastChange(row, ['atOnce'])?.by).toBe('user:ben');
  expect(lastChange(row, ['approvalAbove'])?.by).toBe('user:anna');
  expect(lastChange(row, ['callMayRunMinutes'])).toBeUndefined();
});
