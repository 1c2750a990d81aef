import { eq } from 'drizzle-orm';
import { statement } from '../../platform/db/statement.ts';
import { GuardConflict } from '../../platform/ledger/errors.ts';
import type { Tx } from '../../platform/ledger/tx.ts';
import { orders } from './table.ts';

const erasedAtOf = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select({ erasedAt: orders.erasedAt }).from(orders).where(eq(orders.refId, refId)),
);

export const deskChanges = {
  /**
   * An act of a person on an order that lives in the log alone (a note, a message): makes sure that the order is
   * there and not erased, and lets open pages read it again. Guards: `order_not_found`, `order_erased`.
   */
  'order.acted_on': (tx: Tx, args: { refId: string }): void => {
    const row = erasedAtOf(tx).get(args);
    if (!row) throw new GuardConflict('order_not_found', { refId: args.refId });
    if (row.erasedAt !== null) throw new GuardConflict('order_erased', { refId: args.refId });
    tx.rowChanged('orders', args.refId);
  },
};
