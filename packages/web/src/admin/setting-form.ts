/** How one value of a setting is typed. */
export type FieldKind =
  | { kind: 'number'; min: number | null; max: number | null }
  | { kind: 'boolean' }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'text' }
  | { kind: 'json' };

/** The fields of a setting: one named `''` for a single value, one for each member of a flat group. */
type SettingFields = readonly (readonly [name: string, kind: FieldKind])[];

/** What stands in the fields, by name, as text. */
type Draft = Readonly<Record<string, string>>;

type Typed = { ok: true; value: unknown } | { ok: false; field: string };

type Schema = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(schema: Schema): FieldKind {
  const bound = (name: string) => (typeof schema[name] === 'number' ? (schema[name] as number) : null);
  if (Array.isArray(schema.enum)) return { kind: 'choice', values: schema.enum.map(String) };
  if (schema.type === 'integer' || schema.type === 'number') {
    return { kind: 'number', min: bound('minimum'), max: bound('maximum') };
  }
  if (schema.type === 'boolean') return { kind: 'boolean' };
  return schema.type === 'string' ? { kind: 'text' } : { kind: 'json' };
}

/** The fields for a setting's JSON schema; what is nested is one field of JSON. */
export function fieldsOf(schema: unknown): SettingFields {
  if (!isRecord(schema)) return [['', { kind: 'json' }]];
  if (schema.type === 'object' && isRecord(schema.properties)) {
    const members = Object.entries(schema.properties).map(
      ([name, member]) => [name, isRecord(member) ? kindOf(member) : ({ kind: 'json' } as const)] as const,
    );
    if (members.length > 0 && members.every(([, { kind }]) => kind !== 'json')) return members;
  }
  return [['', kindOf(schema)]];
}

/** What a value looks like in the fields; nothing is an empty field. */
export function draftOf(fields: SettingFields, value: unknown): Draft {
  return Object.fromEntries(
    fields.map(([name, { kind }]) => {
      const one = name === '' ? value : isRecord(value) ? value[name] : undefined;
      if (one === null || one === undefined) return [name, ''];
      return [name, kind === 'json' ? JSON.stringify(one, null, 2) : String(one)];
    }),
  );
}

function readField(kind: FieldKind, text: string): { ok: true; value: unknown } | { ok: false } {
  switch (kind.kind) {
    case 'number': {
      const value = Number(text.trim());
      const within = value >= (kind.min ?? -Infinity) && value <= (kind.max ?? Infinity);
      return text.trim() !== '' && Number.isFinite(value) && within ? { ok: true, value } : { ok: false };
    }
    case 'boolean':
      return text === 'true' || text === 'false' ? { ok: true, value: text === 'true' } : { ok: false };
    case 'choice':
      return kind.values.includes(text) ? { ok: true, value: text } : { ok: false };
    case 'text':
      return { ok: true, value: text };
    case 'json':
      if (text.trim() === '') return { ok: true, value: null };
      try {
        return { ok: true, value: JSON.parse(text) as unknown };
      } catch {
        return { ok: false };
      }
  }
}

/** Reads the fields back as a value; else names the first field that cannot hold. The server checks the rest. */
export function readDraft(fields: SettingFields, draft: Draft): Typed {
  const value: Record<string, unknown> = {};
  for (const [name, kind] of fields) {
    const read = readField(kind, draft[name] ?? '');
    if (!read.ok) return { ok: false, field: name };
    if (name === '') return { ok: true, value: read.value };
    value[name] = read.value;
  }
  return { ok: true, value };
}

/** What a setting is about: the part of its name before the dot. */
export function topicOf(name: string): string {
  return name.split('.', 1)[0] ?? name;
}
