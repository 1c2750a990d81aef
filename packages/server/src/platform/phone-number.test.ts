import fc from 'fast-check';
import { expect, it } from 'vitest';
import { msisdnFrom } from './phone-number.ts';

const countries = fc.constantFrom('41', '43', '49', '33', '39');
const digits = fc.stringMatching(/^\d{4,14}$/);

it('takes a whole number as the numbering plans read the same number in another notation', () => {
  fc.assert(
    fc.property(countries, digits, (country, national) => {
      expect(msisdnFrom(`+${country}${national}`)).toBe(msisdnFrom(`+${country} ${national}`));
    }),
    { numRuns: 1000 },
  );
});

it('takes a trunk zero out, and nothing for what is no number', () => {
  expect(msisdnFrom('+41 079 123 45 67')).toBe('+41791234567');
  expect(msisdnFrom('+410791234567')).toBe('+41791234567');
  expect(msisdnFrom('n/a')).toBeNull();
});
