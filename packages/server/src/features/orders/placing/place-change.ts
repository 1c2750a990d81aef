import type { OrderStatus } from '@srs-desk/shared/order/status.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { writePersonTerms } from '../person-terms.ts';
import { markSuperseded } from '../supersede.ts';

/** The person an order was placed for, as far as given; `msisdn` in E.164. */
export interface PlacedPerson {
  msisdn?: string | null | undefined;
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  birthDate?: string | null | undefined;
  email?: string | null | undefined;
  country?: string | null | undefined;
  language?: string | null | undefined;
}

export interface PlacedArgs {
  refId: string;
  orderId: string | null;
  externalId: string | null;
  externalIdSource: 'srs' | 'gateway' | 'desk' | null;
  knownBy: 'desk' | 'gateway' | 'test_bench';
  issuer: string | null;
  method: string | null;
  jurisdiction: string | null;
  loa: string | null;
  status: OrderStatus;
  wireStatus: string | null;
  targetUrl: string | null;
  /** Time at SRS, ms since epoch. */
  createdAt: number;
  subjectId: string;
  person: PlacedPerson;
  predecessorRefId?: string | null | undefined;
}

const COLUMNS = `ref_id, order_id, external_id, external_id_source, known_by, issuer, method, jurisdiction, loa,
  status, wire_status, status_changed_at, created_at, registered_at, updated_at, verify_status, target_url,
  msisdn, first_name, last_name, birth_date, email, country, language, person_token, subject_id,
  predecessor_ref_id`;

const INSERT_PLACED = `INSERT INTO orders (${COLUMNS}) VALUES (${Array(27).fill('?').join(', ')})
  ON CONFLICT (ref_id) DO NOTHING`;

function placedValues(tx: Tx, args: PlacedArgs): unknown[] {
  const { person } = args;
  const token = person.msisdn ? tx.personToken(person.msisdn) : null;
  return [
    args.refId,
    args.orderId,
    args.externalId,
    args.externalId === null ? null : args.externalIdSource,
    args.knownBy,
    args.issuer,
    args.method,
    args.jurisdiction,
    args.loa,
    args.status,
    args.wireStatus,
    args.createdAt,
    args.createdAt,
    tx.now,
    tx.now,
    'not_due',
    args.targetUrl,
    person.msisdn ?? null,
    person.firstName ?? null,
    person.lastName ?? null,
    person.birthDate ?? null,
    person.email ?? null,
    person.country ?? null,
    person.language ?? null,
    token,
    args.subjectId,
    args.predecessorRefId ?? null,
  ];
}

function firstSighting(tx: Tx, args: PlacedArgs, seq: number): void {
  if (args.wireStatus === null) return;
  tx.sql(
    `INSERT INTO order_status_history (ref_id, status, wire_status, happened_at, observed_at, transition, seq)
     VALUES (?, ?, ?, ?, ?, 'first', ?)`,
  ).run(args.refId, args.status, args.wireStatus, args.createdAt, tx.now, seq);
}

export const placeChanges = {
  /**
   * An order that SRS just accepted: row, first status, search terms, due at once. Appends `order.place` itself.
   * Guards: `order_known` when SRS answered a Ref ID that the desk has already.
   */
  'order.placed': (
    tx: Tx,
    args: PlacedArgs & { actor: string; origin: 'user' | 'gateway' | 'cli' | 'system'; callId: number },
  ): { id: number } => {
    const { changes, lastInsertRowid } = tx.sql(INSERT_PLACED).run(...placedValues(tx, args));
    if (changes === 0) throw new GuardConflict('order_known', { refId: args.refId });
    tx.sql("INSERT INTO order_sync (ref_id, due_at, due_what, viewed_at) VALUES (?, ?, 'status', NULL)").run(
      args.refId,
      tx.now,
    );
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
        issuer: args.issuer,
        method: args.method,
        status: args.status,
        ...(args.predecessorRefId ? { predecessor: args.predecessorRefId } : {}),
      },
    });
    firstSighting(tx, args, seq);
    writePersonTerms(tx, args.refId, args.person);
    markSuperseded(tx, args.refId);
    tx.rowChanged('orders', args.refId);
    return { id: Number(lastInsertRowid) };
  },
};
