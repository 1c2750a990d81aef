import type { Tx } from '../../../platform/ledger/tx.ts';
import { rebookAfter, rebuildRollups, setTimeZone } from './rebuild.ts';

function setState(tx: Tx, name: string, value: string | null): void {
  if (value === null) tx.sql('DELETE FROM billing_state WHERE name = ?').run(name);
  else {
    tx.sql(
      `INSERT INTO billing_state (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    ).run(name, value);
  }
}

/** Asks for every order to be booked anew, from the first on. */
export function askForRebooking(tx: Tx): void {
  setState(tx, 'rebook_after', '0');
}

export const usageChanges = {
  /** Sets the billing time zone; where it changed, or orders are not booked yet, all are to be booked anew. */
  'billing.prepare': (tx: Tx, args: { timeZone: string }): { rebook: boolean } => {
    const changed = setTimeZone(tx, args.timeZone);
    const orders = tx.sql('SELECT count(*) FROM orders').pluck().get() as number;
    const booked = tx.sql('SELECT count(*) FROM usage_orders').pluck().get() as number;
    if (changed || booked < orders) askForRebooking(tx);
    tx.sql('DELETE FROM billing_staged_lines').run();
    const open = tx.sql("SELECT 1 FROM billing_state WHERE name = 'rebook_after'").pluck().get();
    return { rebook: open !== undefined };
  },

  /** Bookkeeping: books the next orders anew; says whether there are more. */
  'billing.rebook': (tx: Tx, args: { limit: number }): { more: boolean } => {
    const after = tx.sql("SELECT value FROM billing_state WHERE name = 'rebook_after'").pluck().get();
    if (after === undefined) return { more: false };
    const last = rebookAfter(tx, Number(after), args.limit);
    setState(tx, 'rebook_after', last === null ? null : String(last));
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
