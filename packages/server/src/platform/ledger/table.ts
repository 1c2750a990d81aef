import { type AuditAction, KINDS } from '@srs-desk/shared/audit/actions.ts';
import { isNotNull, sql } from 'drizzle-orm';
import {
  blob,
  check,
  customType,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
} from 'drizzle-orm/sqlite-core';
import { uuidOfBytes } from '../db/columns.ts';

/** A UUID as its 16 bytes. */
const uuidBytes = customType<{ data: string; driverData: Buffer }>({
  dataType: () => 'blob',
  fromDriver: uuidOfBytes,
});

/** Bytes that are read as base64url. */
const base64url = customType<{ data: string; driverData: Buffer }>({
  dataType: () => 'blob',
  fromDriver: (bytes) => bytes.toString('base64url'),
});

/**
 * The audit log, each fact once: an entry's text, which was hashed, is spelled from its columns and the hash of the entry before
 * it (`stored-entry.ts`). `text` holds it where an upgrade found another one than its columns spell. Triggers refuse any change.
 */
export const entries = sqliteTable(
  'entries',
  {
    seq: integer().primaryKey(),
    at: integer().notNull(),
    uuid: uuidBytes().notNull(),
    kind: text({ enum: KINDS }).notNull(),
    action: text().$type<AuditAction>().notNull(),
    actor: text().notNull(),
    origin: text(),
    refId: text('ref_id'),
    orderId: text('order_id'),
    externalId: text('external_id'),
    callId: integer('call_id'),
    subjectId: text('subject_id'),
    operation: text(),
    outcome: text(),
    target: text(),
    detail: text().notNull(),
    sealed: base64url(),
    text: text(),
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
