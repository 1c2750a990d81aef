import { expect, it } from 'vitest';
import { changesAdmins } from './approvals.ts';

const admin = { role: 'admin', disabled: false } as const;
const support = { role: 'support', disabled: false } as const;
const shutOut = { role: 'admin', disabled: true } as const;

it('takes for a change among admins what makes one or unmakes another than oneself', () => {
  expect(changesAdmins(support, admin, false)).toBe(true);
  expect(changesAdmins(shutOut, admin, false)).toBe(true);
  expect(changesAdmins(admin, support, false)).toBe(true);
  expect(changesAdmins(admin, shutOut, false)).toBe(true);
  expect(changesAdmins(admin, support, true)).toBe(false);
  expect(changesAdmins(admin, shutOut, true)).toBe(false);
  // Nobody makes themselves one.
  expect(changesAdmins(support, admin, true)).toBe(true);
});

it('leaves alone what makes no admin who can log in', () => {
  expect(changesAdmins(admin, admin, false)).toBe(false);
  expect(changesAdmins(support, { role: 'finance', disabled: true }, false)).toBe(false);
  expect(changesAdmins({ role: 'support', disabled: true }, shutOut, false)).toBe(false);
});
