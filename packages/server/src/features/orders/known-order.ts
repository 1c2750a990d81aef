import { refIdIn } from '@srs-desk/shared/text/ids.ts';
import type { Desk } from '../../platform/desk.ts';
import { NotFound } from '../../platform/errors.ts';
import { findOrder, type OrderFacts } from './queries.ts';

/** The order of this Ref ID, in whatever form it was typed. @throws NotFound */
export function knownOrder(desk: Desk, refId: string): OrderFacts {
  const order = findOrder(desk.reader, refIdIn(refId) ?? refId);
  if (!order) {
    throw new NotFound('order_not_found', 'The desk knows no order with this Ref ID. It can be registered.');
  }
  return order;
}
