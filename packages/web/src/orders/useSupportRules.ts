import type { SupportRules } from '@srs-desk/shared/api/support-rules.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCanAccess } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { accessTo } from '../session/access.ts';

/** Limits and texts that readings, tickets and messages go by; nothing for roles without cases. */
export function useSupportRules(): UseQueryResult<SupportRules> {
  const { canAccess: mayTimeline } = useCanAccess(accessTo('orders.timeline'));
  return useRead('settings', 'readSupportRules', mayTimeline ? {} : null);
}
