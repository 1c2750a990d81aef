import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict } from '../../../platform/errors.ts';
import { type CloseRow, readCurrentClose } from '../periods/queries.ts';
import { reckoning } from '../reads.ts';
import { settled } from '../refusals.ts';

/**
 * Numbers the statements of a closed month, on first asking: without gaps, in the order of External IDs, the same whenever asked
 * again; closed anew, the same number with its next version. Each keeps its particulars of that moment. Gives the close.
 * @throws Conflict `not_closed`, `changed` when it was opened or closed anew meanwhile
 */
export async function numberStatements(desk: Desk, who: Principal, period: Period): Promise<CloseRow> {
  const close = await numberWhereClosed(desk, who, period);
  if (close !== null) return close;
  throw new Conflict('not_closed', `${period} is not closed: its statements have no numbers yet.`, {
    period,
  });
}

/** The same, and null for a month that is open. @throws Conflict `changed` */
export async function numberWhereClosed(
  desk: Desk,
  who: Principal,
  period: Period,
): Promise<CloseRow | null> {
  const close = readCurrentClose(desk.reader, period);
  if (close === undefined) return null;
  const { reads, at } = reckoning(desk);
  const { id: closeId } = close;
  const statements = await reads.run('billing.to_number', { ...at, close: { id: closeId, period } });
  if (statements.length > 0) {
    settled(
      await desk.ledger.record(
        [
          {
            name: 'billing.number_statements',
            args: { period, closeId, statements, actor: who.actor, origin: who.origin },
          },
        ],
        [],
      ),
    );
  }
  return close;
}
