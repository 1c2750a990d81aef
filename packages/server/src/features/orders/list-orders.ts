import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { looksLikePersonalData } from '@srs-desk/shared/text/search-term.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { InvalidInput } from '../../platform/errors.ts';
import { orderViewOf } from './order-columns.ts';
import type { OrderPage } from './order-page.ts';
import { quickPage } from './quick-list.ts';
import type {} from './reads.ts';

/**
 * One page of orders as the role may see them: at once where that is quick, else by the read thread.
 * @throws Unavailable when that takes too long.
 * @throws InvalidInput `use_search` when `q` looks like a person's data: that has no place in an address.
 */
export async function listOrders(
  desk: Desk,
  who: Principal,
  query: ListQuery,
  gone?: AbortSignal,
): Promise<OrderPage> {
  for (const condition of query.where) {
    if (condition.op === 'q' && looksLikePersonalData(condition.text)) {
      throw new InvalidInput(
        { 'filter.q': 'takes the beginning of an id; names, numbers and addresses go to POST /api/search' },
        'What looks like a person must not stand in an address. Use POST /api/search.',
        'use_search',
      );
    }
  }
  const view = orderViewOf(who.role);
  return quickPage(desk.reader, view, query) ?? desk.reads.run('orders.list', { view, query }, gone);
}
