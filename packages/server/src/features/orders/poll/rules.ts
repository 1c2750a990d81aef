import { methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import { type MethodSettings, timingsOf } from '@srs-desk/shared/method/settings.ts';
import { isPending, VERIFIED_STATUSES } from '@srs-desk/shared/order/status.ts';
import { nextPollAt, type PollFacts } from '@srs-desk/shared/polling/schedule.ts';
import type { PollingSettings } from '@srs-desk/shared/polling/settings.ts';
import { METHODS_SETTING, POLLING_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import { settingReader } from '../../../platform/settings/settings.ts';
import type { OrderRow } from '../order-row.ts';

/** How orders are polled, as it stands inside the open transaction. */
export const pollingIn = settingReader(POLLING_SETTING);

/** The methods' timings, as they stand inside the open transaction. */
export const methodsIn = settingReader(METHODS_SETTING);

/** When the order is due next, after it was polled at `now`; null when it is left alone. */
export function nextDue(
  order: Omit<OrderRow, 'failures'>,
  polling: PollingSettings,
  methods: MethodSettings,
  now: number,
): { dueAt: number; what: 'status' | 'verify' } | null {
  // Erased and left open at SRS: read on until it ends.
  if (order.erasedAt !== null && (order.goneAt !== null || !isPending(order.status))) return null;
  const timings = timingsOf(methodKeyOf(order.issuer, order.method), methods);
  // Without a number no verify call can be made: the status is read again, for SRS may yet tell it.
  const unverifiable = order.status === 'terminated' && order.msisdn === null;
  // Evidence of an earlier identification does not end the wait for this order's own.
  const awaited = unverifiable || (order.evidenceIsEarlier && VERIFIED_STATUSES.includes(order.verifyStatus));
  const facts: PollFacts = {
    status: order.status,
    verifyStatus: awaited ? 'no_evidence' : order.verifyStatus,
    createdAt: order.createdAt,
    statusChangedAt: order.statusChangedAt,
    startedAt: order.startedAt,
    viewedAt: order.viewedAt,
    goneAt: order.goneAt,
    timings,
  };
  const next = nextPollAt(facts, polling, now);
  return next !== null && unverifiable ? { ...next, what: 'status' } : next;
}
