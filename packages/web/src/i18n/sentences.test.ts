import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainIssue } from '@srs-desk/shared/api/plain-issue.ts';
import { expect, it } from 'vitest';
import sentences from './de/sentences.ts';
import { sayerOf } from './sentences.ts';

const say = sayerOf(sentences);
const PACKAGES = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** What a check of a schema says in words of its own: the last argument of a check, or its `error`. */
const OWN_WORDS = /(?:\.(?:min|max|regex|length|refine)\([^'\n]*?,\s*|\berror: )'([a-z][^']+ [^']+)'/g;

function sources(folder: string): string[] {
  const names = readdirSync(join(PACKAGES, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(join(PACKAGES, folder, name), 'utf8'));
}

it('says what is filled in, in its place', () => {
  expect(say('must have at least 12 characters')).toBe('muss mindestens 12 Zeichen haben');
  expect(say('has 12000 lines, at most 10000 at once')).toBe('hat 12000 Zeilen, höchstens 10000 auf einmal');
  expect(say('something nobody ever said')).toBeUndefined();
});

it('knows what every schema of a form says in words of its own', () => {
  const said = new Set(
    sources('shared/src').flatMap((text) => [...text.matchAll(OWN_WORDS)].map(([, one = '']) => one)),
  );
  expect(said.size).toBeGreaterThan(15);
  expect([...said].filter((one) => say(one) === undefined)).toEqual([]);
});

type Issue = Parameters<typeof plainIssue>[0];

const bounds = (origin: 'string' | 'array' | 'number', limits: readonly number[]): Issue[] =>
  limits.flatMap((limit) => [
    { code: 'too_small', origin, minimum: limit, input: '' },
    { code: 'too_big', origin, maximum: limit, input: '' },
  ]);

it('knows what is said of a value that has not the form it should have', () => {
  const issues: Issue[] = [
    ...['string', 'number', 'int'].flatMap((expected): Issue[] => [
      { code: 'invalid_type', expected: expected as 'string', input: undefined },
      { code: 'invalid_type', expected: expected as 'string', input: [] },
    ]),
    { code: 'invalid_value', values: ['a', 'b'], input: undefined },
    { code: 'invalid_value', values: ['a', 'b'], input: 'c' },
    ...bounds('string', [1, 3]),
    ...bounds('array', [1, 3]),
    ...bounds('number', [3]),
    { code: 'too_small', origin: 'number', minimum: 0, inclusive: false, input: 0 },
    { code: 'not_multiple_of', divisor: 5, input: 1 },
    ...(['datetime', 'date', 'email', 'url', 'regex'] as const).map(
      (format): Issue => ({ code: 'invalid_format', format, input: 'x' }),
    ),
    { code: 'invalid_union', errors: [], input: 1 },
  ];
  const said = issues.map((issue) => plainIssue(issue) ?? '');
  expect(said.filter((one) => say(one) === undefined)).toEqual([]);
});
