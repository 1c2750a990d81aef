import type { Tx } from '../../../platform/ledger/tx.ts';

/** When an order is looked at next. Bookkeeping: no fact about the order. */
export const dueChanges = {
  /** The next look; never later than it stood, unless `later` is set. */
  'order.schedule': (
    tx: Tx,
    args: { refId: string; dueAt: number; what: 'status' | 'verify'; later?: boolean | undefined },
  ): void => {
    tx.sql(
      `UPDATE order_sync SET due_at = @dueAt, due_what = @what
       WHERE ref_id = @refId AND (@later OR due_at IS NULL OR due_at > @dueAt)`,
    ).run({ ...args, later: args.later === true ? 1 : 0 });
  },

  /** Somebody has the order's page open: it counts as watched for a while, and is read by `dueAt` where given. */
  'order.viewed': (tx: Tx, args: { refId: string; dueAt: number | null }): void => {
    tx.sql(
      `UPDATE order_sync SET viewed_at = @now,
         due_at = CASE WHEN due_at IS NULL OR @dueAt IS NULL THEN due_at ELSE min(due_at, @dueAt) END
       WHERE ref_id = @refId`,
    ).run({ now: tx.now, ...args });
  },
};
