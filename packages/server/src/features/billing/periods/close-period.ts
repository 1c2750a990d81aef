import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { CloseView } from '@srs-desk/shared/billing/wire.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict } from '../../../platform/errors.ts';
import { reckoning } from '../reads.ts';
import { settled } from '../refusals.ts';
import { readClose } from './read-close.ts';

function refuseUnlessReady(view: CloseView, acknowledged: readonly string[]): void {
  if (view.state === 'closed') throw new Conflict('already_closed', `${view.period} is closed already.`);
  const blocking = view.unresolved.filter((each) => each.blocks);
  if (blocking.some((each) => each.code === 'month_not_over')) {
    throw new Conflict('period_not_over', `${view.period} is not over yet: it can be closed afterwards.`);
  }
  if (blocking.length > 0) {
    throw new Conflict(
      'rebooking',
      'Orders are being booked anew after a change of rules: try again shortly.',
    );
  }
  const open = view.unresolved.filter((each) => !acknowledged.includes(each.code));
  if (open.length > 0) {
    const list = open.map((each) => `${each.code} (${each.count})`).join(', ');
    throw new Conflict('unresolved', `Settle or acknowledge first: ${list}.`, {
      unresolved: open.map(({ code, count }) => ({ code, count })),
    });
  }
}

/** The check list before a close. */
export function askClose(desk: Desk, period: Period, gone?: AbortSignal): Promise<CloseView> {
  const { reads, at } = reckoning(desk);
  return reads.run('billing.close', { ...at, period }, gone);
}

/** The same after a change that holds, whatever becomes of the read. */
export function closeViewAfter(desk: Desk, period: Period): Promise<CloseView> {
  return askClose(desk, period).catch((error: unknown) => {
    desk.log.warn({ err: error }, 'the check list of a month could not be read apart');
    return readClose(desk, period);
  });
}

/**
 * Freezes a month's totals with the pricing terms they rest on; what changes later comes as an adjustment in the next open
 * month. Everything unresolved must have been settled or be acknowledged by its code.
 * @throws Conflict `already_closed`, `period_not_over`, `rebooking`, `unresolved`, `changed`
 */
export async function closePeriod(
  desk: Desk,
  who: Principal,
  period: Period,
  input: { acknowledge: readonly string[]; note?: string | undefined },
): Promise<CloseView> {
  const { reads, at } = reckoning(desk);
  const toClose = await reads.run('billing.to_close', { ...at, period });
  const { view, expected, pricingTerms, totals, adjustments } = toClose;
  refuseUnlessReady(view, input.acknowledge);
  settled(
    await desk.ledger.record(
      [
        {
          name: 'billing.close',
          args: {
            period,
            by: who.name,
            actor: who.actor,
            origin: who.origin,
            note: input.note || null,
            unresolved: view.unresolved.map(({ code, count }) => ({ code, count })),
            summary: {
              totals: view.totals,
              placed: totals.reduce((sum, total) => sum + total.placed, 0),
              billable: totals.reduce((sum, total) => sum + total.billable, 0),
              adjustments: adjustments.length,
            },
            pricingTerms,
            totals,
            adjustments,
            expected,
          },
        },
      ],
      [],
    ),
  );
  return closeViewAfter(desk, period);
}
