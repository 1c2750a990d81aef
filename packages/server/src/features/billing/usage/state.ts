import type { AccountingArrangement } from '@srs-desk/shared/billing/wire.ts';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { billingState } from './table.ts';

/**
 * What the rollups are to know of themselves: the time zone that their days are of; how often what amounts rest on has
 * changed; the last order booked while all are being booked anew; how accounting files are arranged.
 */
type StateName = 'time_zone' | 'late' | 'rebook_after' | 'accounting';

const byName = statement({ name: billingState.name }, (db, { name }) =>
  db.select({ value: billingState.value }).from(billingState).where(eq(billingState.name, name)),
);

const put = statement({ name: billingState.name, value: billingState.value }, (db, row) =>
  db.insert(billingState).values(row).onConflictDoUpdate({ target: billingState.name, set: row }),
);

const remove = statement({ name: billingState.name }, (db, { name }) =>
  db.delete(billingState).where(eq(billingState.name, name)),
);

const countUp = statement({ name: billingState.name }, (db, { name }) =>
  db
    .insert(billingState)
    .values({ name, value: '1' })
    .onConflictDoUpdate({
      target: billingState.name,
      set: { value: sql`CAST(CAST(${billingState.value} AS INTEGER) + 1 AS TEXT)` },
    }),
);

function read(db: Db, name: StateName): string | null {
  return byName(db).get({ name })?.value ?? null;
}

/** The billing time zone the rollups stand on; null before the desk has set it. */
export function bookedTimeZone(db: Db): string | null {
  return read(db, 'time_zone');
}

/** Sets the time zone the rollups stand on; true when it was another one, so that every order is to be booked anew. */
export function setTimeZone(db: Db, timeZone: string): boolean {
  if (bookedTimeZone(db) === timeZone) return false;
  put(db).run({ name: 'time_zone', value: timeZone });
  return true;
}

/** How accounting files are arranged, as it was written; null before anybody did. */
export function readArrangement(db: Db): unknown {
  return JSON.parse(read(db, 'accounting') ?? 'null');
}

/** Keeps how accounting files are arranged. */
export function putArrangement(db: Db, arrangement: AccountingArrangement): void {
  put(db).run({ name: 'accounting', value: JSON.stringify(arrangement) });
}

/** How often prices, groups, aliases or totals of closed months were changed: another number whenever adjustments may have moved. */
export function readPricingVersion(db: Db): number {
  return Number(read(db, 'late') ?? 0);
}

/**
 * Marks that pricing terms or totals of closed months may have moved: what is kept of terms and adjustments must be made
 * again. Every change of prices, groups and aliases calls it.
 */
export function markPricingChanged(db: Db): void {
  countUp(db).run({ name: 'late' });
}

/** After which order (its row number) booking anew goes on; null when it is not under way. */
export function rebookedUpTo(db: Db): number | null {
  const value = read(db, 'rebook_after');
  return value === null ? null : Number(value);
}

/** Whether orders are still being booked anew. */
export function isRebooking(db: Db): boolean {
  return rebookedUpTo(db) !== null;
}

/** Notes how far booking anew has come; null: it is done. */
export function setRebookedUpTo(db: Db, orderId: number | null): void {
  if (orderId === null) remove(db).run({ name: 'rebook_after' });
  else put(db).run({ name: 'rebook_after', value: String(orderId) });
}

/** Asks for every order to be booked anew, from the first on. */
export function askForRebooking(db: Db): void {
  setRebookedUpTo(db, 0);
}
