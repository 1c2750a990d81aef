import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict } from '../../../platform/errors.ts';
import { type CloseRow, readCurrentClose } from '../periods/queries.ts';
import { settled } from '../refusals.ts';
import { readEffectiveTotals } from '../usage/effective-totals.ts';
import { readStatementNumbers } from './changes.ts';
import { keptParticulars, type Particulars, particularsNow } from './particulars.ts';

/** A statement of a closed month; External ID empty for orders without one. */
interface Numbered {
  readonly externalId: string;
  readonly number: string;
  readonly particulars: Particulars | null;
}

/** The numbers given so far to the statements of a close. */
export function statementNumbers(db: Db, { id, period }: Pick<CloseRow, 'id' | 'period'>): Numbered[] {
  return readStatementNumbers(db, period)
    .filter(({ closeId }) => closeId === id)
    .map(({ externalId, sequence, version, particulars }) => ({
      externalId,
      particulars: keptParticulars(particulars),
      number: `${period}-${String(sequence).padStart(4, '0')}${version > 1 ? `-v${version}` : ''}`,
    }));
}

/** Who gets a statement: whoever has billable orders or adjustments in the month; empty for orders without External ID. */
export function billedIn(desk: Desk, period: Period): string[] {
  const { totals, adjustments } = readEffectiveTotals(desk.reader, period, period, 'customer');
  const used = totals.filter(({ counts, amountMinor }) => counts.billable > 0 || amountMinor !== 0);
  const moved = adjustments.filter(({ counts, amountMinor }) => counts.billable !== 0 || amountMinor !== 0);
  return [...new Set([...used, ...moved].map(({ externalId }) => externalId ?? ''))].sort();
}

/**
 * The statements of a closed month with their numbers, given on first asking: without gaps, in the order of External IDs, the
 * same whenever asked again; closed anew, the same number with its next version. Each keeps its particulars of that moment.
 * @throws Conflict `not_closed`
 */
export async function numberedStatements(desk: Desk, who: Principal, period: Period): Promise<Numbered[]> {
  const close = readCurrentClose(desk.reader, period);
  if (close === undefined) {
    throw new Conflict('not_closed', `${period} is not closed: its statements have no numbers yet.`, {
      period,
    });
  }
  const billed = billedIn(desk, period);
  const current = new Set(statementNumbers(desk.reader, close).map(({ externalId }) => externalId));
  const statements = billed
    .filter((externalId) => !current.has(externalId))
    .map((externalId) => ({
      externalId,
      particulars: JSON.stringify(particularsNow(desk, externalId)),
    }));
  if (statements.length > 0) {
    settled(
      await desk.ledger.record(
        [{ name: 'billing.number_statements', args: { period, closeId: close.id, statements } }],
        [
          {
            action: 'billing.statement.number',
            actor: who.actor,
            origin: who.origin,
            target: period,
            detail: { statements: statements.length },
          },
        ],
      ),
    );
  }
  return statementNumbers(desk.reader, close);
}
