/** Units of a span by their length in seconds. The page lets its reader choose one. */
export const SPAN_UNITS = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 } as const;
export type SpanUnit = keyof typeof SPAN_UNITS;

/** In what a number is kept. */
export const SETTING_UNITS = ['seconds', 'minutes', 'days', 'months', 'years', 'orders', 'times'] as const;
export type SettingUnit = (typeof SETTING_UNITS)[number];

/** In what a number is shown. */
export type ShownUnit = SettingUnit | SpanUnit;

/** From when on a changed value holds. */
export const SETTING_EFFECTS = [
  'at_once',
  'next_sync',
  'next_reveal',
  'next_plan',
  'next_message',
  'next_statement',
  'next_start',
] as const;
export type SettingEffect = (typeof SETTING_EFFECTS)[number];

/** One value of a setting, as its JSON schema describes it. */
export interface SettingValue {
  /** Where it stands in the setting; empty where the setting is this one value. */
  readonly path: readonly string[];
  readonly kind: 'number' | 'flag' | 'choice' | 'text' | 'other';
  readonly effect: SettingEffect;
  readonly unit: SettingUnit | null;
  /** Whole numbers only. */
  readonly whole: boolean;
  readonly min: number | null;
  readonly max: number | null;
  readonly choices: readonly string[];
  /** Whether it may be left open. */
  readonly nullable: boolean;
  readonly looser: 'higher' | 'lower' | null;
  readonly placeholders: readonly string[];
  /** A text of several lines. */
  readonly lines: boolean;
}

type JsonSchema = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** What a schema is besides null, and whether it may be null. */
function withoutNull(schema: JsonSchema): { of: JsonSchema; nullable: boolean } {
  if (!Array.isArray(schema.anyOf)) return { of: schema, nullable: false };
  const others = schema.anyOf.filter((one): one is JsonSchema => isRecord(one) && one.type !== 'null');
  return { of: others[0] ?? schema, nullable: others.length < schema.anyOf.length };
}

function kindOf(schema: JsonSchema): SettingValue['kind'] {
  if (Array.isArray(schema.enum)) return 'choice';
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  if (schema.type === 'boolean') return 'flag';
  return schema.type === 'string' ? 'text' : 'other';
}

/** The values that a setting's JSON schema describes, in its order: a value is what says when it takes effect. */
export function valuesIn(schema: unknown, path: readonly string[] = []): SettingValue[] {
  if (!isRecord(schema)) return [];
  const { of, nullable } = withoutNull(schema);
  const effect = SETTING_EFFECTS.find((known) => known === schema.effect);
  if (effect === undefined) {
    const properties = isRecord(of.properties) ? of.properties : {};
    return Object.entries(properties).flatMap(([key, member]) => valuesIn(member, [...path, key]));
  }
  const bound = (name: string) => (typeof of[name] === 'number' ? of[name] : null);
  const { looser } = schema;
  return [
    {
      path,
      kind: kindOf(of),
      effect,
      unit: SETTING_UNITS.find((known) => known === schema.unit) ?? null,
      whole: of.type === 'integer',
      min: bound('minimum'),
      max: bound('maximum'),
      choices: textsOf(of.enum),
      nullable,
      looser: looser === 'higher' || looser === 'lower' ? looser : null,
      placeholders: textsOf(schema.placeholders),
      lines: schema.lines === true,
    },
  ];
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((of, key) => (isRecord(of) ? of[key] : undefined), value);
}

/** The key under which the words name a value: `polling.patience`; those of all methods are called alike. */
export function partKey(setting: string, path: readonly string[]): string {
  return [setting, ...(setting === 'methods' ? path.slice(-1) : path)].join('.');
}

function measure(value: unknown): number {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' ? value : Number.POSITIVE_INFINITY;
}

/** The controls among a setting's values that a change would loosen: people could then do more. Null is without limit. */
export function loosenedBy(schema: unknown, before: unknown, after: unknown): SettingValue[] {
  return valuesIn(schema).filter(({ looser, path }) => {
    if (looser === null) return false;
    const [was, is] = [measure(valueAt(before, path)), measure(valueAt(after, path))];
    return looser === 'higher' ? is > was : is < was;
  });
}
