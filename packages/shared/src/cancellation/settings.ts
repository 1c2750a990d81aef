import * as z from 'zod';
import { described } from '../settings/setting.ts';
import { APPROVAL_ABOVE } from './approval.ts';
import { MOST_ATTEMPTS } from './job.ts';
import { CALL_MAY_RUN_MINUTES } from './superseded.ts';

/** What an admin may set about cancellations. */
export const cancellationSettings = z.strictObject({
  /** Jobs with more orders than this need a second admin; null: none does. */
  approvalAbove: described(z.int().min(0).max(1_000_000).nullable(), {
    unit: 'orders',
    effect: 'next_plan',
    looser: 'higher',
  }),
  /** Minutes after an order's last sign of life during which a call may be running. */
  callMayRunMinutes: described(
    z
      .int()
      .min(0)
      .max(24 * 60),
    { unit: 'minutes', effect: 'next_plan', looser: 'lower' },
  ),
  /** Orders of a job that may be under way at once; the pace itself is SRS's. */
  atOnce: described(z.int().min(1).max(64), { unit: 'orders', effect: 'at_once' }),
  /** Tries per order that SRS fails before the order counts as failed. */
  mostTries: described(z.int().min(1).max(100).default(MOST_ATTEMPTS), { unit: 'times', effect: 'at_once' }),
});
export type CancellationSettings = z.infer<typeof cancellationSettings>;

/** What holds until somebody sets it. */
export const DEFAULT_CANCELLATION_SETTINGS: CancellationSettings = {
  approvalAbove: APPROVAL_ABOVE,
  callMayRunMinutes: CALL_MAY_RUN_MINUTES,
  atOnce: 64,
  mostTries: MOST_ATTEMPTS,
};
