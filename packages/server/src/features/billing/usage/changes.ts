import { count } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { orders } from '../../orders/table.ts';
import { dropAllStaged } from '../invoices/staged-lines.ts';
import { rebookAfter, rebuildRollups } from './rebuild.ts';
import { askForRebooking, isRebooking, rebookedUpTo, setRebookedUpTo, setTimeZone } from './state.ts';
import { usageOrders } from './table.ts';

const countOrders = statement((db) => db.select({ rows: count() }).from(orders));
const countBooked = statement((db) => db.select({ rows: count() }).from(usageOrders));

export const usageChanges = {
  /** Sets the billing time zone; where it changed, or orders are not booked yet, all are to be booked anew. */
  'billing.prepare': (tx: Tx, args: { timeZone: string }): { rebook: boolean } => {
    const changed = setTimeZone(tx, args.timeZone);
    const known = countOrders(tx).get()?.rows ?? 0;
    const booked = countBooked(tx).get()?.rows ?? 0;
    if (changed || booked < known) askForRebooking(tx);
    dropAllStaged(tx);
    return { rebook: isRebooking(tx) };
  },

  /** Without an entry: books the next orders anew; says whether there are more. */
  'billing.rebook': (tx: Tx, args: { limit: number }): { more: boolean } => {
    const after = rebookedUpTo(tx);
    if (after === null) return { more: false };
    const last = rebookAfter(tx, after, args.limit);
    setRebookedUpTo(tx, last);
    if (last === null) tx.rowChanged('usage', 'all');
    return { more: last !== null };
  },

  /** Makes the rollups anew from what each order adds. */
  'billing.rebuild': (tx: Tx, _: null): { rows: number } => {
    const rows = rebuildRollups(tx);
    tx.rowChanged('usage', 'all');
    return { rows };
  },
};
