import * as z from 'zod';
import { described } from '../settings/setting.ts';
import { vatRate } from './vat.ts';

/** What an admin may set about statements: who issues them, and their tax. */
export const issuerSettings = z.strictObject({
  name: described(z.string().trim().max(120), { effect: 'next_statement' }),
  /** Lines as on an envelope. */
  address: described(z.string().trim().max(500), { effect: 'next_statement', lines: true }),
  vatNumber: described(z.string().trim().max(40), { effect: 'next_statement' }),
  vatRates: described(
    z
      .array(vatRate)
      .max(50)
      .refine(
        (rates) => new Set(rates.map(({ from }) => from)).size === rates.length,
        'has two rates from the same month on',
      ),
    { effect: 'next_statement' },
  ),
  roundToFive: described(z.boolean(), { effect: 'next_statement' }),
});
export type IssuerSettings = z.infer<typeof issuerSettings>;

/** What holds until somebody sets it: nothing is said of the issuer, and amounts are without tax. */
export const NO_ISSUER: IssuerSettings = {
  name: '',
  address: '',
  vatNumber: '',
  vatRates: [],
  roundToFive: false,
};
