import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currencySchema, formatMinor, minorDigits, parseAmount } from './money.ts';

describe('amounts in text', () => {
  it.each([
    ['12', 1200],
    ['12.5', 1250],
    ['12,5', 1250],
    ["1'234.50", 123_450],
    ['1’234.50', 123_450],
    ['1.234,50', 123_450],
    ['1,234.50', 123_450],
    ['1 234,50', 123_450],
    ['1\u00a0234\u202f567,5', 123_456_750],
    ['0.050', 5],
    ['5.00', 500],
    ['5.–', 500],
    ['12.-', 1200],
    ['12,-', 1200],
    ['12.--', 1200],
    ['12. –', 1200],
    ["1'200.-", 120_000],
    ['1.200,-', 120_000],
    ['1,200.-', 120_000],
    ['1.200.–', 120_000],
    ['-1.200.000,--', -120_000_000],
    ['-12.-', -1200],
    ['\u221212.\u2212', -1200],
    ['(12.-)', -1200],
    ['12-', -1200],
    ['-3.10', -310],
    ['3.10-', -310],
    ['(3.10)', -310],
    ['- 3.10', -310],
    ['3.10 -', -310],
    ['.5', 50],
  ])('%s', (text, minor) => {
    expect(parseAmount(text, 'CHF')).toEqual({ ok: true, minor });
  });

  it.each([
    ['', 'empty'],
    ['  ', 'empty'],
    ['abc', 'not_a_number'],
    ['1.2.3,4,5', 'not_a_number'],
    ['12.345.6,00', 'not_a_number'],
    ['1e5', 'not_a_number'],
    ['1.2,-', 'not_a_number'],
    ['=1+1', 'not_a_number'],
    ["6'40", 'not_a_number'],
    ['12 34', 'not_a_number'],
    ["1234'567", 'not_a_number'],
    ["1'2345.00", 'not_a_number'],
    ["12.345'60", 'not_a_number'],
    ['1,234', 'ambiguous'],
    ['1.234', 'ambiguous'],
    ['12.3456', 'too_many_decimals'],
    ['99999999999999999999', 'too_large'],
  ])('refuses %j as %s', (text, code) => {
    expect(parseAmount(text, 'CHF')).toEqual({ ok: false, code });
  });

  it('knows what the sign means once it is told', () => {
    expect(parseAmount('1,234', 'CHF', 'point')).toEqual({ ok: true, minor: 123_400 });
    expect(parseAmount('1.234', 'CHF', 'comma')).toEqual({ ok: true, minor: 123_400 });
    expect(parseAmount('1,234', 'CHF', 'comma')).toEqual({ ok: false, code: 'too_many_decimals' });
    expect(parseAmount('1,230', 'CHF', 'comma')).toEqual({ ok: true, minor: 123 });
  });

  it('minds the decimals of the currency', () => {
    expect([minorDigits('CHF'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
    expect(parseAmount('1.5', 'JPY')).toEqual({ ok: false, code: 'too_many_decimals' });
    expect(parseAmount('1.5', 'KWD')).toEqual({ ok: true, minor: 1500 });
    expect(formatMinor(1500, 'KWD')).toBe('1.500');
    expect(formatMinor(5, 'CHF')).toBe('0.05');
    expect(formatMinor(-5, 'CHF')).toBe('-0.05');
    expect(formatMinor(7, 'JPY')).toBe('7');
  });

  it('reads back what it writes', () => {
    const amount = fc.integer({ min: -1e12, max: 1e12 });
    fc.assert(
      fc.property(amount, fc.constantFrom('CHF', 'EUR', 'JPY', 'KWD'), (minor, currency) => {
        expect(parseAmount(formatMinor(minor, currency), currency, 'point')).toEqual({ ok: true, minor });
        const comma = formatMinor(minor, currency).replace('.', ',');
        expect(parseAmount(comma, currency, 'comma')).toEqual({ ok: true, minor });
      }),
    );
  });

  it('knows currencies', () => {
    expect(currencySchema.safeParse('CHF').success).toBe(true);
    for (const bad of ['chf', 'XYZ', 'Fr.', '']) expect(currencySchema.safeParse(bad).success).toBe(false);
  });
});
