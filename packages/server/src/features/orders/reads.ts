import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { Reader } from '../../platform/db/reader.ts';
import type { OrderView } from './order-columns.ts';
import { listOrders, ordersAfter } from './order-list.ts';

/** What the read thread can read of orders. */
export const orderReads = {
  'orders.list': (reader: Reader, { view, query }: { view: OrderView; query: ListQuery }) =>
    listOrders(reader, view, query),
  'orders.after': ordersAfter,
};

type OrderReads = typeof orderReads;

declare module '../../platform/threads/reads.ts' {
  interface Reads extends OrderReads {}
}
