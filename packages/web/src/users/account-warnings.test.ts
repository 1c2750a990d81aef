import type { UserRow } from '@srs-desk/shared/api/users.ts';
import { expect, it } from 'vitest';
import { accountWarnings } from './account-warnings.ts';

const user = (username: string, change: Partial<UserRow> = {}): UserRow => ({
  id: username,
  username,
  displayName: username,
  role: 'admin',
  disabled: false,
  issuer: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  passwordChangedAt: null,
  mustChangePassword: false,
  linkUntil: null,
  hasFactor: false,
  lastSeenAt: null,
  ...change,
});
const [anna, ben, cleo] = [user('anna'), user('ben'), user('cleo')];
const stays = { role: 'admin', disabled: false } as const;
const demoted = { role: 'support', disabled: false } as const;
const loses = { isOwn: false, next: demoted };

it('warns of one’s own rights, of the last admin, and of having nobody left to agree', () => {
  expect(accountWarnings([anna, ben, cleo], anna, { isOwn: true, next: stays })).toEqual([]);
  expect(accountWarnings([anna, ben, cleo], anna, { isOwn: true, next: demoted })).toEqual(['ownAdmin']);
  expect(accountWarnings([anna, ben], anna, { isOwn: true, next: demoted })).toEqual([
    'ownAdmin',
    'noSecondAdmin',
  ]);
  expect(accountWarnings([anna, ben, cleo], ben, loses)).toEqual([]);
  expect(accountWarnings([anna, user('ben', { disabled: true })], anna, loses)).toEqual(['lastAdmin']);
  expect(accountWarnings([anna], user('nina', { role: 'support' }), loses)).toEqual([]);
});

it('warns of a link and of somebody else’s password that end as somebody becomes an admin', () => {
  const becomes = { isOwn: false, next: stays };
  expect(accountWarnings([anna], user('nina', { role: 'support' }), becomes)).toEqual([]);
  const invited = user('nina', { role: 'support', linkUntil: '2026-01-08T00:00:00.000Z' });
  expect(accountWarnings([anna], invited, becomes)).toEqual(['endsLink']);
  expect(accountWarnings([anna], invited, loses)).toEqual([]);
  const made = user('nina', { role: 'support', mustChangePassword: true });
  expect(accountWarnings([anna], made, becomes)).toEqual(['endsPassword']);
  expect(accountWarnings([anna], made, loses)).toEqual([]);
  // Also where they are let in later.
  const later = { isOwn: false, next: { role: 'admin', disabled: true } } as const;
  const both = { ...invited, mustChangePassword: true, disabled: true };
  expect(accountWarnings([anna], both, later)).toEqual(['endsLink', 'endsPassword']);
});

it('warns of a password that somebody else chose as an admin is let in again', () => {
  const shutOut = user('ben', { disabled: true, mustChangePassword: true });
  expect(accountWarnings([anna, shutOut], shutOut, { isOwn: false, next: stays })).toEqual(['endsPassword']);
  expect(accountWarnings([anna, shutOut], shutOut, loses)).toEqual([]);
});
