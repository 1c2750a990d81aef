import type { SupportRules } from '@srs-desk/shared/api/support-rules.ts';
import { type ApiState, useApi } from '../api/use-api.ts';
import { useMay } from '../session/useMay.ts';

/** Limits and texts that readings, tickets and messages go by; nothing for roles without cases. */
export function useSupportRules(): ApiState<SupportRules> {
  const may = useMay();
  return useApi<SupportRules>(may('orders.timeline') ? 'support-rules' : null, { refreshOn: ['settings'] });
}
