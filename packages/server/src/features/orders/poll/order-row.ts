import type { Db } from '../../../platform/db/connection.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import type { OrderPatch, SyncedOrder } from './synced-order.ts';

/** Column behind each field that the sync reads; those of `WRITABLE` are the ones it may set. */
const COLUMNS = {
  refId: 'ref_id',
  subjectId: 'subject_id',
  erasedAt: 'erased_at',
  orderId: 'order_id',
  externalId: 'external_id',
  externalIdSource: 'external_id_source',
  issuer: 'issuer',
  method: 'method',
  jurisdiction: 'jurisdiction',
  loa: 'loa',
  status: 'status',
  statusReason: 'status_reason',
  wireStatus: 'wire_status',
  statusChangedAt: 'status_changed_at',
  createdAt: 'created_at',
  registeredAt: 'registered_at',
  updatedAt: 'updated_at',
  startedAt: 'started_at',
  verifyStatus: 'verify_status',
  verifiedAt: 'verified_at',
  evidenceId: 'evidence_id',
  evidenceValidUntil: 'evidence_valid_until',
  evidenceIsEarlier: 'evidence_is_earlier',
  targetUrl: 'target_url',
  msisdn: 'msisdn',
  firstName: 'first_name',
  lastName: 'last_name',
  birthDate: 'birth_date',
  email: 'email',
  country: 'country',
  language: 'language',
  goneAt: 'gone_at',
  regressedAt: 'regressed_at',
  firstUnknownAt: 'first_unknown_at',
  supersededBy: 'superseded_by',
} as const satisfies Record<keyof SyncedOrder, string>;

const FIELDS = Object.keys(COLUMNS) as (keyof SyncedOrder)[];

/** Columns derived by rule (triage), and the person's token. */
export interface DerivedColumns {
  step: number | null;
  support_team: string | null;
  issue: string | null;
  attention: string | null;
  attention_all: string;
  triage_due_at: number | null;
}

/** An order with what its polling and its derived columns stand at. */
export interface OrderRow extends SyncedOrder {
  viewedAt: number | null;
  failures: number;
  derived: DerivedColumns;
}

type FlatRow = SyncedOrder & DerivedColumns & { viewedAt: number | null; failures: number };

const SELECT = `SELECT ${Object.entries(COLUMNS)
  .map(([field, column]) => `o.${column} AS ${field}`)
  .join(', ')}, o.step, o.support_team, o.issue, o.attention, o.attention_all, o.triage_due_at,
  s.viewed_at AS viewedAt, coalesce(s.failures, 0) AS failures
  FROM orders o LEFT JOIN order_sync s ON s.ref_id = o.ref_id WHERE o.ref_id = ?`;

/** The order's row inside the writer; null when it is not known. */
export function readOrderRow(tx: Db, refId: string): OrderRow | null {
  const row = tx.sql(SELECT).get(refId) as FlatRow | undefined;
  if (row === undefined) return null;
  const { step, support_team, issue, attention, attention_all, triage_due_at, ...order } = row;
  return { ...order, derived: { step, support_team, issue, attention, attention_all, triage_due_at } };
}

/** Sets what changed, and nothing else, so that only the indexes concerned are touched. */
export function updateOrderRow(
  tx: Tx,
  refId: string,
  patch: OrderPatch,
  derived: Partial<DerivedColumns>,
  personToken?: Uint8Array | null,
): void {
  const sets: string[] = [];
  const values: unknown[] = [];
  const set = (column: string, value: unknown): void => {
    sets.push(`${column} = ?`);
    values.push(value);
  };
  for (const [field, value] of Object.entries(patch)) set(COLUMNS[field as keyof SyncedOrder], value);
  for (const [column, value] of Object.entries(derived)) set(column, value);
  if (personToken !== undefined) set('person_token', personToken);
  if (sets.length > 0) tx.sql(`UPDATE orders SET ${sets.join(', ')} WHERE ref_id = ?`).run(...values, refId);
}

const INSERTED = [
  ...Object.values(COLUMNS),
  'step',
  'support_team',
  'issue',
  'attention',
  'attention_all',
  'triage_due_at',
];

const INSERT = `INSERT INTO orders (id, known_by, ${INSERTED.join(', ')}, person_token)
  VALUES (?, ?, ?, ${INSERTED.map(() => '?').join(', ')})`;

/** Writes an order's row whole, as it stands (bulk seeding). */
export function insertOrderRow(
  tx: Db,
  id: number,
  knownBy: string,
  order: SyncedOrder,
  derived: DerivedColumns,
  personToken: Uint8Array | null,
): void {
  const { step, support_team, issue, attention, attention_all, triage_due_at } = derived;
  const values: unknown[] = [id, knownBy];
  for (const field of FIELDS) values.push(order[field]);
  values.push(step, support_team, issue, attention, attention_all, triage_due_at, personToken);
  tx.sql(INSERT).run(values);
}
