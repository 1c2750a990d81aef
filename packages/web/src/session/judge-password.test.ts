import { expect, it } from 'vitest';
import { judgePassword } from './judge-password.ts';

it.each([
  ['password1234', 'common'],
  ['P@ssw0rd', 'common'],
  ['qwertzuiopü', 'keys'],
  ['aaaaaaaaaaaaaaaa', 'repeat'],
  ['abcabcabcabc', 'repeat'],
  ['abcdefghijkl', 'sequence'],
  ['24.12.2025', 'date'],
  ['swisscom', 'own_words'],
  ['anna.muster', 'own_words'],
])('says of %s that it is %s', (password, weakness) => {
  expect(judgePassword(password, 'anna.muster')).toBe(weakness);
});

it.each(['correct horse battery', 'vier Esel fliegen nach Chur', '8f2kd09sl3mx'])('takes %s', (password) => {
  expect(judgePassword(password, 'anna.muster')).toBeNull();
});
