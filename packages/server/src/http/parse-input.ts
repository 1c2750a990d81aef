import type { z } from 'zod';
import { InvalidInput } from '../errors.ts';

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

type Issue = z.core.$ZodIssue;

function wordsOf(issue: Issue): [string, string][] {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => [where === '' ? key : `${where}.${key}`, 'is not known here']);
  }
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return [[where, `is missing: must be ${NAMES[issue.expected] ?? issue.expected}`]];
  return [[where === '' ? 'body' : where, issue.message]];
}

/** What is wrong, by field. */
export function fieldErrors(issues: readonly Issue[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [field, why] of issues.flatMap(wordsOf)) errors[field] ??= why;
  return errors;
}

/** The parsed value. @throws InvalidInput with one line per field that is wrong. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new InvalidInput(fieldErrors(result.error.issues));
}
