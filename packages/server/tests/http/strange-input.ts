import * as z from 'zod';

/** The next of a row of numbers from 0 up to 1, the same for a seed (mulberry32). */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Texts that somebody's parser, index, path or regular expression stumbles over. */
const STRANGE = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '"',
  '" OR 1=1 --',
  'NEAR("a" "b")',
  'a AND NOT b*',
  'refId:x',
  '*',
  '^"',
  '%',
  '_',
  '%2e%2e%2f',
  '../../etc/passwd',
  '\\',
  '__proto__',
  'constructor',
  '{"$gt":""}',
  '𝕏'.repeat(50),
  'x'.repeat(5_000),
  '\u202e\u2066',
  '١٢٣',
  '-0',
  '1e999',
  '9007199254740993',
  '2026-02-30T25:61:61Z',
];
const STRANGE_VALUES = [null, true, 0, -1, 1.5, 1e21, Number.MAX_SAFE_INTEGER, [], {}, [null], [[[]]]];

export const oneOf = <T>(random: Random, values: readonly T[]): T =>
  values[Math.floor(random() * values.length)] as T;

export const strangeText = (random: Random): string => oneOf(random, STRANGE);

type Form = Record<string, unknown>;
const asForm = (value: unknown): Form => (typeof value === 'object' && value !== null ? { ...value } : {});

function sample(form: Form, random: Random, depth: number): unknown {
  const choices = form.anyOf ?? form.oneOf;
  if (Array.isArray(choices)) return sample(asForm(oneOf(random, choices)), random, depth);
  if ('const' in form) return form.const;
  if (Array.isArray(form.enum)) return oneOf(random, form.enum);
  if (random() < 0.12) return random() < 0.6 ? strangeText(random) : oneOf(random, STRANGE_VALUES);
  switch (form.type) {
    case 'object': {
      const fields = Object.entries(asForm(form.properties)).filter(() => random() < 0.85);
      const some = fields.map(([name, one]) => [name, sample(asForm(one), random, depth + 1)]);
      return Object.fromEntries(random() < 0.08 ? [...some, [strangeText(random), 1]] : some);
    }
    case 'array':
      return Array.from({ length: Math.floor(random() * 3) }, () =>
        sample(asForm(form.items), random, depth),
      );
    case 'number':
    case 'integer':
      return Math.floor(random() * 100);
    case 'boolean':
      return random() < 0.5;
    case 'string':
      return oneOf(random, [
        'abc',
        'some words here',
        '2026-03',
        '2026-03-02T10:00:00.000Z',
        strangeText(random),
      ]);
    default:
      return oneOf(random, STRANGE_VALUES);
  }
}

/** A body of nearly the form that the schema asks for: some parts missing, odd, or too many. */
export function nearlyValid(schema: z.ZodType, random: Random): unknown {
  return sample(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), random, 0);
}
