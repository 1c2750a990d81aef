import { expect, it } from 'vitest';
import { TooMany } from '../errors.ts';
import { WorkLimit } from './work-limit.ts';

it('holds each person to a number, and lets go of what has ended', () => {
  const limit = new WorkLimit();
  const begun = [1, 2, 3, 4].map(() => limit.enter('file', 'user:anna'));
  expect(() => limit.enter('file', 'user:anna')).toThrow(TooMany);
  limit.enter('file', 'user:ben');
  limit.enter('search', 'user:anna');
  // Ended twice is ended once.
  begun[0]?.();
  begun[0]?.();
  limit.enter('file', 'user:anna');
  expect(() => limit.enter('file', 'user:anna')).toThrow(TooMany);
});

it('holds all together to a number', () => {
  const limit = new WorkLimit();
  for (let n = 0; n < 12; n += 1) limit.enter('file', `user:${n % 6}`);
  expect(() => limit.enter('file', 'user:late')).toThrow(TooMany);
});
