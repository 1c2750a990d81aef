import { type VerifyTarget, verifyTargetOf } from '@srs-desk/shared/order/verify-target.ts';
import { type TriageFacts, triage } from '@srs-desk/shared/process/triage.ts';
import { VERIFY_TARGETS_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Reader } from '../../platform/db/reader.ts';
import { statement } from '../../platform/db/statement.ts';
import { settingReader } from '../../platform/settings/settings.ts';
import { MOST_HOPS } from './families.ts';
import { type OrderRow, readOrderRow } from './order-row.ts';
import { triageFactsOf, triageRulesIn } from './poll/derive.ts';
import { laterOrderOf } from './supersede.ts';
import { orderSync, orders } from './table.ts';

const own = alias(orders, 'own');
const targetsIn = settingReader(VERIFY_TARGETS_SETTING);

/** Orders of one person that are compared: a person with more is a test number, not a person. */
const MOST_ORDERS = 100;

const ofPerson = statement({ refId: own.refId }, (db, { refId }) =>
  db
    .select({
      refId: orders.refId,
      externalId: orders.externalId,
      issuer: orders.issuer,
      method: orders.method,
      jurisdiction: orders.jurisdiction,
      loa: orders.loa,
      status: orders.status,
      verifyStatus: orders.verifyStatus,
      verifiedFor: orders.verifiedFor,
      evidenceId: orders.evidenceId,
      validUntil: orders.evidenceValidUntil,
      answeredAt: orderSync.lastVerifyAt,
    })
    .from(own)
    .innerJoin(orders, eq(orders.personToken, own.personToken))
    .innerJoin(orderSync, eq(orderSync.id, orders.id))
    .where(eq(own.refId, refId))
    .orderBy(desc(orders.createdAt))
    .limit(MOST_ORDERS),
);

type Asked = ReturnType<ReturnType<typeof ofPerson>['all']>[number];

/** The RA service's last answer to a verify call of this order was that the person may not sign. */
function wasRefused({ verifyStatus, evidenceId, validUntil, answeredAt }: Asked): boolean {
  if (answeredAt === null || verifyStatus === 'valid') return false;
  // Evidence may also have ended by the calendar, which tells of no other.
  if (verifyStatus === 'expired') return validUntil !== null && validUntil <= answeredAt;
  return evidenceId === null || verifyStatus === 'no_evidence' || verifyStatus === 'terms_not_accepted';
}

/** Evidence counts for the jurisdiction it was given for and up to its level. */
function covers(one: VerifyTarget, other: VerifyTarget): boolean {
  return one.jurisdiction === other.jurisdiction && one.loa >= other.loa;
}

/**
 * Valid evidence by another order of the same person for what this one is verified for, the latest: as the RA service last
 * answered about the person, and of an order of whose user nobody says that they cannot sign. `now` in ms since epoch.
 */
export function otherEvidenceOf(reader: Reader, refId: string, now: number): TriageFacts['otherEvidence'] {
  const targets = targetsIn(reader);
  const all = ofPerson(reader).all({ refId });
  const order = all.find((one) => one.refId === refId);
  if (order === undefined) return null;
  const target = verifyTargetOf(order, targets);
  const refusals = all.filter((one) => wasRefused(one) && covers(target, verifyTargetOf(one, targets)));
  const refusedAt = Math.max(...refusals.map(({ answeredAt }) => answeredAt ?? 0));
  const found = all.find(
    (one) =>
      one.refId !== refId &&
      one.status === 'terminated' &&
      one.verifyStatus === 'valid' &&
      covers(one.verifiedFor ?? verifyTargetOf(one, targets), target) &&
      (one.answeredAt ?? 0) >= refusedAt &&
      maySign(reader, one.refId, now),
  );
  return found === undefined ? null : { refId: found.refId, validUntil: found.validUntil };
}

function maySign(reader: Reader, refId: string, now: number): boolean {
  const order = readOrderRow(reader, refId);
  if (order === null) return false;
  return triage(triageFactsOf(reader, order, null, now), triageRulesIn(reader), now).why.code === 'done';
}

const placedInstead = statement({ refId: orders.predecessorRefId }, (db, { refId }) =>
  db
    .select({ refId: orders.refId })
    .from(orders)
    .where(eq(orders.predecessorRefId, refId))
    .orderBy(desc(orders.createdAt))
    .limit(1),
);

/** The order that took the place of this one in the end; null when none did. */
export function successorOf(reader: Reader, order: OrderRow): OrderRow | null {
  const seen = new Set([order.refId]);
  let last: OrderRow | null = null;
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const from = last ?? order;
    const next =
      from.supersededBy ??
      placedInstead(reader).get({ refId: from.refId })?.refId ??
      laterOrderOf(reader, from.refId);
    if (next === null || seen.has(next)) return last;
    seen.add(next);
    const row = readOrderRow(reader, next);
    if (row === null) return last;
    last = row;
  }
  return last;
}
