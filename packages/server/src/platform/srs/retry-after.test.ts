import { expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.parse('2026-03-04T10:00:00.000Z');

it.each([
  ['seconds', '3', 3_000],
  ['no time at all', '0', 0],
  ['a fraction', '0.25', 250],
  ['a date', 'Wed, 04 Mar 2026 10:00:07 GMT', 7_000],
  ['a date that has passed', 'Wed, 04 Mar 2026 09:59:00 GMT', 0],
  ['more than an hour', '86400', 3_600_000],
  ['a date next year', 'Thu, 04 Mar 2027 10:00:00 GMT', 3_600_000],
  ['less than nothing', '-5', null],
  ['words', 'soon', null],
  ['a bare number of a year', '2026-03-04', null],
  ['nothing', undefined, null],
])('reads %s', (_, header, wanted) => {
  expect(retryAfterMs(header, NOW)).toBe(wanted);
});
