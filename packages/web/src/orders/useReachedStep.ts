import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { UNSUCCESSFUL_STATUSES } from '@srs-desk/shared/order/status.ts';
import { reachedStep } from '@srs-desk/shared/process/reached-step.ts';
import type { StepNumber } from '@srs-desk/shared/process/teams.ts';
import { useCanAccess } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { accessTo } from '../session/access.ts';

/** Which step an order reached: a cancelled or failed one by its status before; null while that is not known. */
export function useReachedStep(order: OrderDetail): StepNumber | null {
  const { canAccess: mayTimeline } = useCanAccess(accessTo('orders.timeline'));
  const failed = UNSUCCESSFUL_STATUSES.includes(order.status);
  const { data } = useRead('orders', 'readTimeline', failed && mayTimeline ? { id: order.id } : null);
  const before = (data?.items ?? [])
    .flatMap((item) => (item.kind === 'status' ? [item] : []))
    .filter(({ status }) => !UNSUCCESSFUL_STATUSES.includes(status))
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1);
  return reachedStep(failed ? (before?.status ?? null) : order.status, {
    // An erasure takes the link away; there nearly always was one.
    hadLink: order.erasedAt !== null || Boolean(order.targetUrl),
    started: (order.triageFacts?.startedAt ?? null) !== null,
  });
}
