import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { PERSON_FIELDS, type PersonField } from '@srs-desk/shared/order/fields.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { insertOrder, newOrder, type Order } from '../order-row.ts';
import { deriveAnew } from '../poll/derive.ts';
import { takeRegistration } from '../registrations/take-registration.ts';
import { writePersonTerms } from '../search/person-terms.ts';
import { addStatus } from '../status-history.ts';
import { markReplaced, markSuperseded } from '../supersede.ts';
import { placedDetail } from './placed-detail.ts';

/** The person an order was placed for, as far as given; `msisdn` in E.164. */
type PlacedPerson = Partial<Record<PersonField, string | null | undefined>>;

type PlacedOrder = Pick<
  Order,
  | 'refId'
  | 'orderId'
  | 'externalId'
  | 'externalIdSource'
  | 'knownBy'
  | 'issuer'
  | 'method'
  | 'jurisdiction'
  | 'loa'
  | 'status'
  | 'wireStatus'
  | 'targetUrl'
  | 'subjectId'
>;

interface PlacedArgs extends PlacedOrder {
  /** At SRS, ms since epoch; null when it did not tell: then nobody knows it, for midnight decides the billing month. */
  createdAt: number | null;
  /** What of SRS's answer could not be read. */
  unreadFields?: readonly string[] | undefined;
  person: PlacedPerson;
  predecessorRefId?: string | null | undefined;
}

interface PlacedBy {
  actor: string;
  origin: 'user' | 'gateway' | 'cli' | 'system';
  callId: number;
}

function placedRow(tx: Tx, args: PlacedArgs & PlacedBy): ReturnType<typeof newOrder> {
  const { person, predecessorRefId = null, actor: _, origin: __, callId: ___, ...placed } = args;
  const createdAt = placed.createdAt ?? tx.now;
  const known = recordOf(PERSON_FIELDS, (field) => person[field] ?? null);
  return newOrder({
    ...placed,
    ...known,
    createdAt,
    createdAtKnown: placed.createdAt !== null,
    unreadFields: placed.unreadFields ?? [],
    externalIdSource: placed.externalId === null ? null : placed.externalIdSource,
    statusChangedAt: createdAt,
    registeredAt: tx.now,
    updatedAt: tx.now,
    personToken: person.msisdn ? Buffer.from(tx.personToken(person.msisdn)) : null,
    predecessorRefId,
  });
}

function addFirstStatus(tx: Tx, { refId, status, wireStatus, createdAt }: PlacedArgs, seq: number): void {
  if (wireStatus === null) return;
  const happenedAt = createdAt ?? tx.now;
  addStatus(tx, { refId, status, wireStatus, happenedAt, transition: 'first' }, seq);
}

export const placeChanges = {
  /**
   * An order that SRS just accepted: row, first status, whose turn it is, search terms, due at once. Appends `order.place` itself.
   * Guards: `order_known` when SRS answered a Ref ID that the desk has already.
   */
  'order.placed': (tx: Tx, args: PlacedArgs & PlacedBy): { id: number } => {
    takeRegistration(tx, args.refId);
    const id = insertOrder(tx, placedRow(tx, args), tx.now);
    if (id === null) throw new GuardConflict('order_known', { refId: args.refId });
    tx.ensureSubject(args.subjectId, args.person.msisdn ? tx.personToken(args.person.msisdn) : null);
    const seq = tx.append({
      action: args.predecessorRefId ? 'order.replace' : 'order.place',
      actor: args.actor,
      origin: args.origin,
      refId: args.refId,
      orderId: args.orderId,
      externalId: args.externalId,
      callId: args.callId,
      subject: args.subjectId,
      detail: {
        ...placedDetail(args),
        ...(args.predecessorRefId ? { predecessor: args.predecessorRefId } : {}),
      },
    });
    addFirstStatus(tx, args, seq);
    writePersonTerms(tx, args.refId, args.person);
    markSuperseded(tx, args.refId);
    if (args.predecessorRefId) {
      markReplaced(tx, args.predecessorRefId, args.refId);
      deriveAnew(tx, args.predecessorRefId);
    }
    deriveAnew(tx, args.refId);
    tx.rowChanged('orders', args.refId);
    return { id };
  },
};
