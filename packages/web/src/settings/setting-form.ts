import type { SettingRow } from '@srs-desk/shared/api/settings.ts';
import {
  loosenedBy,
  partKey,
  type SettingValue,
  SPAN_UNITS,
  type SpanUnit,
  valueAt,
  valuesIn,
} from '@srs-desk/shared/settings/setting-values.ts';
import { type FieldValues, get, set } from 'react-hook-form';

/** A value of a setting on the page. */
export interface FormValue extends SettingValue {
  setting: string;
  /** Where it stands in the form. */
  source: string;
  /** Under which its words stand. */
  key: string;
}

/** A value that was changed; `loosens`: people could then do more. */
interface ChangedValue {
  value: FormValue;
  before: unknown;
  after: unknown;
  loosens: boolean;
}

/** A setting that was changed, and what is sent for it: null where it is the default again. */
export interface ChangedSetting {
  name: string;
  send: unknown;
  values: readonly ChangedValue[];
}

/** The values of a setting, in the order of its description. */
export function valuesOf(row: SettingRow): FormValue[] {
  return valuesIn(row.schema).map((value) => ({
    ...value,
    setting: row.name,
    source: [row.name, ...value.path].join('.'),
    key: partKey(row.name, value.path),
  }));
}

/** The form's record: every setting at the place that its name says. */
export function recordOf(rows: readonly SettingRow[]): FieldValues {
  const record: FieldValues = {};
  for (const { name, value } of rows) set(record, name, structuredClone(value));
  return record;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What would be sent of a setting: what was emptied and may not be nothing is left out. */
function sentOf(row: SettingRow, values: FieldValues): unknown {
  const typed: unknown = get(values, row.name);
  if (typeof typed !== 'object' || typed === null) return typed;
  const sent: unknown = structuredClone(typed);
  const texts = valuesOf(row).filter(({ kind }) => kind === 'text');
  // A text in both languages, or none at all.
  if (row.fallback === null && texts.every(({ path }) => (valueAt(sent, path) ?? '') === '')) return null;
  for (const { path, nullable, kind } of valuesOf(row)) {
    const isEmpty = (valueAt(sent, path) ?? null) === null;
    if (!isEmpty || (nullable && row.name !== 'methods')) continue;
    const parent = valueAt(sent, path.slice(0, -1));
    const last = path.at(-1);
    if (typeof parent !== 'object' || parent === null || last === undefined) continue;
    if (kind === 'text') Reflect.set(parent, last, '');
    else Reflect.deleteProperty(parent, last);
  }
  return sent;
}

/** The settings whose values in the form differ from what holds, in the page's order. */
export function changesIn(rows: readonly SettingRow[], values: FieldValues): ChangedSetting[] {
  return rows.flatMap((row) => {
    const sent = sentOf(row, values);
    const loosened = loosenedBy(row.schema, row.value, sent).map(({ path }) => [row.name, ...path].join('.'));
    const changed = valuesOf(row).flatMap((value): ChangedValue[] => {
      const [before, after] = [valueAt(row.value, value.path) ?? null, valueAt(sent, value.path) ?? null];
      if (same(before, after)) return [];
      return [{ value, before, after, loosens: loosened.includes(value.source) }];
    });
    if (changed.length === 0) return [];
    return [{ name: row.name, send: same(sent, row.fallback) ? null : sent, values: changed }];
  });
}

/** The last change of a value out of the log; undefined where nobody changed it. */
export function lastChange(row: SettingRow, path: readonly string[]) {
  return row.changes.find(({ before, after }) => !same(valueAt(before, path), valueAt(after, path)));
}

const UNITS: readonly SpanUnit[] = ['days', 'hours', 'minutes', 'seconds'];

/** True when a number is a span of time that may be shown in another unit. */
export function isSpan(unit: SettingValue['unit']): unit is 'seconds' | 'minutes' | 'days' {
  return unit === 'seconds' || unit === 'minutes' || unit === 'days';
}

/** The units in which a span kept in `unit` may be typed. */
export function unitsFor(unit: SpanUnit, max: number | null): SpanUnit[] {
  const most = (max ?? Number.POSITIVE_INFINITY) * SPAN_UNITS[unit];
  return UNITS.filter((one) => SPAN_UNITS[one] >= SPAN_UNITS[unit] && SPAN_UNITS[one] <= most).reverse();
}

/** The largest unit in which a span is a whole number. */
export function bestUnit(unit: SpanUnit, span: unknown, max: number | null): SpanUnit {
  if (typeof span !== 'number' || span === 0) return unit;
  const seconds = span * SPAN_UNITS[unit];
  return unitsFor(unit, max).findLast((one) => seconds % SPAN_UNITS[one] === 0) ?? unit;
}

/** What was typed, as a number in the unit it is kept in; null for nothing, the text itself where it is no number. */
export function readNumber(text: string, factor: number): number | string | null {
  const plain = text.trim().replace(',', '.');
  if (plain === '') return null;
  const value = Number(plain) * factor;
  return Number.isFinite(value) ? Math.round(value * 1e6) / 1e6 : text;
}

/** What is wrong with a number in its field: a key of its words; undefined where it holds. */
export function numberProblem(value: SettingValue, typed: unknown, mayBeEmpty: boolean): string | undefined {
  if (typed === null || typed === undefined) return mayBeEmpty ? undefined : 'missing';
  if (typeof typed !== 'number') return 'notANumber';
  if (value.whole && !Number.isInteger(typed)) return 'notWhole';
  const within = typed >= (value.min ?? -Infinity) && typed <= (value.max ?? Infinity);
  return within ? undefined : 'outOfBounds';
}
