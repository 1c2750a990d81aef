import type { BillableRule } from '@srs-desk/shared/billing/billable.ts';
import { checkRules } from '@srs-desk/shared/billing/billable.ts';
import { type Alias, aliasProblem } from '@srs-desk/shared/billing/external-id.ts';
import { checkPriceList, type Price } from '@srs-desk/shared/billing/price-list.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { bookUsage, markLate } from '../usage/book-usage.ts';
import { askForRebooking } from '../usage/usage-changes.ts';
import { readPrices, readRules } from './terms-store.ts';

interface By {
  by: string;
}

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

function storePrice(tx: Tx, args: { id: number | null; price: Price } & By): { id: number } {
  const { price } = args;
  const { lastInsertRowid } = tx
    .sql(
      `INSERT INTO billing_prices (id, list, external_id, group_name, issuer, method, valid_from, valid_to, currency,
         tiers, minimum_minor, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET list = excluded.list, external_id = excluded.external_id,
         group_name = excluded.group_name, issuer = excluded.issuer, method = excluded.method,
         valid_from = excluded.valid_from, valid_to = excluded.valid_to, currency = excluded.currency,
         tiers = excluded.tiers, minimum_minor = excluded.minimum_minor, changed_at = excluded.changed_at,
         changed_by = excluded.changed_by`,
    )
    .run(
      args.id,
      price.list,
      price.externalId,
      price.group,
      price.issuer,
      price.method,
      price.validFrom,
      price.validTo,
      price.currency,
      JSON.stringify(price.tiers),
      price.minimumMinor,
      tx.now,
      args.by,
    );
  const id = args.id ?? Number(lastInsertRowid);
  markLate(tx);
  tx.rowChanged('prices', id);
  tx.rowChanged('usage', 'all');
  return { id };
}

function putRule(tx: Tx, args: { id: number | null; rule: BillableRule } & By): { id: number } {
  const { rule } = args;
  refuse(checkRules(asItWouldBe<BillableRule>(readRules(tx), args.id, rule)));
  const { lastInsertRowid } = tx
    .sql(
      `INSERT INTO billing_rules (id, issuer, method, valid_from, valid_to, event, failed_billable, changed_at,
         changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET issuer = excluded.issuer, method = excluded.method,
         valid_from = excluded.valid_from, valid_to = excluded.valid_to, event = excluded.event,
         failed_billable = excluded.failed_billable, changed_at = excluded.changed_at,
         changed_by = excluded.changed_by`,
    )
    .run(
      args.id,
      rule.issuer,
      rule.method,
      rule.validFrom,
      rule.validTo,
      rule.event,
      rule.failedBillable ? 1 : 0,
      tx.now,
      args.by,
    );
  askForRebooking(tx);
  const id = args.id ?? Number(lastInsertRowid);
  tx.rowChanged('billable-rules', id);
  return { id };
}

function putAlias(tx: Tx, args: { raw: string; canonical: string } & By): { replaced: string | null } {
  const aliases = tx.sql('SELECT raw, canonical FROM billing_aliases').all() as Alias[];
  const named = aliases.map((alias) => ({
    raw: alias.raw === '' ? null : alias.raw,
    canonical: alias.canonical,
  }));
  const problem = aliasProblem(named, { raw: args.raw === '' ? null : args.raw, canonical: args.canonical });
  if (problem !== null) throw new GuardConflict('alias_refused', { problem });
  const replaced = aliases.find((alias) => alias.raw === args.raw)?.canonical ?? null;
  tx.sql(
    `INSERT INTO billing_aliases (raw, canonical, changed_at, changed_by) VALUES (?, ?, ?, ?)
     ON CONFLICT (raw) DO UPDATE SET canonical = excluded.canonical, changed_at = excluded.changed_at,
       changed_by = excluded.changed_by`,
  ).run(args.raw, args.canonical, tx.now, args.by);
  markLate(tx);
  tx.rowChanged('usage', 'all');
  return { replaced };
}

function deleteRow(tx: Tx, table: string, key: string, value: string | number): void {
  const { changes } = tx.sql(`DELETE FROM ${table} WHERE ${key} = ?`).run(value);
  if (changes === 0) throw new GuardConflict('billing_entry_not_found', { [key]: value });
  markLate(tx);
  tx.rowChanged('usage', 'all');
}

function assign(
  tx: Tx,
  args: { refIds: readonly string[]; externalId: string | null } & By,
): { done: number } {
  let done = 0;
  for (const refId of args.refIds) {
    const known = tx.sql('SELECT 1 FROM orders WHERE ref_id = ?').get(refId);
    if (known === undefined) throw new GuardConflict('order_not_found', { refId });
    if (args.externalId === null) tx.sql('DELETE FROM billing_assignments WHERE ref_id = ?').run(refId);
    else {
      tx.sql(
        `INSERT INTO billing_assignments (ref_id, external_id, changed_at, changed_by) VALUES (?, ?, ?, ?)
         ON CONFLICT (ref_id) DO UPDATE SET external_id = excluded.external_id, changed_at = excluded.changed_at,
           changed_by = excluded.changed_by`,
      ).run(refId, args.externalId, tx.now, args.by);
    }
    bookUsage(tx, refId);
    done += 1;
  }
  tx.rowChanged('usage', 'all');
  return { done };
}

export const termChanges = {
  /** New price (id null) or a changed one. Guards: `list_refused` with the problems, `billing_entry_not_found`. */
  'billing.put_price': putPrice,

  /** Ends a price and adds the one that follows it; gives the new one. Guards: as `billing.put_price`. */
  'billing.replace_price': replacePrice,

  /** Takes a price away. Guards: `billing_entry_not_found`, `list_refused` when that leaves a hole. */
  'billing.delete_price': (tx: Tx, args: { id: number }): void => {
    refuse(checkPriceList(asItWouldBe<Price>(readPrices(tx), args.id, null)));
    deleteRow(tx, 'billing_prices', 'id', args.id);
    tx.rowChanged('prices', args.id);
  },

  /** New billable rule (id null) or a changed one; all orders are booked anew afterwards. */
  'billing.put_rule': putRule,

  /** Takes a billable rule away. Guards: `billing_entry_not_found`, `list_refused` when that leaves a hole. */
  'billing.delete_rule': (tx: Tx, args: { id: number }): void => {
    refuse(checkRules(asItWouldBe<BillableRule>(readRules(tx), args.id, null)));
    deleteRow(tx, 'billing_rules', 'id', args.id);
    askForRebooking(tx);
    tx.rowChanged('billable-rules', args.id);
  },

  /** Points a raw External ID (empty: orders without one) at another. Guard: `alias_refused` with the problem. */
  'billing.put_alias': putAlias,

  'billing.delete_alias': (tx: Tx, args: { raw: string }): void => {
    deleteRow(tx, 'billing_aliases', 'raw', args.raw);
  },

  /** Makes an External ID a member of a price group. */
  'billing.put_group': (tx: Tx, args: { externalId: string; group: string } & By): void => {
    tx.sql(
      `INSERT INTO billing_groups (external_id, group_name, changed_at, changed_by) VALUES (?, ?, ?, ?)
       ON CONFLICT (external_id) DO UPDATE SET group_name = excluded.group_name, changed_at = excluded.changed_at,
         changed_by = excluded.changed_by`,
    ).run(args.externalId, args.group, tx.now, args.by);
    markLate(tx);
    tx.rowChanged('usage', 'all');
  },

  'billing.delete_group': (tx: Tx, args: { externalId: string }): void => {
    deleteRow(tx, 'billing_groups', 'external_id', args.externalId);
  },

  /** Bills single orders to an External ID (null: as SRS says), whatever they carry. Guard: `order_not_found`. */
  'billing.assign': assign,
};
