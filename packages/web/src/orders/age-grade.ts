import type { OrderRow } from '@srs-desk/shared/api/orders.ts';
import { methodKeyOf, methodSheet, UNLISTED_METHOD_TIMINGS } from '@srs-desk/shared/method/catalogue.ts';
import { isFinal, isFinishedWork } from '@srs-desk/shared/order/status.ts';
import type { AgeGrade } from '../kit/AgeTag.tsx';

type Aged = Pick<
  OrderRow,
  'status' | 'verifyStatus' | 'attentionAll' | 'statusChangedAt' | 'issuer' | 'method'
>;

/** From this share of the usual time on an order is due soon. */
const SOON_SHARE = 0.5;

/**
 * Whether an order's age asks for hurry: `late` once the desk calls it stuck, `soon` when half of its usual time has
 * passed. Waiting for the user has no limit (guide §7.2), and final orders have no age.
 */
export function ageGrade(order: Aged, now: number): AgeGrade {
  if (isFinal(order.status, order.verifyStatus)) return null;
  const codes = order.attentionAll;
  if (codes.some((code) => code === 'stuck' || code === 'expired_session' || code === 'no_target_url'))
    return 'late';
  if (!isFinishedWork(order.status)) return null;
  const timings = methodSheet(methodKeyOf(order.issuer, order.method))?.timings ?? UNLISTED_METHOD_TIMINGS;
  const age = now - Date.parse(order.statusChangedAt);
  const usual = timings.resultWithinSeconds * 1000;
  if (age > usual) return 'late';
  return age > usual * SOON_SHARE ? 'soon' : null;
}
