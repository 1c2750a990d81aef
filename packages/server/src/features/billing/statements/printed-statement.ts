import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Books } from '../books.ts';
import { logoOf } from './logo/queries.ts';
import { makeStatement } from './statement.ts';
import type { PrintedStatement } from './statement-file.ts';

/** The statement of an External ID (null: orders without one) for a month, with what its files need besides. */
export function printedStatement(books: Books, period: Period, externalId: string | null): PrintedStatement {
  const made = makeStatement(books, period, externalId);
  const { logo } = made.particulars.issuer;
  return {
    made,
    logo: logo === null ? null : logoOf(books.reader, logo).content,
    timeZone: books.config.billingTimeZone,
    at: made.closedAt ?? books.clock.now(),
  };
}
