import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../words/language.ts';
import { importLineText, importProblem } from './import-problem.ts';
import { importReportCsv, withOutcomes } from './import-report.ts';

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

describe('lines that were pending', () => {
  const repeats = [{ code: 'repeats', line: 1 } as const];
  const lines = [
    { line: 1, refId: 'a', outcome: 'pending' },
    { line: 2, refId: 'a', outcome: 'pending', problems: repeats },
    { line: 3, refId: 'b', outcome: 'known' },
  ] as const;
  const nothing = { found: [], notFound: [], pending: [], conflicts: [] };
  const after = (told: Partial<Parameters<typeof withOutcomes>[1]>) =>
    withOutcomes(
      lines.map((line) => ({ ...line, problems: 'problems' in line ? [...line.problems] : undefined })),
      { ...nothing, ...told },
    );
  const outcomes = (told: Parameters<typeof after>[0]) => after(told).map(({ outcome }) => outcome);

  it('are one new order where two name the same Ref ID', () => {
    expect(outcomes({ found: ['a'] })).toEqual(['new', 'known', 'known']);
    expect(after({ found: ['a'] })[1]?.problems).toEqual(repeats);
  });

  it('are no order where SRS knows none, and still pending until it has said so', () => {
    expect(outcomes({ notFound: ['a'] })).toEqual(['not_found', 'not_found', 'known']);
    expect(after({ notFound: ['a'] }).map(({ problems }) => problems?.[0]?.code)).toEqual([
      'not_known',
      'repeats',
      undefined,
    ]);
    expect(outcomes({ pending: ['a'] })).toEqual(['pending', 'pending', 'known']);
  });

  it('contradict where SRS names another External ID', () => {
    const conflict = { refId: 'a', given: 'A', known: 'B', bySrs: true };
    expect(outcomes({ conflicts: [conflict] })).toEqual(['conflict', 'conflict', 'known']);
  });
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
