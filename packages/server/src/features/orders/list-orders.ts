import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { looksLikePersonalData } from '@srs-desk/shared/text/search-term.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { InvalidInput } from '../../platform/errors.ts';
import { orderViewOf } from './order-columns.ts';
import { type OrderPage, listOrders as readPage } from './order-list.ts';

/**
 * One page of orders as the role may see them.
 * @throws InvalidInput `use_search` when `q` looks like a person's data: that has no place in an address.
 */
export function listOrders(desk: Desk, who: Principal, query: ListQuery): OrderPage {
  for (const condition of query.where) {
    if (condition.op === 'q' && looksLikePersonalData(condition.text)) {
      throw new InvalidInput(
        { 'filter.q': 'takes the beginning of an id; names, numbers and addresses go to POST /api/search' },
        'What looks like a person must not stand in an address. Use POST /api/search.',
        'use_search',
      );
    }
  }
  return readPage(desk.reader, orderViewOf(who.role), query);
}
