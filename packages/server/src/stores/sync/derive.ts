import type { Tx } from '../../ledger/tx.ts';
import type { DerivedColumns, OrderRow } from './order-row.ts';

/** The derived columns that differ from what the row holds, as the rules see the order at `now` (ms). */
export function derivedChanges(
  _tx: Pick<Tx, 'sql'>,
  _order: OrderRow,
  _now: number,
): Partial<DerivedColumns> {
  return {};
}
