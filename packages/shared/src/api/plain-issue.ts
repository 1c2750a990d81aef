import type * as z from 'zod';

const NAMES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  date: 'a time',
};

const FORMATS: Readonly<Record<string, string>> = {
  datetime: 'an ISO 8601 time such as 2026-03-01T00:00:00.000Z',
  date: 'a day such as 2026-03-01',
  email: 'an e-mail address such as name@example.com',
  url: 'an address such as https://example.com',
  uuid: 'an id such as 4ad2bfe9-5a67-4e1f-9b07-6b2d2c3f0f5e',
};

const LONGEST_TOLD = 40;

type Issue = z.core.$ZodRawIssue;

/** What was given instead, in words: never a text itself, which may hold what nobody else should read. */
function given(input: unknown): string {
  if (input === null) return 'null';
  if (typeof input === 'number')
    return Number.isFinite(input) ? String(input) : 'something that is no number';
  if (Array.isArray(input)) return 'a list';
  return NAMES[typeof input] ?? typeof input;
}

function bound(issue: Issue & { code: 'too_small' | 'too_big' }): string {
  const small = issue.code === 'too_small';
  const limit = String(small ? issue.minimum : issue.maximum);
  const most = small ? 'at least' : 'at most';
  if (issue.origin === 'string') {
    if (small && limit === '1') return 'must not be empty';
    return `must have ${most} ${limit} character${limit === '1' ? '' : 's'}`;
  }
  if (issue.origin === 'array' || issue.origin === 'set')
    return `must have ${most} ${limit} ${limit === '1' ? 'entry' : 'entries'}`;
  return `must be ${issue.inclusive === false ? (small ? 'more than' : 'less than') : most} ${limit}`;
}

/**
 * What is wrong with a value and what would be right, in plain words, for those checks that bring no words of their
 * own; `undefined` leaves the message to zod. Given to `safeParse` as its `error`.
 */
export function plainIssue(issue: Issue): string | undefined {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = NAMES[issue.expected] ?? issue.expected;
      if (issue.input === undefined) return `is missing: must be ${wanted}`;
      // What is no number in an address comes as NaN.
      if (Number.isNaN(issue.input)) return `must be ${wanted}`;
      return `must be ${wanted}, not ${given(issue.input)}`;
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      const told = values.length > LONGEST_TOLD ? [...values.slice(0, LONGEST_TOLD), '…'] : values;
      const wanted = values.length === 1 ? `must be ${told[0]}` : `must be one of ${told.join(', ')}`;
      return issue.input === undefined ? `is missing: ${wanted}` : wanted;
    }
    case 'too_small':
    case 'too_big':
      return bound(issue as Issue & { code: 'too_small' | 'too_big' });
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_format':
      return FORMATS[issue.format] === undefined
        ? 'is not in the form expected'
        : `must be ${FORMATS[issue.format]}`;
    case 'invalid_union':
      return 'is in none of the forms that are taken here';
    default:
      return undefined;
  }
}
