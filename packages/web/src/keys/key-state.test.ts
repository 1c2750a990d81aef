import { expect, it } from 'vitest';
import { isRenewable } from './key-state.ts';

it.each([
  ['one’s own that may do all', null, 'user:anna', true],
  ['another’s that may do all', null, 'user:berta', false],
  ['another’s that is limited', ['usage' as const], 'user:berta', true],
  ['one of the command line that may do all', null, 'cli', false],
])('a key can be renewed: %s', (_which, scopes, createdBy, expected) => {
  expect(isRenewable({ scopes, createdBy }, 'anna')).toBe(expected);
});
