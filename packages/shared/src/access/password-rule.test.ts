import { expect, it } from 'vitest';
import { passwordFaultAtSight } from './password-rule.ts';

it.each([
  ['', 'short'],
  ['elevenchars', 'short'],
  ['twelve chars', null],
  ['x'.repeat(128), null],
  ['x'.repeat(129), 'long'],
  ['an.NA-muster of mine', 'user_name'],
  ['my SRS-Desk password', 'product_name'],
] as const)('%s: %s', (password, fault) => {
  expect(passwordFaultAtSight(password, 'anna.muster')).toBe(fault);
});

it('takes no name of two letters for one', () => {
  expect(passwordFaultAtSight('a long one by al', 'al')).toBeNull();
});
