import { isAuditAction, kindOf } from '@srs-desk/shared/audit/actions.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import type { Finding } from './finding.ts';

/** Whether an entry's action is one of the closed list, under the kind that it has there. */
export function checkAction({ seq, action, kind }: EntryV1): Finding | null {
  if (isAuditAction(action) && kindOf(action) === kind) return null;
  const detail = `action ${action} of kind ${kind} is not on the closed list that this version knows`;
  return { seq, code: 'action', detail };
}
