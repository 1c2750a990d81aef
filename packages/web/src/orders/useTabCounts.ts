import { useGetList, useListContext } from 'react-admin';
import type { ListMeta } from '../dataProvider.ts';
import { ORDER_TABS, type OrderFilter, type OrderTab, withTab } from './order-tabs.ts';

export interface TabCount {
  count: number;
  capped: boolean;
}

/** Counts of all tabs under the other filters, asked for once the rows are there; one that is not known yet is absent. */
export function useTabCounts(filter: OrderFilter): Partial<Record<OrderTab, TabCount>> {
  const { isPending } = useListContext();
  const counts: Partial<Record<OrderTab, TabCount>> = {};
  for (const tab of ORDER_TABS) {
    // The tabs are a constant list, so the hooks run in the same order every time.
    // biome-ignore lint/correctness/useHookAtTopLevel: see above.
    const count = useCount(withTab(filter, tab), !isPending);
    if (count) counts[tab] = count;
  }
  return counts;
}

function useCount(filter: OrderFilter, enabled: boolean): TabCount | undefined {
  const { total, meta } = useGetList(
    'orders',
    { filter, pagination: { page: 1, perPage: 1 }, sort: { field: 'updatedAt', order: 'DESC' } },
    { enabled },
  );
  if (total === undefined) return undefined;
  return { count: total, capped: (meta as ListMeta | undefined)?.capped ?? false };
}
