import type { ApprovalRow } from '@srs-desk/shared/api/approvals.ts';
import { ask } from '../api/http.ts';

export const approvalVerbs = {
  /** Agrees, as a second admin, to what another asked for: it is carried out at once. */
  approveRequest: ({ id }: { id: number }) =>
    ask<ApprovalRow>(`approvals/${id}/approve`, { method: 'POST', body: {} }),
  /** Says no to it, or takes one's own back. */
  rejectRequest: ({ id, reason }: { id: number; reason: string }) =>
    ask<ApprovalRow>(`approvals/${id}/reject`, { method: 'POST', body: { reason } }),
};
