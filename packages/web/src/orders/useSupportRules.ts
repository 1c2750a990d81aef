import type { SupportRules } from '@srs-desk/shared/api/support-rules.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useRead } from '../api/use-read.ts';
import { useMay } from '../session/useMay.ts';

/** Limits and texts that readings, tickets and messages go by; nothing for roles without cases. */
export function useSupportRules(): UseQueryResult<SupportRules> {
  const may = useMay();
  return useRead('settings', 'readSupportRules', may('orders.timeline') ? {} : null);
}
