import type { Desk } from '../desk.ts';
import { externalIdsFrom } from '../stores/orders/order-store.ts';

/** External IDs in use that begin with `prefix`, at most ten, in order. */
export function suggestExternalIds(desk: Desk, prefix: string): string[] {
  return externalIdsFrom(desk.reader, prefix.trim(), 10);
}
