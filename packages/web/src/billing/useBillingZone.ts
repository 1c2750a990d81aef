import { useGetIdentity } from 'react-admin';
import { deskNow } from '../api/desk-clock.ts';
import { periodOfNow } from '../format/periods.ts';

/** The time zone by which months are billed; the reader's own until it is known. */
export function useBillingZone(): string {
  const { identity } = useGetIdentity();
  const zone: unknown = identity?.billingTimeZone;
  return typeof zone === 'string' ? zone : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** The billing month of now: where a picker begins. */
export function useCurrentPeriod(): string {
  return periodOfNow(deskNow(), useBillingZone());
}
