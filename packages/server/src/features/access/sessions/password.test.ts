import { expect, it } from 'vitest';
import { NO_PASSWORD } from './no-password.ts';
import { hashPassword, verifyPassword } from './password.ts';

const STORED = await hashPassword('correct horse battery');

/** What a hash costs: all of its PHC string before the salt. */
const costOf = (phc: string): string => phc.split('$').slice(0, 4).join('$');

it('lets in whoever has the password, in any form of its letters, and nobody else', async () => {
  const umlaut = await hashPassword('zürich im november');
  expect(await verifyPassword(umlaut, 'zürich im november'.normalize('NFD'))).toBe(true);
  expect(await verifyPassword(STORED, 'wrong password!')).toBe(false);
  expect(await verifyPassword(null, 'nobody has this password')).toBe(false);
  expect(await verifyPassword(NO_PASSWORD, 'nobody has this password')).toBe(false);
});

it.each([
  ['does not exist', null],
  ['has no password yet', NO_PASSWORD],
])('does the same work for a user who %s', async (_, stored) => {
  const against: string[] = [];
  const check = async (hash: string): Promise<boolean> => against.push(hash) > 0;
  expect(await verifyPassword(stored, 'wrong password!', check)).toBe(false);
  expect(against.map(costOf)).toEqual([costOf(STORED)]);
});
