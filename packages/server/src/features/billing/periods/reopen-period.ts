import { type Period, periodSchema } from '@srs-desk/shared/billing/periods.ts';
import type { CloseView } from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict } from '../../../platform/errors.ts';
import { type SecondAdminAct, withSecondAdmin } from '../../access/index.ts';
import { settled } from '../refusals.ts';
import { askClose, closeViewAfter } from './close-period.ts';
import { readCurrentClose } from './queries.ts';

const reopening: SecondAdminAct<{ period: Period; reason: string }, CloseView> = {
  name: 'period.reopen',
  input: z.object({ period: periodSchema, reason: z.string() }),
  async carryOut(desk, who, { period, reason }, agreed) {
    const { totals } = await askClose(desk, period);
    settled(
      await desk.ledger.record(
        [agreed.call, { name: 'billing.reopen', args: { period, by: who.name, reason } }],
        [
          {
            action: 'period.reopen',
            actor: who.actor,
            origin: who.origin,
            target: period,
            detail: { reason, totals, ...agreed.detail },
          },
        ],
      ),
    );
    return closeViewAfter(desk, period);
  },
};

export const periodActs: readonly SecondAdminAct[] = [reopening];

/**
 * Opens a closed month again; where there is a second admin, once they agree.
 * @throws Conflict `not_closed`, `adjusted_later` when a later closed month adjusts it
 */
export async function reopenPeriod(desk: Desk, who: Principal, period: Period, reason: string) {
  if (readCurrentClose(desk.reader, period) === undefined)
    throw new Conflict('not_closed', `${period} is not closed.`, { period });
  return withSecondAdmin(desk, who, reopening, { target: period, input: { period, reason }, reason });
}
