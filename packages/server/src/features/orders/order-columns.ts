import { may } from '@srs-desk/shared/access/permissions.ts';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import { openFirst } from '@srs-desk/shared/fields/field.ts';
import { ORDER_FIELDS, type OrderField, orderField, orderFieldsWith } from '@srs-desk/shared/order/fields.ts';
import { getTableColumns } from 'drizzle-orm';
import { isoTime } from '../../platform/db/iso-time.ts';
import { orders } from './table.ts';

/** Who looks: `facts` is without the person and the case's texts, `masked` with the person made unrecognisable. */
export type OrderView = 'facts' | 'masked';

/** The view a role has of orders. */
export function orderViewOf(role: Role): OrderView {
  return may(role, 'person.see') ? 'masked' : 'facts';
}

/** The SQL twins of `shared/src/api/masking.ts`; a test holds them together. */
export const MASK = {
  number: (column: string) =>
    `CASE WHEN ${column} IS NULL OR ${column} = '' THEN NULL WHEN length(${column}) < 8 THEN '•••'
     ELSE substr(${column}, 1, 3) || ' ' || substr(${column}, 4, 2) || ' ••• •• ' || substr(${column}, -2) END`,
  name: (column: string) => `CASE WHEN ${column} = '' THEN NULL ELSE substr(${column}, 1, 1) || '.' END`,
  email: (column: string) =>
    `CASE WHEN ${column} = '' THEN NULL ELSE substr(${column}, 1, 1) || '•••@•••' END`,
  birthDate: (column: string) =>
    `CASE WHEN ${column} IS NULL OR ${column} = '' THEN NULL ELSE '••••-••-••' END`,
} as const;

const { id: _, ...COLUMNS } = getTableColumns(orders);

/** A field that is a column of `orders`. */
export type StoredField = keyof typeof COLUMNS;

const isStored = (field: OrderField): field is StoredField => field in COLUMNS;

/** The fields that are columns of `orders`, in the order of the table of fields. */
export const STORED_FIELDS = orderFieldsWith('kind').filter(isStored);

/** The column of `orders` that holds a field. */
export function columnOf(field: StoredField): string {
  return COLUMNS[field].name;
}

/** What stands beside an order in its JSON, joined to `orders o`. */
export const BESIDE_ORDER =
  'LEFT JOIN order_sync s ON s.id = o.id LEFT JOIN order_work w ON w.ref_id = o.ref_id';

/** The fields that are none, in SQL over `orders o` and {@link BESIDE_ORDER}. */
const ELSEWHERE: Readonly<Record<Exclude<OrderField, StoredField>, string>> = {
  id: 'o.ref_id',
  lastSyncedAt: 's.last_synced_at',
  nextSyncAt: 's.due_at',
  lastSyncFailure: 's.last_failure',
  assignee: 'w.assignee',
  followUpAt: 'w.follow_up_at',
  snoozedUntil: 'w.snoozed_until',
  successorRefIds: '(SELECT json_group_array(n.ref_id) FROM orders n WHERE n.predecessor_ref_id = o.ref_id)',
  samePerson: `(SELECT json_group_array(p.ref_id) FROM (SELECT ref_id FROM orders WHERE person_token = o.person_token
       AND id <> o.id ORDER BY created_at DESC LIMIT 50) p)`,
};

/** A field as it stands on the wire, in SQL over `orders o` and {@link BESIDE_ORDER}. */
function onWire(key: OrderField): string {
  const { kind, mask, onlyIf } = orderField(key);
  const column = isStored(key) ? `o.${columnOf(key)}` : ELSEWHERE[key];
  if (mask) return MASK[mask](column);
  if (kind === 'time') {
    return onlyIf ? `iif(o.${columnOf(onlyIf)}, ${isoTime(column)}, NULL)` : isoTime(column);
  }
  if (kind === 'flag') return `json(iif(${column}, 'true', 'false'))`;
  return kind === 'list' || kind === 'object' ? `json(${column})` : column;
}

function jsonOf(keys: readonly OrderField[], view: OrderView): string {
  const seen = keys.filter((key) => view === 'masked' || !orderField(key).hidden);
  return `json_object(${seen.map((key) => `'${key}', ${onWire(key)}`).join(', ')})`;
}

const ROW: readonly OrderField[] = openFirst(ORDER_FIELDS, 'row');
const ON_PAGE: readonly OrderField[] = openFirst(ORDER_FIELDS, 'page');
/** A page begins like a row. */
const PAGE = [...ROW.filter((key) => ON_PAGE.includes(key)), ...ON_PAGE.filter((key) => !ROW.includes(key))];

/** SQL for a list row as JSON, of `orders o` and {@link BESIDE_ORDER}. */
export const ROW_JSON: Readonly<Record<OrderView, string>> = {
  facts: jsonOf(ROW, 'facts'),
  masked: jsonOf(ROW, 'masked'),
};

/** SQL for one order as JSON, with what only its page needs. */
export const DETAIL_JSON: Readonly<Record<OrderView, string>> = {
  facts: jsonOf(PAGE, 'facts'),
  masked: jsonOf(PAGE, 'masked'),
};
