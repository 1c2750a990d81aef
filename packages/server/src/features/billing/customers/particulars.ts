import { vatTerms } from '@srs-desk/shared/billing/vat.ts';
import { statementIssuer } from '@srs-desk/shared/billing/wire.ts';
import { STATEMENT_ISSUER } from '@srs-desk/shared/settings/catalogue.ts';
import * as z from 'zod';
import type { Books } from '../books.ts';
import { logoInUse } from '../statements/logo/queries.ts';
import { readRegistered } from './queries.ts';

const particulars = z.strictObject({
  issuer: statementIssuer,
  /** Name and address by the register, a line each; empty where nobody entered them. */
  recipient: z.array(z.string()),
  /** The customer's; null where the register has none. */
  language: z.enum(['en', 'de']).nullable(),
  vat: vatTerms,
});

/** Who issues a statement to whom, and by which tax. A numbered statement keeps those that it was numbered with. */
export type Particulars = z.infer<typeof particulars>;

const linesOf = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || []);

/** The particulars of a customer's statement by the settings and the register of now; empty: orders without External ID. */
export function particularsNow(books: Books, externalId: string): Particulars {
  const { name, address, vatNumber, vatRates, roundToFive } = books.settings.get(STATEMENT_ISSUER);
  const customer = readRegistered(books.reader, externalId);
  return {
    issuer: { name, address: linesOf(address), vatNumber, logo: logoInUse(books.reader) },
    recipient: linesOf([customer?.name, customer?.address].join('\n')),
    language: customer?.language ?? null,
    vat: { treatment: customer?.vat ?? 'standard', rates: vatRates, roundToFive },
  };
}

/** Particulars that were kept with a number; null where none were. */
export function keptParticulars(json: string | null): Particulars | null {
  return json === null ? null : particulars.parse(JSON.parse(json));
}
