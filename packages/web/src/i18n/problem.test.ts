import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { problemKeys } from '../api/problem.ts';
import problem from './en/problem.ts';

const SERVER = join(dirname(fileURLToPath(import.meta.url)), '../../../server/src');
const ERRORS =
  'NotFound|Conflict|Forbidden|Unauthenticated|Unprocessable|TooMany|Unavailable|UpstreamFailed|OutcomeUnknown|GuardConflict';
/** The first argument of an error, the third of an invalid input, and what the answers of other errors are called. */
const CODES = [
  new RegExp(`new (?:${ERRORS})\\(\\s*['"\`]([a-z_]+)`, 'g'),
  /\banswer\(\d{3}, ['"`]([a-z_]+)/g,
  /new InvalidInput\((?:[^()]|\([^()]*\))*?,\s*'([a-z_]+)',?\s*\)/g,
  /code = '([a-z_]+)'(?! in )/g,
];

it('has words for every code that the server answers with', () => {
  const codes = new Set<string>();
  for (const name of readdirSync(SERVER, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const source = readFileSync(join(SERVER, name), 'utf8');
    for (const pattern of CODES) for (const [, code = ''] of source.matchAll(pattern)) codes.add(code);
  }
  expect(codes.size).toBeGreaterThan(60);
  const known = new Set<string>([...Object.keys(problem), 'ledger_']);
  expect([...codes].filter((code) => !problemKeys(code).some((key) => known.has(key)))).toEqual([]);
});
