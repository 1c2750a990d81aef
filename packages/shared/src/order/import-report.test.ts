import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../words/language.ts';
import { importLineText, importProblem } from './import-problem.ts';
import { importReportCsv } from './import-report.ts';

it('writes a line per line, quotes what must be quoted, and no formula', () => {
  const csv = importReportCsv(
    [
      { line: 2, refId: 'a-1', outcome: 'new' },
      { line: 3, refId: '=1+1', outcome: 'known', problems: [{ code: 'repeats', line: 2 }] },
      { line: 4, refId: 'a-2', outcome: 'conflict', conflict: { given: 'A"B', known: 'C', bySrs: true } },
    ],
    'de',
  );
  const [head, first, formula, conflict] = csv.split('\r\n');
  expect([head, first, formula]).toEqual([
    '\ufeffline,refId,outcome,problem',
    '2,a-1,new,',
    "3,'=1+1,known,steht schon auf Zeile 2",
  ]);
  expect(conflict).toMatch(/^4,a-2,conflict,"Die Liste nennt die External ID «A""B»/);
});

describe('what is said of a line', () => {
  it.each(importProblem.shape.code.options)('%s: differs by language', (code) => {
    const [en, de] = LANGUAGES.map((language) => importLineText({ problems: [{ code, line: 2 }] }, language));
    expect(en).not.toBe('');
    expect(de).not.toBe(en);
  });

  it('names all that stands against it, and nothing where nothing does', () => {
    const problems = [{ code: 'no_ref_id' }, { code: 'long_note' }] as const;
    expect(importLineText({ problems }, 'en')).toMatch(/^is not a Ref ID.*; note is too long$/);
    expect(importLineText({}, 'en')).toBe('');
  });
});
