import { may } from '@srs-desk/shared/access/permissions.ts';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import { isoTime } from '../../platform/db/iso-time.ts';

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

const FACTS: readonly (readonly [field: string, sql: string])[] = [
  ['id', 'o.ref_id'],
  ['refId', 'o.ref_id'],
  ['orderId', 'o.order_id'],
  ['externalId', 'o.external_id'],
  ['issuer', 'o.issuer'],
  ['method', 'o.method'],
  ['jurisdiction', 'o.jurisdiction'],
  ['loa', 'o.loa'],
  ['status', 'o.status'],
  ['wireStatus', 'o.wire_status'],
  ['statusChangedAt', isoTime('o.status_changed_at')],
  ['createdAt', isoTime('o.created_at')],
  ['registeredAt', isoTime('o.registered_at')],
  ['updatedAt', isoTime('o.updated_at')],
  ['lastSyncedAt', isoTime('s.last_synced_at')],
  ['nextSyncAt', isoTime('s.due_at')],
  ['verifyStatus', 'o.verify_status'],
  ['verifiedAt', isoTime('o.verified_at')],
  ['evidenceId', 'o.evidence_id'],
  ['evidenceValidUntil', isoTime('o.evidence_valid_until')],
  ['step', 'o.step'],
  ['supportTeam', 'o.support_team'],
  ['attention', 'o.attention'],
  ['attentionAll', 'json(o.attention_all)'],
  ['supersededBy', 'o.superseded_by'],
];

const PERSONAL: readonly (readonly [field: string, sql: string])[] = [
  ['statusReason', 'o.status_reason'],
  ['targetUrl', 'o.target_url'],
  ['msisdn', MASK.number('o.msisdn')],
  ['firstName', MASK.name('o.first_name')],
  ['lastName', MASK.name('o.last_name')],
  ['email', MASK.email('o.email')],
  ['country', 'o.country'],
  ['language', 'o.language'],
];

const workColumn = (column: string): string =>
  `(SELECT ${column} FROM order_work w WHERE w.ref_id = o.ref_id)`;

/** What people set on an order, for those who work through the queue. */
const WORK: readonly (readonly [field: string, sql: string])[] = [
  ['assignee', workColumn('w.assignee')],
  ['followUpAt', workColumn(isoTime('w.follow_up_at'))],
  ['snoozedUntil', workColumn(isoTime('w.snoozed_until'))],
];

const DETAIL: readonly (readonly [field: string, sql: string])[] = [
  ['issue', 'o.issue'],
  ['knownBy', 'o.known_by'],
  ['externalIdSource', 'o.external_id_source'],
  ['predecessorRefId', 'o.predecessor_ref_id'],
  [
    'successorRefIds',
    '(SELECT json_group_array(n.ref_id) FROM orders n WHERE n.predecessor_ref_id = o.ref_id)',
  ],
  ['startedAt', isoTime('o.started_at')],
  ['goneAt', isoTime('o.gone_at')],
  ['regressedAt', isoTime('o.regressed_at')],
  ['evidenceIsEarlier', "json(iif(o.evidence_is_earlier, 'true', 'false'))"],
  ['legalHold', "json(iif(o.legal_hold, 'true', 'false'))"],
  ['erasedAt', isoTime('o.erased_at')],
  ['lastSyncFailure', 's.last_failure'],
];

const PERSONAL_DETAIL: readonly (readonly [field: string, sql: string])[] = [
  ['birthDate', MASK.birthDate('o.birth_date')],
  [
    'samePerson',
    `(SELECT json_group_array(p.ref_id) FROM (SELECT ref_id FROM orders WHERE person_token = o.person_token
       AND id <> o.id ORDER BY created_at DESC LIMIT 50) p)`,
  ],
];

function object(fields: readonly (readonly [string, string])[]): string {
  return `json_object(${fields.map(([field, sql]) => `'${field}', ${sql}`).join(', ')})`;
}

/** SQL for a list row as JSON, of tables `orders o` and `order_sync s`. */
export const ROW_JSON: Readonly<Record<OrderView, string>> = {
  facts: object(FACTS),
  masked: object([...FACTS, ...PERSONAL, ...WORK]),
};

/** SQL for one order as JSON, with what only its page needs. */
export const DETAIL_JSON: Readonly<Record<OrderView, string>> = {
  facts: object([...FACTS, ...DETAIL]),
  masked: object([...FACTS, ...PERSONAL, ...DETAIL, ...PERSONAL_DETAIL]),
};
