import { TOTP } from 'otpauth';
import { expect, it } from 'vitest';
import { enrolmentUri, newSecret, stepOf } from './totp.ts';

/** The secret of RFC 6238, appendix B, in base32. */
const RFC = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

it.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('knows the codes of RFC 6238: %i s', (seconds, code) => {
  expect(stepOf(RFC, code, seconds * 1000)).toBe(Math.floor(seconds / 30));
});

it('takes the codes of one step before and after, and says which; none further away', () => {
  const now = 1_790_000_000_000;
  const step = Math.floor(now / 30_000);
  const secret = newSecret();
  const codeAt = (at: number) => new TOTP({ secret }).generate({ timestamp: at * 30_000 });
  const taken = [-2, -1, 0, 1, 2].map((off) => stepOf(secret, codeAt(step + off), now));
  expect(taken).toEqual([null, step - 1, step, step + 1, null]);
  expect(stepOf(secret, '12345', now)).toBeNull();
});

it('tells an app the secret of 160 bits, whose it is and of what', () => {
  const secret = newSecret();
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  const uri = new URL(enrolmentUri(secret, 'anna.muster'));
  expect(decodeURIComponent(uri.pathname)).toContain('SRS Desk:anna.muster');
  expect(uri.searchParams.get('secret')).toBe(secret);
});
