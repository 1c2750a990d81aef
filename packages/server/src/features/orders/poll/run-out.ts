import { and, eq, isNull, lte, not, type SQL, sql } from 'drizzle-orm';
import { orderSync, orders } from '../table.ts';

/** Evidence of an earlier identification says nothing of how long this order's own lasts: the RA service does, where it can be asked. */
const isAskedAbout = sql`(${orders.status} = 'terminated' AND ${orders.evidenceIsEarlier} = 1
  AND ${orders.msisdn} IS NOT NULL AND ${orders.erasedAt} IS NULL AND ${orders.goneAt} IS NULL)`;

const ranOut = (now: SQL) => and(lte(orders.evidenceValidUntil, now), eq(orders.verifyStatus, 'valid'));

/** Valid evidence whose time is over by the calendar. */
export const hasExpired = (now: SQL) => and(ranOut(now), not(isAskedAbout));

/** … and about which the RA service is to be asked, joined with what the polling stands at: nobody is about to. */
export const isToBeAskedAbout = (now: SQL) => and(ranOut(now), isAskedAbout, isNull(orderSync.dueAt));
