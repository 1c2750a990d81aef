import { expect, it } from 'vitest';
import { chargedByName } from './charged-by-name.ts';

/** Lines of one order, each of an invoice of its own: its amount, a `!` where it does not stand, and a currency if not CHF. */
const after = (history: string, currency = 'CHF') => {
  const lines = history.split(' ').map((told, at) => {
    const amountMinor = Number.parseInt(told, 10);
    const isCharge = amountMinor >= 0 && !told.includes('!');
    return {
      refId: 'a',
      invoice: at + 1,
      currency: told.includes('EUR') ? 'EUR' : 'CHF',
      amountMinor,
      isCharge,
      owedMinor: isCharge ? 200 : 0,
      askedBackMinor: amountMinor < 0 ? 0 : amountMinor - (isCharge ? 200 : 0),
    };
  });
  const { stands, invoice, askedBackMinor } = chargedByName(lines, currency).get('a') ?? {};
  return [stands, invoice, askedBackMinor];
};

it.each([
  ['200', true, 1, 0],
  ['200 -200', false, 1, 0],
  ['200 200! -200', true, 1, 0],
  ['200 -200 250!', false, 1, 250],
  ['200 -200 250! -250 200', true, 5, 0],
  ['250! 200 -250', true, 2, 0],
  ['250 -50', true, 1, 0],
  // What was given back beyond it, or before it, is not of a later charge.
  ['200 -500 200', true, 3, 0],
  ['-200 200', true, 2, 0],
  // Of what was charged too low, nothing is.
  ['0', true, 1, 0],
  ['200 190EUR! -200', false, 1, 0],
  ['200 190EUR! -190EUR', true, 1, 0],
])('%s: it stands (%s) by invoice %i, and %i is asked back', (history, ...wanted) => {
  expect(after(history)).toEqual(wanted);
});

it('asks back what was charged in the currency', () => {
  expect([after('200 190EUR!')[2], after('200 190EUR!', 'EUR')[2], after('190EUR!')[2]]).toEqual([0, 190, 0]);
});
