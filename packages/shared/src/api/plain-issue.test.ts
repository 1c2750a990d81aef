import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { plainIssue } from './plain-issue.ts';

function told(schema: z.ZodType, value: unknown): string[] {
  const parsed = schema.safeParse(value, { error: plainIssue, reportInput: true });
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.message);
}

describe('what is said of a wrong value', () => {
  const cases: [string, z.ZodType, unknown, string][] = [
    ['an unknown choice', z.enum(['a', 'b']), 'c', 'must be one of a, b'],
    ['no choice', z.enum(['a', 'b']), undefined, 'is missing: must be one of a, b'],
    ['a literal', z.literal('yes'), 'no', 'must be yes'],
    ['no number in an address', z.coerce.number().int(), 'abc', 'must be a number'],
    ['a text for a number', z.number(), 'abc', 'must be a number, not a text'],
    ['a broken number', z.int(), 1.5, 'must be a whole number, not 1.5'],
    ['nothing', z.string(), undefined, 'is missing: must be a text'],
    ['a list for an object', z.object({}), [], 'must be an object, not a list'],
    ['an empty text', z.string().min(1), '', 'must not be empty'],
    ['a short text', z.string().min(12), 'abc', 'must have at least 12 characters'],
    ['a long text', z.string().max(2), 'abc', 'must have at most 2 characters'],
    ['too many', z.array(z.string()).max(1), ['a', 'b'], 'must have at most 1 entry'],
    ['too little', z.number().min(1), 0, 'must be at least 1'],
    ['not above nought', z.number().positive(), 0, 'must be more than 0'],
    ['no time', z.iso.datetime(), 'soon', 'must be an ISO 8601 time such as 2026-03-01T00:00:00.000Z'],
    ['no form', z.union([z.string(), z.array(z.string())]), 5, 'is in none of the forms that are taken here'],
    ['words of its own', z.string().min(1, 'is empty'), '', 'is empty'],
  ];
  it.each(cases)('%s', (_name, schema, value, words) => {
    expect(told(schema, value)).toEqual([words]);
  });

  it('never repeats a text that was given', () => {
    const all = cases.flatMap(([, schema]) => told(schema, 'Anna Muster'));
    expect(all.join(' ')).not.toContain('Muster');
  });
});
