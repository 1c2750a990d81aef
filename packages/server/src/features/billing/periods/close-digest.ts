import { createHash } from 'node:crypto';
import { asc, eq, getTableColumns } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { billingAdjustments, billingCloses, billingFrozen } from './table.ts';

const { closeId: _, ...FROZEN } = getTableColumns(billingFrozen);
const { id: __, closeId: ___, ...ADJUSTMENT } = getTableColumns(billingAdjustments);

const termsOf = statement({ id: billingCloses.id }, (db, { id }) =>
  db.select({ pricingTerms: billingCloses.pricingTerms }).from(billingCloses).where(eq(billingCloses.id, id)),
);
const frozenOf = statement({ closeId: billingFrozen.closeId }, (db, { closeId }) =>
  db
    .select(FROZEN)
    .from(billingFrozen)
    .where(eq(billingFrozen.closeId, closeId))
    .orderBy(
      asc(billingFrozen.externalId),
      asc(billingFrozen.issuer),
      asc(billingFrozen.method),
      asc(billingFrozen.currency),
    ),
);
const adjustmentsOf = statement({ closeId: billingAdjustments.closeId }, (db, { closeId }) =>
  db
    .select(ADJUSTMENT)
    .from(billingAdjustments)
    .where(eq(billingAdjustments.closeId, closeId))
    .orderBy(asc(billingAdjustments.id)),
);

/**
 * SHA-256 (hex) over all that a close has frozen: pricing terms, totals, adjustments, each row a line of JSON. Its entry states
 * it, so that not one figure of a closed month can change unseen.
 */
export function closeDigest(db: Db, closeId: number): string {
  const hash = createHash('sha256');
  const rows = [...termsOf(db).all({ id: closeId }), ...frozenOf(db).all({ closeId })];
  for (const row of [...rows, ...adjustmentsOf(db).all({ closeId })]) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}
