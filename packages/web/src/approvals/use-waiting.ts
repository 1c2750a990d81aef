import type { ApprovalRow } from '@srs-desk/shared/api/approvals.ts';
import { useGetList } from 'react-admin';

const WAITING = {
  filter: { state: 'waiting' },
  pagination: { page: 1, perPage: 100 },
  sort: { field: 'id', order: 'ASC' },
} as const;

/** What waits for a second admin: first what this person can agree to, then what they asked for themselves. */
export function useWaiting(): ApprovalRow[] {
  const { data = [] } = useGetList<ApprovalRow>('approvals', WAITING);
  return data.toSorted((a, b) => Number(a.isOwn) - Number(b.isOwn));
}
