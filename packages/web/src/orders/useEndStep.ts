import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { UNSUCCESSFUL_STATUSES } from '@srs-desk/shared/order/status.ts';
import { endedInStep } from '@srs-desk/shared/process/end-step.ts';
import type { StepNumber } from '@srs-desk/shared/process/teams.ts';
import { useCanAccess } from 'react-admin';
import { useRead } from '../api/use-read.ts';
import { accessTo } from '../session/access.ts';

/** In which step a cancelled or failed order ended, by the status before; null while that is not known, or none. */
export function useEndStep(order: OrderDetail): StepNumber | null {
  const { canAccess: mayTimeline } = useCanAccess(accessTo('orders.timeline'));
  const ended = UNSUCCESSFUL_STATUSES.includes(order.status);
  const { data } = useRead('orders', 'readTimeline', ended && mayTimeline ? { id: order.id } : null);
  if (!ended || !data) return null;
  const statuses = data.items.flatMap((item) => (item.kind === 'status' ? [item] : []));
  const before = statuses
    .filter(({ status }) => !UNSUCCESSFUL_STATUSES.includes(status))
    .toSorted((a, b) => a.at.localeCompare(b.at))
    .at(-1);
  return endedInStep(before?.status ?? null, {
    // An erasure takes the link away; there nearly always was one.
    hadLink: order.erasedAt !== null || Boolean(order.targetUrl),
    started: (order.triageFacts?.startedAt ?? null) !== null,
  });
}
