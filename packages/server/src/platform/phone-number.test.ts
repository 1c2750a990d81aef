import fc from 'fast-check';
import { expect, it } from 'vitest';
import { msisdnFrom } from './phone-number.ts';

const digits = fc.stringMatching(/^[1-9]\d{8}$/);

it('takes a whole Swiss number as the numbering plans read the same number in another notation', () => {
  fc.assert(
    fc.property(digits, (national) => {
      expect(msisdnFrom(`+41${national}`)).toBe(msisdnFrom(`+41 ${national}`));
    }),
  );
});

it('takes a trunk zero out, and nothing for what is no number', () => {
  expect(msisdnFrom('+41 079 123 45 67')).toBe('+41791234567');
  expect(msisdnFrom('+410791234567')).toBe('+41791234567');
  expect(msisdnFrom('n/a')).toBeNull();
});
