import { expect, it } from 'vitest';
import { passwordFault } from './choose-password.ts';

it.each([
  ['password1234', /too easily guessed/],
  ['123456789012', /too easily guessed/],
  ['qwertyuiopas', /too easily guessed/],
  ['P@ssw0rd1234', /too easily guessed/],
  ['aaaaaaaaaaaaaaaa', /too easily guessed/],
  ['swisscomswisscom', /too easily guessed/],
  ['anna.muster and her cat', /user name/],
  ['Anna_Muster 1987 Bern', /user name/],
  ['my SRS Desk password!', /name of this product/],
  ['srs-desk-2026-winter', /name of this product/],
])('refuses %s', async (password, why) => {
  expect(await passwordFault(password, 'Anna.Muster')).toMatch(why);
});

it.each(['correct horse battery', 'vier Esel fliegen nach Chur', '8f2kd09sl3mx', '岩手の冬は長くて白い道だ'])(
  'takes %s',
  async (password) => {
    expect(await passwordFault(password, 'Anna.Muster')).toBeNull();
  },
);

it('judges the longest password in a moment', async () => {
  const started = process.cpuUsage();
  await passwordFault('ab1!'.repeat(32), 'anna');
  await passwordFault('password'.repeat(16), 'anna');
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(5_000);
});
