import { iso } from '../../../platform/db/iso-time.ts';
import type { PlainObject } from '../../../platform/ledger/entry-draft.ts';
import type { Order } from '../order-row.ts';

type Placed = Pick<
  Order,
  | 'issuer'
  | 'method'
  | 'status'
  | 'wireStatus'
  | 'jurisdiction'
  | 'loa'
  | 'knownBy'
  | 'externalId'
  | 'externalIdSource'
> & { createdAt: number | null; unreadFields?: readonly string[] | undefined };

/** What the entry of a placed order says of it: all that the log needs to prove the row by. */
export function placedDetail(order: Placed): PlainObject {
  const { unreadFields = [] } = order;
  const { issuer, method, status, wireStatus, createdAt, jurisdiction, loa, knownBy } = order;
  const externalIdSource = order.externalId === null ? null : order.externalIdSource;
  return {
    issuer,
    method,
    status,
    wireStatus,
    createdAt: createdAt === null ? 'unknown' : iso(createdAt),
    jurisdiction,
    loa,
    knownBy,
    externalIdSource,
    ...(unreadFields.length === 0 ? {} : { unreadFields: [...unreadFields] }),
  };
}
