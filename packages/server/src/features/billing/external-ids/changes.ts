import { aliasProblem } from '@srs-desk/shared/billing/external-id.ts';
import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { orders } from '../../orders/table.ts';
import { bookUsage } from '../usage/book-usage.ts';
import { markPricingChanged } from '../usage/state.ts';
import { readAliases } from './queries.ts';
import { billingAliases, billingAssignments } from './table.ts';

interface By {
  by: string;
}

const putAlias = statement(getTableColumns(billingAliases), (db, row) =>
  db.insert(billingAliases).values(row).onConflictDoUpdate({ target: billingAliases.raw, set: row }),
);
const removeAlias = statement({ raw: billingAliases.raw }, (db, { raw }) =>
  db.delete(billingAliases).where(eq(billingAliases.raw, raw)),
);

const knownOrder = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select({ id: orders.id }).from(orders).where(eq(orders.refId, refId)),
);
const putAssignment = statement(getTableColumns(billingAssignments), (db, row) =>
  db
    .insert(billingAssignments)
    .values(row)
    .onConflictDoUpdate({ target: billingAssignments.refId, set: row }),
);
const removeAssignment = statement({ refId: billingAssignments.refId }, (db, { refId }) =>
  db.delete(billingAssignments).where(eq(billingAssignments.refId, refId)),
);

function storeAlias(tx: Tx, { raw, canonical, by }: { raw: string; canonical: string } & By): void {
  const problem = aliasProblem(readAliases(tx), { raw: raw === '' ? null : raw, canonical });
  if (problem !== null) throw new GuardConflict('alias_refused', { problem });
  putAlias(tx).run({ raw, canonical, changedAt: tx.now, changedBy: by });
  markPricingChanged(tx);
  tx.rowChanged('usage', 'all');
}

function assign(
  tx: Tx,
  args: { refIds: readonly string[]; externalId: string | null } & By,
): { done: number } {
  const { refIds, externalId, by } = args;
  for (const refId of refIds) {
    if (knownOrder(tx).get({ refId }) === undefined) throw new GuardConflict('order_not_found', { refId });
    if (externalId === null) removeAssignment(tx).run({ refId });
    else putAssignment(tx).run({ refId, externalId, changedAt: tx.now, changedBy: by });
    bookUsage(tx, refId);
  }
  tx.rowChanged('usage', 'all');
  return { done: refIds.length };
}

export const externalIdChanges = {
  /** Points a raw External ID (empty: orders without one) at another. Guard: `alias_refused` with the problem. */
  'billing.put_alias': storeAlias,

  /** Takes an alias away. Guard: `billing_entry_not_found`. */
  'billing.delete_alias': (tx: Tx, { raw }: { raw: string }): void => {
    const { changes } = removeAlias(tx).run({ raw });
    if (changes === 0) throw new GuardConflict('billing_entry_not_found', { raw });
    markPricingChanged(tx);
    tx.rowChanged('usage', 'all');
  },

  /** Bills single orders to an External ID (null: as SRS says), whatever they carry. Guard: `order_not_found`. */
  'billing.assign': assign,
};
