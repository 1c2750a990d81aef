import { expect, it } from 'vitest';
import { countText, fractionDigits, moneyText, shareText, shortId } from './amounts.ts';

// Which space and which apostrophe depends on the ICU data of the Node in use.
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/'/g, '’');

it('groups thousands and says when a count is capped', () => {
  expect(countText(10_000, 'en', true)).toBe('10,000+');
  expect(plain(countText(2_814, 'de'))).toBe('2’814');
});

it('writes minor units as money of their currency', () => {
  expect(plain(moneyText(1_234_500, 'CHF', 'de'))).toBe('CHF 12’345.00');
  expect(plain(moneyText(-5, 'EUR', 'en'))).toBe('-EUR 0.05');
  expect(plain(moneyText(1_500, 'JPY', 'en'))).toBe('JPY 1,500');
  expect(fractionDigits('KWD')).toBe(3);
});

it('writes shares', () => expect(plain(shareText(0.1234, 'en'))).toBe('12.3%'));

it('shortens long ids only', () => {
  expect(shortId('884-221')).toBe('884-221');
  expect(shortId('3fa9b0c2-1111-4222-8333-4444444466e2')).toBe('3fa9b0…66e2');
});
