import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { Books } from '../books.ts';
import type { CloseRow } from '../periods/queries.ts';
import { readEffectiveTotals } from '../usage/effective-totals.ts';
import { readStatementNumbers, type ToNumber } from './changes.ts';
import { keptParticulars, type Particulars, particularsNow } from './particulars.ts';

type Close = Pick<CloseRow, 'id' | 'period'>;

/** A statement of a closed month; External ID empty for orders without one. */
interface Numbered {
  readonly externalId: string;
  readonly number: string;
  readonly particulars: Particulars | null;
}

const numbersOf = (db: Db, { id, period }: Close) =>
  readStatementNumbers(db, period).filter(({ closeId }) => closeId === id);

function numbered({
  period,
  externalId,
  sequence,
  version,
  particulars,
}: ReturnType<typeof numbersOf>[number]): Numbered {
  return {
    externalId,
    particulars: keptParticulars(particulars),
    number: `${period}-${String(sequence).padStart(4, '0')}${version > 1 ? `-v${version}` : ''}`,
  };
}

/** The numbers given so far to the statements of a close. */
export function statementNumbers(db: Db, close: Close): Numbered[] {
  return numbersOf(db, close).map(numbered);
}

/** The number of one customer's statement; undefined where it has none. */
export function statementNumber(db: Db, close: Close, externalId: string): Numbered | undefined {
  const found = numbersOf(db, close).find((each) => each.externalId === externalId);
  return found && numbered(found);
}

/** Who gets a statement: whoever has billable orders or adjustments in the month; empty for orders without External ID. */
export function billedIn(db: Db, period: Period): string[] {
  const { totals, adjustments } = readEffectiveTotals(db, period, period, 'customer');
  const used = totals.filter(({ counts, amountMinor }) => counts.billable > 0 || amountMinor !== 0);
  const moved = adjustments.filter(({ counts, amountMinor }) => counts.billable !== 0 || amountMinor !== 0);
  return [...new Set([...used, ...moved].map(({ externalId }) => externalId ?? ''))].sort();
}

/** The statements of a close that have no number yet. */
export function statementsToNumber(books: Books, close: Close): ToNumber[] {
  const current = new Set(numbersOf(books.reader, close).map(({ externalId }) => externalId));
  return billedIn(books.reader, close.period)
    .filter((externalId) => !current.has(externalId))
    .map((externalId) => ({ externalId, particulars: JSON.stringify(particularsNow(books, externalId)) }));
}
