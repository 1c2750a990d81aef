import type { Revealable } from '@srs-desk/shared/order/fields.ts';
import { and, eq, getTableColumns, isNull } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { orders } from '../../orders/table.ts';
import { reveals } from '../table.ts';

const { id: _, ...GIVEN } = getTableColumns(reveals);

const orderWithPerson = statement({ refId: orders.refId }, (db, { refId }) =>
  db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.refId, refId), isNull(orders.erasedAt))),
);

const insert = statement(GIVEN, (db, row) => db.insert(reveals).values(row));

export const revealChanges = {
  /** Lets a person see fields of an order's personal data for a while. Guards: `order_not_found`. */
  'reveal.grant': (
    tx: Tx,
    args: { refId: string; username: string; fields: readonly Revealable[]; expiresAt: number },
  ): void => {
    const { refId, fields } = args;
    if (orderWithPerson(tx).get({ refId }) === undefined)
      throw new GuardConflict('order_not_found', { refId });
    insert(tx).run({ ...args, fields: [...fields], grantedAt: tx.now });
  },
};
