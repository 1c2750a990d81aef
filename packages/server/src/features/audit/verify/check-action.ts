import { isAuditAction, kindOf } from '@srs-desk/shared/audit/actions.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import type { Finding } from './finding.ts';

/** What is sealed can be opened by the key of a subject alone: without one nobody ever reads it. */
function checkSealed({ seq, sealed, subject }: EntryV1): Finding | null {
  if (sealed === undefined || subject !== undefined) return null;
  return { seq, code: 'sealed', detail: 'something is sealed, but no subject says under whose key' };
}

/** Whether an entry's action is one of the closed list, under the kind that it has there, and what is sealed has its subject. */
export function checkAction(entry: EntryV1): Finding | null {
  const { seq, action, kind } = entry;
  if (isAuditAction(action) && kindOf(action) === kind) return checkSealed(entry);
  const detail = `action ${action} of kind ${kind} is not on the closed list that this version knows`;
  return { seq, code: 'action', detail };
}
