import { asc, eq } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { billingCustomers } from './table.ts';

const all = statement((db) => db.select().from(billingCustomers).orderBy(asc(billingCustomers.externalId)));

const byExternalId = statement({ externalId: billingCustomers.externalId }, (db, { externalId }) =>
  db.select().from(billingCustomers).where(eq(billingCustomers.externalId, externalId)),
);

/** A customer of the register; undefined where nobody entered it. */
export function readRegistered(db: Db, externalId: string): typeof billingCustomers.$inferSelect | undefined {
  return byExternalId(db).get({ externalId });
}

/** The customers of the register, by External ID. */
export function readCustomers(db: Db): (typeof billingCustomers.$inferSelect)[] {
  return all(db).all();
}
