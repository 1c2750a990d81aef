import type { SupportRules } from '@srs-desk/shared/api/support-rules.ts';
import { type ApiState, useApi } from '../api/use-api.ts';
import { useMay } from '../session/useMay.ts';

/** Limits, learned durations and texts that readings, tickets and messages go by; nothing for roles without cases. */
export function useSupportRules(): ApiState<SupportRules> {
  const may = useMay();
  return useApi<SupportRules>(may('orders.timeline') ? 'support-rules' : null, { refreshOn: ['settings'] });
}

/** How long nine in ten orders of this kind stay in this status, seconds; null without enough history. */
export function usualSecondsOf(
  rules: SupportRules,
  order: { issuer: string | null; method: string | null; status: string },
): number | null {
  const found = rules.usual.find(
    ({ issuer, method, status }) =>
      issuer === (order.issuer ?? '') && method === (order.method ?? '') && status === order.status,
  );
  return found?.p90Seconds ?? null;
}
