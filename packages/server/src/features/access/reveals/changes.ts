import type { Revealable } from '@srs-desk/shared/order/fields.ts';
import { latestNoted } from '@srs-desk/shared/time/elapsed.ts';
import { and, desc, eq, getTableColumns, isNull, lte } from 'drizzle-orm';
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

const nthNewest = statement(
  { username: reveals.username, latest: reveals.grantedAt, offset: 'integer' },
  (db, { username, latest, offset }) =>
    db
      .select({ at: reveals.grantedAt })
      .from(reveals)
      .where(and(eq(reveals.username, username), lte(reveals.grantedAt, latest)))
      .orderBy(desc(reveals.grantedAt))
      .limit(1)
      .offset(offset),
);

const HOUR_MS = 3_600_000;

/** Somebody is shown a person: within an hour no more often than this; null is without limit. */
interface Showing {
  refId: string;
  username: string;
  mostPerHour: number | null;
}

function guardRate(tx: Tx, { username, mostPerHour }: Showing): void {
  if (mostPerHour === null) return;
  const bound = nthNewest(tx).get({ username, latest: latestNoted(tx.now), offset: mostPerHour - 1 });
  const freeAt = (bound?.at ?? Number.NEGATIVE_INFINITY) + HOUR_MS;
  if (freeAt > tx.now)
    throw new GuardConflict('too_many_reveals', { most: mostPerHour, retryAfterMs: freeAt - tx.now });
}

/** Counts what shows a person in another way: a ticket, a proof pack. @throws GuardConflict `too_many_reveals` */
export function countShowing(tx: Tx, showing: Showing): void {
  guardRate(tx, showing);
  const { refId, username } = showing;
  insert(tx).run({ refId, username, fields: [], grantedAt: tx.now, expiresAt: tx.now });
}

export const revealChanges = {
  /** Lets a person see fields of an order's personal data for a while. Guards: `order_not_found`, `too_many_reveals`. */
  'reveal.grant': (tx: Tx, args: Showing & { fields: readonly Revealable[]; expiresAt: number }): void => {
    const { refId, username, fields, expiresAt } = args;
    guardRate(tx, args);
    if (orderWithPerson(tx).get({ refId }) === undefined)
      throw new GuardConflict('order_not_found', { refId });
    insert(tx).run({ refId, username, fields: [...fields], grantedAt: tx.now, expiresAt });
  },

  /** Counts that a person was shown in another way. Guard: `too_many_reveals`. */
  'reveal.count': countShowing,
};
