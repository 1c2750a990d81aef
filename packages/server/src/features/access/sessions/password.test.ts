import { expect, it } from 'vitest';
import { NO_PASSWORD } from './no-password.ts';
import { hashPassword, verifyPassword } from './password.ts';

const STORED = await hashPassword('correct horse battery');

/** Processor time of a check, µs: what else runs on the machine does not count. */
async function timeOf(stored: string | null): Promise<number> {
  const started = process.cpuUsage();
  await verifyPassword(stored, 'wrong password!');
  const { user, system } = process.cpuUsage(started);
  return user + system;
}

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
])('works as much for a user who %s', async (_, stored) => {
  await timeOf(stored);
  expect(await timeOf(stored)).toBeGreaterThan((await timeOf(STORED)) / 3);
});
