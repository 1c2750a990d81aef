import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';

export const deskChanges = {
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
    tx.rowChanged('orders', args.refId);
  },
};
