import { type AuditAction, KINDS } from '@srs-desk/shared/audit/actions.ts';
import { isNotNull, sql } from 'drizzle-orm';
import { blob, check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The audit log: the bytes that were hashed, and columns to find them by. Triggers refuse any change. */
export const entries = sqliteTable(
  'entries',
  {
    seq: integer().primaryKey(),
    at: integer().notNull(),
    uuid: text().notNull(),
    kind: text({ enum: KINDS }).notNull(),
    action: text().$type<AuditAction>().notNull(),
    actor: text().notNull(),
    refId: text('ref_id'),
    orderId: text('order_id'),
    externalId: text('external_id'),
    callId: integer('call_id'),
    subjectId: text('subject_id'),
    operation: text(),
    outcome: text(),
    target: text(),
    bytes: text().notNull(),
    prevHash: blob('prev_hash', { mode: 'buffer' }).notNull(),
    hash: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [
    index('entries_acts').on(table.action, table.seq).where(sql`${table.kind} <> 'call'`),
    index('entries_acts_by_actor').on(table.actor, table.seq).where(sql`${table.kind} <> 'call'`),
    index('entries_subject')
      .on(table.subjectId, table.seq)
      .where(sql`${table.subjectId} IS NOT NULL AND ${table.refId} IS NULL`),
    index('entries_acts_by_ref_id')
      .on(table.refId, table.seq)
      .where(sql`${table.refId} IS NOT NULL AND ${table.kind} <> 'call'`),
  ],
);

/** Whole subtrees of the Merkle tree, every eighth level: what proofs start from. */
export const treeNodes = sqliteTable(
  'tree_nodes',
  {
    level: integer().notNull(),
    position: integer().notNull(),
    hash: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.level, table.position] })],
);

/** The tree's right edge after the last entry. */
export const treeFrontier = sqliteTable(
  'tree_frontier',
  {
    id: integer().primaryKey(),
    size: integer().notNull(),
    frontier: text().notNull(),
  },
  (table) => [check('tree_frontier_id', sql`${table.id} = 1`)],
);

/** Signed sizes and roots of the tree. */
export const checkpoints = sqliteTable('checkpoints', {
  size: integer().primaryKey(),
  root: blob({ mode: 'buffer' }).notNull(),
  at: integer().notNull(),
  note: text().notNull(),
  exportedAt: integer('exported_at'),
});

/** What stands for the entries that were pruned. */
export const auditStub = sqliteTable(
  'audit_stub',
  {
    id: integer().primaryKey(),
    firstSeq: integer('first_seq').notNull(),
    frontier: text().notNull(),
    lastHash: blob('last_hash', { mode: 'buffer' }).notNull(),
    note: text().notNull(),
    prunedAt: integer('pruned_at').notNull(),
  },
  (table) => [check('audit_stub_id', sql`${table.id} = 1`)],
);

/** Keys under which a person's data is sealed; erased by dropping the key. */
export const subjectKeys = sqliteTable(
  'subject_keys',
  {
    subjectId: text('subject_id').primaryKey().notNull(),
    wrapped: blob({ mode: 'buffer' }),
    personToken: blob('person_token', { mode: 'buffer' }),
    createdAt: integer('created_at').notNull(),
    erasedAt: integer('erased_at'),
  },
  (table) => [
    index('subject_keys_person').on(table.personToken).where(isNotNull(table.personToken)),
    index('subject_keys_erased').on(table.erasedAt).where(isNotNull(table.erasedAt)),
    check('subject_keys_wrapped', sql`(${table.wrapped} IS NULL) = (${table.erasedAt} IS NOT NULL)`),
  ],
);

/** Totals kept by triggers and by the audit: orders by status, compaction due. */
export const counters = sqliteTable('counters', {
  name: text().primaryKey().notNull(),
  value: integer().notNull(),
});
