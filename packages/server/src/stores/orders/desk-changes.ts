import { GuardConflict } from '../../ledger/errors.ts';
import type { Tx } from '../../ledger/tx.ts';

export const deskChanges = {
  /** Bookkeeping: somebody has the order's page open, so its status should be fresh. */
  'order.viewed': (tx: Tx, args: { refId: string }): void => {
    tx.sql('UPDATE order_sync SET viewed_at = ? WHERE ref_id = ?').run(tx.now, args.refId);
  },

  /** Bookkeeping: when the order is next to be asked about; never later than it stood, unless `later` is set. */
  'order.schedule': (
    tx: Tx,
    args: { refId: string; dueAt: number; what: 'status' | 'verify'; later?: boolean | undefined },
  ): void => {
    tx.sql(
      `UPDATE order_sync SET due_at = ?, due_what = ?
       WHERE ref_id = ? AND (? OR due_at IS NULL OR due_at > ?)`,
    ).run(args.dueAt, args.what, args.refId, args.later ? 1 : 0, args.dueAt);
  },

  /**
   * An act of a person on an order that lives in the log alone (a note, a message): makes sure that the order is
   * there and not erased, and lets open pages read it again. Guards: `order_not_found`, `order_erased`.
   */
  'order.acted_on': (tx: Tx, args: { refId: string }): void => {
    const row = tx.sql('SELECT erased_at FROM orders WHERE ref_id = ?').get(args.refId) as
      | { erased_at: number | null }
      | undefined;
    if (!row) throw new GuardConflict('order_not_found', { refId: args.refId });
    if (row.erased_at !== null) throw new GuardConflict('order_erased', { refId: args.refId });
    tx.touched('orders', args.refId);
  },
};
