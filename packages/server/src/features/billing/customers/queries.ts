import { asc } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { billingCustomers } from './table.ts';

const all = statement((db) => db.select().from(billingCustomers).orderBy(asc(billingCustomers.externalId)));

/** The customers of the register, by External ID. */
export function readCustomers(db: Db): (typeof billingCustomers.$inferSelect)[] {
  return all(db).all();
}
