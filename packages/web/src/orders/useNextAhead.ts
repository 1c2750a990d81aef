import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useDataProvider, useShowContext } from 'react-admin';
import { WHOLE } from '../kit/list/ShowStates.tsx';
import { placeIn, rememberedQueue } from './queue-memory.ts';

/** Reads the next order of the queue once this one stands, so that `n` shows it at once. */
export function useNextAhead(refId: string): void {
  const client = useQueryClient();
  const provider = useDataProvider();
  const { record } = useShowContext<OrderDetail>();
  const stands = record?.refId === refId;
  useEffect(() => {
    const next = placeIn(rememberedQueue(), refId)?.next;
    if (!stands || !next) return;
    const { meta } = WHOLE;
    void client.prefetchQuery({
      // The key by which `useGetOne` finds it.
      queryKey: ['orders', 'getOne', { id: next, meta }],
      queryFn: ({ signal }) =>
        provider.getOne<OrderDetail>('orders', { id: next, meta, signal }).then(({ data }) => data),
    });
  }, [client, provider, refId, stands]);
}
