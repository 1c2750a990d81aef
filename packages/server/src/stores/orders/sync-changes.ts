import type { Tx } from '../../ledger/tx.ts';

/** When an order is next looked at, and for what. Bookkeeping: no fact about the order. */
function schedule(
  tx: Tx,
  args: { refId: string; dueAt: number | null; what: 'status' | 'verify' | null },
): null {
  tx.sql(
    `INSERT INTO order_sync (ref_id, due_at, due_what) VALUES (?, ?, ?)
     ON CONFLICT (ref_id) DO UPDATE SET due_at = excluded.due_at, due_what = excluded.due_what`,
  ).run(args.refId, args.dueAt, args.what);
  return null;
}

/** Somebody opened the order's page: it counts as watched for a while, and is read sooner. Bookkeeping. */
function viewed(tx: Tx, args: { refId: string; dueAt: number | null }): null {
  tx.sql(
    `UPDATE order_sync SET viewed_at = ?1,
       due_at = CASE WHEN due_at IS NULL OR ?2 IS NULL THEN due_at ELSE min(due_at, ?2) END
     WHERE ref_id = ?3`,
  ).run(tx.now, args.dueAt, args.refId);
  return null;
}

/** What the writer does for the sync: everything that follows an answer of SRS or of the RA service. */
export const syncChanges = {
  'order.schedule': schedule,
  'order.viewed': viewed,
};
