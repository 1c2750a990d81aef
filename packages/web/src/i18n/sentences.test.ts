import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainIssue } from '@srs-desk/shared/api/plain-issue.ts';
import { ROUNDED_ID } from '@srs-desk/shared/tables/cell.ts';
import { expect, it } from 'vitest';
import sentences from './de/sentences.ts';
import { sayerOf } from './sentences.ts';

const say = sayerOf(sentences);
const PACKAGES = join(dirname(fileURLToPath(import.meta.url)), '../../..');

/** What a check of a schema says in words of its own: the last argument of a check, or its `error`. */
const OWN_WORDS = /(?:\.(?:min|max|regex|length|refine)\([^'\n]*?,\s*|\berror: )'([a-z][^']+ [^']+)'/g;

const source = (path: string): string => readFileSync(join(PACKAGES, path), 'utf8');

function sources(folder: string): string[] {
  const names = readdirSync(join(PACKAGES, folder), { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => source(join(folder, name)));
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

/** The texts of a piece of source that are sentences, an X for each value that they fill in. */
function sentencesIn(text: string): string[] {
  return [...text.matchAll(/(['`])([^\n]*?)\1(?=[\s,;:)])/g)]
    .map(([, , one = '']) => one.replace(/\$\{ROUNDED_ID\}/g, ROUNDED_ID).replace(/\$\{[^}]*\}/g, 'X'))
    .filter((one) => /\w \w/.test(one));
}

/** What a check says by adding an issue, and what stands in tables of words to be said of fields. */
const ADDED_WORDS = /\bmessage(?::| =)\s*(.*?)[;,]\n/gs;
const TABLES_OF_WORDS = /\b(?:NUMBER_PROBLEM_)?WORDS: [^=\n]*=\s*\{\n(.*?)\n\};/gs;

it('knows what is said of a field by a check of several, or out of a table', () => {
  const added = sources('shared/src/api').flatMap((text) => [...text.matchAll(ADDED_WORDS)]);
  const refusing = sources('server/src').filter((text) => /InvalidInput|NumberProblem/.test(text));
  const tables = refusing.flatMap((text) => [...text.matchAll(TABLES_OF_WORDS)]);
  const said = new Set([...added, ...tables].flatMap(([, text = '']) => sentencesIn(`${text};`)));
  expect(said.size).toBeGreaterThan(10);
  expect(
    [...said, 'is not in a form that SRS takes, such as X'].filter((one) => say(one) === undefined),
  ).toEqual([]);
});

/** No page shows it: who asks under another name sees none. */
const ON_NO_PAGE = 'must be X';

it('knows what the server says of a field', () => {
  const refusals = sources('server/src').flatMap((text) => [
    ...text.matchAll(/new InvalidInput\(\s*\{(.*?)\}\s*[,)](?:;|\n|\s)/gs),
  ]);
  const said = new Set(refusals.flatMap(([, fields = '']) => sentencesIn(fields)));
  expect(said.size).toBeGreaterThan(30);
  expect([...said].filter((one) => say(one) === undefined)).toEqual([ON_NO_PAGE]);
});

it('knows what is said of a file: why it is no table, and what is wrong with its lines', () => {
  const tables = sources('server/src').filter((text) => text.includes('new UnreadableTable('));
  const refusals = tables.flatMap((text) => [
    ...text.matchAll(/(?:new UnreadableTable\(\s*'\w+',|const message =)\s*((['`])[^\n]*?\2[,;)\s])/g),
  ]);
  const said = new Set(refusals.flatMap(([, text = '']) => sentencesIn(text)));
  expect(said.size).toBeGreaterThan(10);
  const customers = source('server/src/features/billing/customers/read-customer-file.ts');
  for (const text of sentencesIn(customers)) if (text.startsWith('line X')) said.add(text);
  const lines = ['invoice-line-reader.ts', 'invoice-columns.ts'].map((name) =>
    source(`shared/src/billing/${name}`),
  );
  for (const text of lines.flatMap(sentencesIn)) if (text.includes('X')) said.add(text);
  expect([...said].filter((one) => say(one) === undefined)).toEqual([]);
});

it('says a list of sentences, and sentences within others', () => {
  expect(say(`line 3, debtorNumber: ${ROUNDED_ID}; line 4: ACME stands twice`)).toBe(
    'Zeile 3, debtorNumber: hat mehr als 15 Stellen, und Excel hat sie gerundet: formatieren Sie die Spalte als Text; Zeile 4: ACME steht zweimal da',
  );
  expect(say('cannot be read: The file is empty.')).toBe('ist nicht lesbar: Die Datei ist leer.');
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
