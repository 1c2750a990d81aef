import { eq } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { registrations } from '../table.ts';
import { findRegistration, type Registration } from './queries.ts';

const remove = statement({ refId: registrations.refId }, (db, { refId }) =>
  db.delete(registrations).where(eq(registrations.refId, refId)),
);

/** Ends the registration of a Ref ID that becomes an order, and gives it; undefined when nobody had asked about it. */
export function takeRegistration(tx: Tx, refId: string): Registration | undefined {
  const asked = findRegistration(tx, refId);
  if (asked === undefined) return undefined;
  remove(tx).run({ refId });
  tx.rowChanged('registrations', refId);
  return asked;
}
