import { and, eq, gt, isNull, or, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { type DUE_CALLS, orderSync } from '../table.ts';

const schedule = statement(
  { refId: orderSync.refId, dueAt: orderSync.dueAt, dueWhat: orderSync.dueWhat, later: 'integer' },
  (db, { refId, later, dueAt, dueWhat }) =>
    db
      .update(orderSync)
      .set({ dueAt, dueWhat })
      .where(
        and(
          eq(orderSync.refId, refId),
          or(sql`${later}`, isNull(orderSync.dueAt), gt(orderSync.dueAt, dueAt)),
        ),
      ),
);

const unasked = statement(
  { refId: orderSync.refId, lastFailure: orderSync.lastFailure },
  (db, { refId, lastFailure }) => db.update(orderSync).set({ lastFailure }).where(eq(orderSync.refId, refId)),
);
const viewed = statement(
  { refId: orderSync.refId, viewedAt: orderSync.viewedAt },
  (db, { refId, viewedAt }) => db.update(orderSync).set({ viewedAt }).where(eq(orderSync.refId, refId)),
);
const dueBy = statement({ refId: orderSync.refId, dueAt: orderSync.dueAt }, (db, { refId, dueAt }) =>
  db
    .update(orderSync)
    .set({ dueAt })
    .where(and(eq(orderSync.refId, refId), gt(orderSync.dueAt, dueAt))),
);

/** When an order is polled next: no fact about the order, so without an entry. */
export const dueChanges = {
  /** The next poll; never later than it stood, unless `later` is set. `failure`: why this one told nothing. */
  'order.schedule': (
    tx: Tx,
    args: {
      refId: string;
      dueAt: number;
      what: (typeof DUE_CALLS)[number];
      later?: boolean | undefined;
      failure?: string | undefined;
    },
  ): void => {
    const { refId, dueAt, what, later, failure } = args;
    schedule(tx).run({ refId, dueAt, dueWhat: what, later: later === true ? 1 : 0 });
    if (failure !== undefined) unasked(tx).run({ refId, lastFailure: failure.slice(0, 200) });
  },

  /** Somebody has the order's page open: it counts as watched for a while, and is read by `dueAt` where given. */
  'order.viewed': (tx: Tx, { refId, dueAt }: { refId: string; dueAt: number | null }): void => {
    viewed(tx).run({ refId, viewedAt: tx.now });
    if (dueAt !== null) dueBy(tx).run({ refId, dueAt });
  },
};
