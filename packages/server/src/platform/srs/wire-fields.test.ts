import { expect, it } from 'vitest';
import { WireFields } from './wire-fields.ts';

const dayOf = (dob: unknown) => {
  const fields = new WireFields({ dob });
  return [fields.day('dob'), fields.unread.length];
};

it.each([
  '1984-02-29',
  '29.2.1984',
  '29/02/1984',
  '1984/02/29',
  '19840229',
  19840229,
  [1984, 2, 29],
  ['1984', '02', '29'],
  ['1984-02-29'],
  '1984-02-29T00:00:00',
  '1984-02-29T00:00:00.000+01:00',
  '1984-02-29T00:00Z[UTC]',
  '1984-02-29+01:00',
])('%j is the 29th of February 1984', (dob) => expect(dayOf(dob)).toEqual(['1984-02-29', 0]));

// Midnight in one zone is the day before in another: which day is meant, nobody can tell.
it.each(['1984-02-28T23:00:00Z', '1984-02-30', [1984, 13, 1], [1984, 2], 446860800000, 'gestern', true])(
  '%j is no day, and is noted',
  (dob) => expect(dayOf(dob)).toEqual([null, 1]),
);
