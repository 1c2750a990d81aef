import { CALL_ORIGINS } from '@srs-desk/shared/call/fields.ts';
import { ATTENTION_CODES } from '@srs-desk/shared/order/attention.ts';
import { REGISTRATION_STATES } from '@srs-desk/shared/order/registration-states.ts';
import { type OrderStatus, PENDING_STATUSES, VERIFY_STATUSES } from '@srs-desk/shared/order/status.ts';
import type { VerifyTarget } from '@srs-desk/shared/order/verify-target.ts';
import { ISSUE_IDS } from '@srs-desk/shared/process/issue-ids.ts';
import { NEXT_ACTORS, SUPPORT_TEAMS } from '@srs-desk/shared/process/teams.ts';
import { desc, isNotNull, sql } from 'drizzle-orm';
import { blob, check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { inSet } from '../../platform/db/columns.ts';

/** Who named the order's External ID: SRS itself, or the desk, its gateway or an import where SRS does not tell. */
export const EXTERNAL_ID_SOURCES = ['srs', 'gateway', 'import', 'desk'] as const;

/** How the desk came to know an order. */
export const KNOWN_BY = ['register', 'import', 'gateway', 'desk', 'test_bench'] as const;

/** … by its Ref ID, which others told: SRS is asked about it first. */
export const REGISTERED_BY = ['register', 'import', 'gateway'] as const;

/** What the next poll of an order asks. */
export const DUE_CALLS = ['status', 'verify'] as const;

/** Every order as SRS last told it, with what triage derived. Counted by triggers into `counters`. */
export const orders = sqliteTable(
  'orders',
  {
    id: integer().primaryKey(),
    refId: text('ref_id').notNull().unique(),
    orderId: text('order_id'),
    externalId: text('external_id'),
    externalIdSource: text('external_id_source', { enum: EXTERNAL_ID_SOURCES }),
    knownBy: text('known_by', { enum: KNOWN_BY }).notNull(),
    issuer: text(),
    method: text(),
    jurisdiction: text(),
    loa: text(),
    status: text().$type<OrderStatus>().notNull(),
    statusReason: text('status_reason'),
    wireStatus: text('wire_status'),
    statusChangedAt: integer('status_changed_at').notNull(),
    createdAt: integer('created_at').notNull(),
    /** False when SRS has told of the order, but not in a readable form when it began: `createdAt` is then ours. */
    createdAtKnown: integer('created_at_known', { mode: 'boolean' }).notNull().default(true),
    registeredAt: integer('registered_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    startedAt: integer('started_at'),
    verifyStatus: text('verify_status', { enum: VERIFY_STATUSES }).notNull(),
    verifiedFor: text('verified_for', { mode: 'json' }).$type<VerifyTarget>(),
    verifiedAt: integer('verified_at'),
    evidenceId: text('evidence_id'),
    evidenceValidUntil: integer('evidence_valid_until'),
    evidenceIsEarlier: integer('evidence_is_earlier', { mode: 'boolean' }).notNull().default(false),
    targetUrl: text('target_url'),
    msisdn: text(),
    firstName: text('first_name'),
    lastName: text('last_name'),
    birthDate: text('birth_date'),
    email: text(),
    country: text(),
    language: text(),
    personToken: blob('person_token', { mode: 'buffer' }),
    subjectId: text('subject_id').notNull(),
    predecessorRefId: text('predecessor_ref_id'),
    supersededBy: text('superseded_by'),
    goneAt: integer('gone_at'),
    regressedAt: integer('regressed_at'),
    firstUnknownAt: integer('first_unknown_at'),
    /** Names on the wire: what of SRS's last answer could not be read. */
    unreadFields: text('unread_fields', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
    nextActor: text('next_actor', { enum: NEXT_ACTORS }),
    step: integer(),
    supportTeam: text('support_team', { enum: SUPPORT_TEAMS }),
    issue: text({ enum: ISSUE_IDS }),
    attention: text({ enum: ATTENTION_CODES }),
    attentionAll: text('attention_all').notNull().default('[]'),
    triageDueAt: integer('triage_due_at'),
    legalHold: integer('legal_hold', { mode: 'boolean' }).notNull().default(false),
    erasedAt: integer('erased_at'),
  },
  (table) => [
    index('orders_order_id').on(table.orderId).where(isNotNull(table.orderId)),
    index('orders_subject').on(table.subjectId),
    index('orders_held').on(table.subjectId, table.refId).where(sql`${table.legalHold} = 1`),
    index('orders_external_id').on(table.externalId, table.createdAt),
    index('orders_msisdn').on(table.msisdn).where(isNotNull(table.msisdn)),
    index('orders_status_updated').on(table.status, desc(table.updatedAt), desc(table.id)),
    index('orders_updated').on(desc(table.updatedAt), desc(table.id)),
    index('orders_created').on(desc(table.createdAt), desc(table.id)),
    index('orders_status_changed').on(desc(table.statusChangedAt), desc(table.id)),
    index('orders_attention')
      .on(table.attention, desc(table.updatedAt), desc(table.id))
      .where(isNotNull(table.attention)),
    index('orders_person').on(table.personToken, table.createdAt).where(isNotNull(table.personToken)),
    index('orders_triage_due').on(table.triageDueAt).where(isNotNull(table.triageDueAt)),
    index('orders_evidence_ends')
      .on(table.evidenceValidUntil)
      .where(sql`${table.verifyStatus} = 'valid' AND ${table.evidenceValidUntil} IS NOT NULL`),
    index('orders_evidence_id').on(table.evidenceId).where(isNotNull(table.evidenceId)),
    index('orders_msisdn_tail')
      .on(sql`substr(${table.msisdn}, -4)`, table.msisdn)
      .where(isNotNull(table.msisdn)),
    index('orders_target_url_tail')
      .on(sql`substr(${table.targetUrl}, -12)`)
      .where(isNotNull(table.targetUrl)),
    index('orders_method').on(table.method, desc(table.updatedAt), desc(table.id)),
    index('orders_verify').on(table.verifyStatus, desc(table.updatedAt), desc(table.id)),
    index('orders_step').on(table.step, desc(table.updatedAt), desc(table.id)).where(isNotNull(table.step)),
    index('orders_next_actor')
      .on(table.nextActor, desc(table.updatedAt), desc(table.id))
      .where(isNotNull(table.nextActor)),
    index('orders_team')
      .on(table.supportTeam, desc(table.updatedAt), desc(table.id))
      .where(isNotNull(table.supportTeam)),
    index('orders_superseded').on(table.supersededBy).where(isNotNull(table.supersededBy)),
    index('orders_predecessor').on(table.predecessorRefId).where(isNotNull(table.predecessorRefId)),
    index('orders_issuer').on(table.issuer, desc(table.updatedAt), desc(table.id)),
    index('orders_attention_age')
      .on(table.attention, table.statusChangedAt)
      .where(isNotNull(table.attention)),
    index('orders_gone').on(table.createdAt).where(isNotNull(table.goneAt)),
    index('orders_created_unknown').on(table.createdAt).where(sql`${table.createdAtKnown} = 0`),
    index('orders_birth_date').on(table.birthDate).where(isNotNull(table.birthDate)),
    index('orders_stale').on(table.statusChangedAt, table.id).where(inSet(table.status, PENDING_STATUSES)),
    index('orders_next_actor_age')
      .on(table.nextActor, table.statusChangedAt, table.id)
      .where(isNotNull(table.nextActor)),
    index('orders_left_open')
      .on(desc(table.updatedAt), desc(table.id))
      .where(
        sql`${table.erasedAt} IS NOT NULL AND ${table.goneAt} IS NULL AND ${inSet(table.status, PENDING_STATUSES)}`,
      ),
    check('orders_external_id_source', inSet(table.externalIdSource, EXTERNAL_ID_SOURCES)),
    check('orders_known_by', inSet(table.knownBy, KNOWN_BY)),
  ],
);

/** Every status that an order was seen in, oldest first. */
export const orderStatusHistory = sqliteTable(
  'order_status_history',
  {
    id: integer().primaryKey(),
    refId: text('ref_id')
      .notNull()
      .references(() => orders.refId),
    status: text().$type<OrderStatus>().notNull(),
    wireStatus: text('wire_status').notNull(),
    happenedAt: integer('happened_at').notNull(),
    observedAt: integer('observed_at').notNull(),
    transition: text().notNull(),
    seq: integer().notNull(),
  },
  (table) => [
    index('order_status_history_order').on(table.refId, table.id),
    index('order_status_history_when').on(table.status, table.happenedAt),
  ],
);

/**
 * Ref IDs that somebody asked about and of which SRS has told no order. They are none: nothing counts them. The row goes when
 * SRS tells of the order.
 */
export const registrations = sqliteTable(
  'registrations',
  {
    refId: text('ref_id').primaryKey().notNull(),
    externalId: text('external_id'),
    /** Of the order that it may become, and of what is written about it until then. */
    subjectId: text('subject_id').notNull(),
    knownBy: text('known_by', { enum: REGISTERED_BY }).notNull(),
    /** The actor, and on which way. */
    askedBy: text('asked_by').notNull(),
    origin: text({ enum: CALL_ORIGINS }).notNull(),
    askedAt: integer('asked_at').notNull(),
    state: text({ enum: REGISTRATION_STATES }).notNull(),
    /** When SRS is asked next; null when it was asked for long enough. */
    dueAt: integer('due_at'),
    failures: integer().notNull().default(0),
  },
  (table) => [
    index('registrations_due').on(table.dueAt).where(isNotNull(table.dueAt)),
    index('registrations_asked').on(desc(table.askedAt)),
    check('registrations_known_by', inSet(table.knownBy, REGISTERED_BY)),
    check('registrations_origin', inSet(table.origin, CALL_ORIGINS)),
    check('registrations_state', inSet(table.state, REGISTRATION_STATES)),
  ],
);

/** When an order is polled next and how its polling goes: changes at every poll, so it stands apart from `orders`. */
export const orderSync = sqliteTable(
  'order_sync',
  {
    /** The order's own: lists of orders find it by that. */
    id: integer()
      .primaryKey()
      .references(() => orders.id),
    refId: text('ref_id')
      .notNull()
      .unique()
      .references(() => orders.refId),
    dueAt: integer('due_at'),
    dueWhat: text('due_what', { enum: DUE_CALLS }),
    lastSyncedAt: integer('last_synced_at'),
    lastVerifyAt: integer('last_verify_at'),
    polls: integer().notNull().default(0),
    failures: integer().notNull().default(0),
    lastFailure: text('last_failure'),
    viewedAt: integer('viewed_at'),
  },
  (table) => [
    // With the Ref ID, so that the queue is read from the index alone.
    index('order_sync_due').on(table.dueAt, table.refId).where(isNotNull(table.dueAt)),
    check('order_sync_due_what', inSet(table.dueWhat, DUE_CALLS)),
  ],
);

/** What people set on an order: who has it, until when it is put off, what they answered. */
export const orderWork = sqliteTable(
  'order_work',
  {
    refId: text('ref_id')
      .primaryKey()
      .notNull()
      .references(() => orders.refId),
    assignee: text(),
    followUpAt: integer('follow_up_at'),
    snoozedUntil: integer('snoozed_until'),
    answers: text({ mode: 'json' }).$type<Record<string, string>>().notNull().default({}),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [
    index('order_work_follow_up').on(table.followUpAt).where(isNotNull(table.followUpAt)),
    index('order_work_snoozed').on(table.snoozedUntil).where(isNotNull(table.snoozedUntil)),
    index('order_work_assignee').on(table.assignee).where(isNotNull(table.assignee)),
  ],
);

/** What an order's person is found by: folded words of names, the e-mail address (`shared/order/person-terms.ts`). */
export const personTerms = sqliteTable(
  'person_terms',
  {
    term: text().notNull(),
    orderId: integer('order_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.term, table.orderId] }),
    index('person_terms_order').on(table.orderId, table.term),
  ],
);

/** The spellings by which a term is found in spite of a typo. */
export const nearTerms = sqliteTable(
  'near_terms',
  {
    spelling: text().notNull(),
    term: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.spelling, table.term] }), index('near_terms_term').on(table.term)],
);

/** Every External ID that an order has or had, once; triggers keep it and its index of parts (`external_id_parts`). */
export const externalIds = sqliteTable('external_ids', {
  id: integer().primaryKey(),
  externalId: text('external_id').notNull().unique(),
});

/** How long nine of ten orders stay in a status, learned per issuer and method. */
export const usualDurations = sqliteTable(
  'usual_durations',
  {
    issuer: text().notNull(),
    method: text().notNull(),
    status: text().$type<OrderStatus>().notNull(),
    p90Seconds: integer('p90_seconds').notNull(),
    orders: integer().notNull(),
    learnedAt: integer('learned_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.issuer, table.method, table.status] })],
);
