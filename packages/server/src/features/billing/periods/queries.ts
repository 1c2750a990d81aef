import { createHash } from 'node:crypto';
import type { Adjustment } from '@srs-desk/shared/billing/adjustments.ts';
import type { Period } from '@srs-desk/shared/billing/periods.ts';
import { type PricingTerms, pricingTermsOf } from '@srs-desk/shared/billing/pricing-terms.ts';
import { and, asc, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { NotFound } from '../../../platform/errors.ts';
import { readPricingTerms } from '../prices/queries.ts';
import type { SourcedContribution } from '../usage/order-facts.ts';
import { summedCounts } from '../usage/summed-counts.ts';
import { usageMonths } from '../usage/table.ts';
import { billingAdjustments, billingCloses, billingFrozen, billingLate } from './table.ts';

// The pricing terms are long: who needs them reads them apart.
const { pricingTerms: _, ...CLOSE } = getTableColumns(billingCloses);

const currentCloses = statement((db) =>
  db
    .select(CLOSE)
    .from(billingCloses)
    .where(isNull(billingCloses.reopenedAt))
    .orderBy(asc(billingCloses.period)),
);
const currentClose = statement({ period: billingCloses.period }, (db, { period }) =>
  db
    .select(CLOSE)
    .from(billingCloses)
    .where(and(eq(billingCloses.period, period), isNull(billingCloses.reopenedAt))),
);
const closesOf = statement({ period: billingCloses.period }, (db, { period }) =>
  db
    .select(CLOSE)
    .from(billingCloses)
    .where(eq(billingCloses.period, period))
    .orderBy(desc(billingCloses.id)),
);
const termsOf = statement({ id: billingCloses.id }, (db, { id }) =>
  db.select({ data: billingCloses.pricingTerms }).from(billingCloses).where(eq(billingCloses.id, id)),
);

/** A close of a month; `reopenedAt` null while it holds. */
export type CloseRow = Omit<typeof billingCloses.$inferSelect, 'pricingTerms'>;

/** The closes of the months that are closed now. */
export function readCurrentCloses(db: Db): CloseRow[] {
  return currentCloses(db).all();
}

/** The close of a month; undefined while it is not closed. */
export function readCurrentClose(db: Db, period: Period): CloseRow | undefined {
  return currentClose(db).get({ period });
}

/** Every close and reopening of a month, newest first. */
export function readCloseHistory(db: Db, period: Period): CloseRow[] {
  return closesOf(db).all({ period });
}

/** The pricing terms of a month: of the time of its close or, without one, as they stand now. @throws NotFound */
export function readPricingTermsOf(db: Db, close: Pick<CloseRow, 'id'> | undefined): PricingTerms {
  if (close === undefined) return readPricingTerms(db);
  const { id } = close;
  const row = termsOf(db).get({ id });
  if (row === undefined) throw new NotFound('close_not_found', `There is no close ${id}.`);
  return pricingTermsOf(row.data);
}

const { closeId: __, ...FROZEN } = getTableColumns(billingFrozen);
const { externalId, currency } = billingFrozen;

const frozen = statement({ closeId: billingFrozen.closeId }, (db, { closeId }) =>
  db.select(FROZEN).from(billingFrozen).where(eq(billingFrozen.closeId, closeId)),
);
const frozenCustomers = statement({ closeId: billingFrozen.closeId }, (db, { closeId }) =>
  db
    .select({
      externalId,
      issuer: sql<string>`''`,
      method: sql<string>`''`,
      currency,
      ...summedCounts(billingFrozen),
      unpriced: sql<number>`sum(${billingFrozen.unpriced})`,
      amountMinor: sql<number>`sum(${billingFrozen.amountMinor})`,
    })
    .from(billingFrozen)
    .where(eq(billingFrozen.closeId, closeId))
    .groupBy(externalId, currency),
);

/** A frozen row of a closed month; texts are empty where there is none. */
export type FrozenRow = Omit<typeof billingFrozen.$inferSelect, 'closeId'>;

/** The frozen totals of a close. */
export function readFrozen(db: Db, closeId: number): FrozenRow[] {
  return frozen(db).all({ closeId });
}

/** The frozen totals of a close per External ID and currency, issuers and methods together. */
export function readFrozenCustomers(db: Db, closeId: number): FrozenRow[] {
  return frozenCustomers(db).all({ closeId });
}

const { id: ___, closeId: ____, ...ADJUSTMENT } = getTableColumns(billingAdjustments);

const booked = statement((db) =>
  db
    .select({ bookedIn: billingCloses.period, ...ADJUSTMENT })
    .from(billingAdjustments)
    .innerJoin(billingCloses, eq(billingCloses.id, billingAdjustments.closeId))
    .where(isNull(billingCloses.reopenedAt))
    .orderBy(asc(billingAdjustments.id)),
);

/** Adjustments booked in months that are closed now. */
export function readBookedAdjustments(db: Db): Adjustment[] {
  return booked(db)
    .all()
    .map(({ externalId, issuer, method, currency, amountMinor, bookedIn, period, ...counts }) => ({
      bookedIn,
      period,
      externalId: externalId || null,
      issuer: issuer || null,
      method: method || null,
      currency: currency || null,
      counts,
      amountMinor,
    }));
}

const late = statement({ closeId: billingLate.closeId }, (db, { closeId }) =>
  db
    .select({ orderRow: billingLate.orderId, was: billingLate.was })
    .from(billingLate)
    .where(eq(billingLate.closeId, closeId)),
);

/** Orders that changed after a close, with what they added when it was made (null: they were not there). */
export function readLate(db: Db, closeId: number): { orderRow: number; was: SourcedContribution | null }[] {
  return late(db).all({ closeId });
}

const monthRows = statement({ period: usageMonths.period }, (db, { period }) =>
  db
    .select()
    .from(usageMonths)
    .where(eq(usageMonths.period, period))
    .orderBy(asc(usageMonths.externalId), asc(usageMonths.issuer), asc(usageMonths.method)),
);

/** A hash over a month's rollup: equal as long as every row is. */
export function readMonthFingerprint(db: Db, period: Period): string {
  const hash = createHash('sha256');
  for (const row of monthRows(db).all({ period })) hash.update(`${JSON.stringify(row)}\n`);
  return hash.digest('hex');
}
