import type { BillableRule } from '@srs-desk/shared/billing/billable.ts';
import { checkRules } from '@srs-desk/shared/billing/billable.ts';
import { checkPriceList, type Price } from '@srs-desk/shared/billing/price-list.ts';
import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { askForRebooking, markPricingChanged } from '../usage/state.ts';
import { readPrices, readRules } from './queries.ts';
import { billingGroups, billingPrices, billingRules } from './table.ts';

interface By {
  by: string;
}

const { id: _, ...PRICE } = getTableColumns(billingPrices);
const { id: __, ...RULE } = getTableColumns(billingRules);

const insertPrice = statement(PRICE, (db, row) =>
  db.insert(billingPrices).values(row).returning({ id: billingPrices.id }),
);
const updatePrice = statement(getTableColumns(billingPrices), (db, { id, ...row }) =>
  db.update(billingPrices).set(row).where(eq(billingPrices.id, id)),
);
const removePrice = statement({ id: billingPrices.id }, (db, { id }) =>
  db.delete(billingPrices).where(eq(billingPrices.id, id)),
);

const insertRule = statement(RULE, (db, row) =>
  db.insert(billingRules).values(row).returning({ id: billingRules.id }),
);
const updateRule = statement(getTableColumns(billingRules), (db, { id, ...row }) =>
  db.update(billingRules).set(row).where(eq(billingRules.id, id)),
);
const removeRule = statement({ id: billingRules.id }, (db, { id }) =>
  db.delete(billingRules).where(eq(billingRules.id, id)),
);

const putGroup = statement(getTableColumns(billingGroups), (db, row) =>
  db.insert(billingGroups).values(row).onConflictDoUpdate({ target: billingGroups.externalId, set: row }),
);
const removeGroup = statement({ externalId: billingGroups.externalId }, (db, { externalId }) =>
  db.delete(billingGroups).where(eq(billingGroups.externalId, externalId)),
);

function refuse(problems: readonly { message: string }[]): void {
  if (problems.length > 0) {
    throw new GuardConflict('list_refused', { problems: problems.map((problem) => problem.message) });
  }
}

/** The list as it would stand: a new entry with id null, a changed one, or without the one deleted. */
function asItWouldBe<T extends object>(
  stored: readonly (T & { id: number })[],
  id: number | null,
  entry: T | null,
): T[] {
  const others = stored.filter((each) => each.id !== id);
  if (id !== null && others.length === stored.length)
    throw new GuardConflict('billing_entry_not_found', { id });
  return entry === null ? others : [...others, entry];
}

function putPrice(tx: Tx, args: { id: number | null; price: Price } & By): { id: number } {
  refuse(checkPriceList(asItWouldBe<Price>(readPrices(tx), args.id, args.price)));
  return storePrice(tx, args);
}

/** Both together must fit the others, not one after the other: between them there would be a hole or an overlap. */
function replacePrice(tx: Tx, args: { id: number; ended: Price; price: Price } & By): { id: number } {
  refuse(checkPriceList([...asItWouldBe<Price>(readPrices(tx), args.id, args.ended), args.price]));
  storePrice(tx, { id: args.id, price: args.ended, by: args.by });
  return storePrice(tx, { id: null, price: args.price, by: args.by });
}

function storePrice(tx: Tx, { id: known, price, by }: { id: number | null; price: Price } & By) {
  const row = { ...price, changedAt: tx.now, changedBy: by };
  if (known !== null) updatePrice(tx).run({ ...row, id: known });
  const id = known ?? insertPrice(tx).get(row).id;
  markPricingChanged(tx);
  tx.rowChanged('prices', id);
  tx.rowChanged('usage', 'all');
  return { id };
}

function putRule(tx: Tx, args: { id: number | null; rule: BillableRule } & By): { id: number } {
  refuse(checkRules(asItWouldBe<BillableRule>(readRules(tx), args.id, args.rule)));
  const row = { ...args.rule, changedAt: tx.now, changedBy: args.by };
  if (args.id !== null) updateRule(tx).run({ ...row, id: args.id });
  const id = args.id ?? insertRule(tx).get(row).id;
  askForRebooking(tx);
  tx.rowChanged('billable-rules', id);
  return { id };
}

function pricingChanged(tx: Tx): void {
  markPricingChanged(tx);
  tx.rowChanged('usage', 'all');
}

export const priceChanges = {
  /** New price (id null) or a changed one. Guards: `list_refused` with the problems, `billing_entry_not_found`. */
  'billing.put_price': putPrice,

  /** Ends a price and adds the one that follows it; gives the new one. Guards: as `billing.put_price`. */
  'billing.replace_price': replacePrice,

  /** Takes a price away. Guards: `billing_entry_not_found`, `list_refused` when that leaves a hole. */
  'billing.delete_price': (tx: Tx, { id }: { id: number }): void => {
    refuse(checkPriceList(asItWouldBe<Price>(readPrices(tx), id, null)));
    removePrice(tx).run({ id });
    pricingChanged(tx);
    tx.rowChanged('prices', id);
  },

  /** New billable rule (id null) or a changed one; all orders are booked anew afterwards. */
  'billing.put_rule': putRule,

  /** Takes a billable rule away. Guards: `billing_entry_not_found`, `list_refused` when that leaves a hole. */
  'billing.delete_rule': (tx: Tx, { id }: { id: number }): void => {
    refuse(checkRules(asItWouldBe<BillableRule>(readRules(tx), id, null)));
    removeRule(tx).run({ id });
    pricingChanged(tx);
    askForRebooking(tx);
    tx.rowChanged('billable-rules', id);
  },

  /** Makes an External ID a member of a price group. */
  'billing.put_group': (tx: Tx, args: { externalId: string; group: string } & By): void => {
    const { externalId, group, by } = args;
    putGroup(tx).run({ externalId, group, changedAt: tx.now, changedBy: by });
    pricingChanged(tx);
  },

  /** Takes an External ID out of its price group. Guard: `billing_entry_not_found`. */
  'billing.delete_group': (tx: Tx, { externalId }: { externalId: string }): void => {
    const { changes } = removeGroup(tx).run({ externalId });
    if (changes === 0) throw new GuardConflict('billing_entry_not_found', { externalId });
    pricingChanged(tx);
  },
};
