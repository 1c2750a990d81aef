import { plainIssue } from '@srs-desk/shared/api/plain-issue.ts';
import { BROKEN_TEXT, brokenTextAt } from '@srs-desk/shared/text/whole-text.ts';
import type * as z from 'zod';
import { InvalidInput } from '../errors.ts';

type Issue = z.core.$ZodIssue;

function wordsOf(issue: Issue): [string, string][] {
  const where = issue.path.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => [where === '' ? key : `${where}.${key}`, 'is not known here']);
  }
  return [[where === '' ? 'body' : where, issue.message]];
}

/** What is wrong, by field. */
function fieldErrors(issues: readonly Issue[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [field, why] of issues.flatMap(wordsOf)) errors[field] ??= why;
  return errors;
}

/** The parsed value. @throws InvalidInput with one line per field that is wrong. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const broken = brokenTextAt(value);
  if (broken !== null) throw new InvalidInput({ [broken.join('.') || 'body']: BROKEN_TEXT });
  const result = schema.safeParse(value, { reportInput: true, error: plainIssue });
  if (result.success) return result.data;
  throw new InvalidInput(fieldErrors(result.error.issues));
}
