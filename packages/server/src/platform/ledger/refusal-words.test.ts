import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { REFUSAL_WORDS, refusalWords } from './refusal-words.ts';

const SOURCES = fileURLToPath(new URL('../..', import.meta.url));

/** Every code that a guard of ours names. */
function codes(): string[] {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  );
  return files.flatMap((name) =>
    [...readFileSync(join(SOURCES, name), 'utf8').matchAll(/new GuardConflict\('(\w+)'/g)].map((match) =>
      String(match[1]),
    ),
  );
}

describe('the words of a refusal', () => {
  it('stand for every code that a guard throws', () => {
    expect(codes().length).toBeGreaterThan(40);
    expect(codes().filter((code) => REFUSAL_WORDS[code] === undefined)).toEqual([]);
  });

  it('say what was wrong and what would be right', () => {
    expect(refusalWords('username_taken', { username: 'nina' })).toBe(
      'There is a user nina already: choose another user name.',
    );
    expect(refusalWords('some_new_code', {})).toBe('Not possible now: some new code.');
  });
});
