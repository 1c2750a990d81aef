import { APPROVAL_ACTS, APPROVAL_STATES } from '@srs-desk/shared/access/approvals.ts';
import type { KeyScope } from '@srs-desk/shared/access/key-scopes.ts';
import { ROLES } from '@srs-desk/shared/access/roles.ts';
import type { ApprovalAbout } from '@srs-desk/shared/api/approvals.ts';
import type { SavedViewInput } from '@srs-desk/shared/api/support.ts';
import type { Revealable } from '@srs-desk/shared/order/fields.ts';
import { isNotNull, sql } from 'drizzle-orm';
import { blob, check, index, integer, sqliteTable, text, unique, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { inSet } from '../../platform/db/columns.ts';

/** People who log in. User names are compared without case (COLLATE NOCASE in the migration). */
export const users = sqliteTable(
  'users',
  {
    id: integer().primaryKey(),
    username: text().notNull().unique(),
    displayName: text('display_name').notNull(),
    role: text({ enum: ROLES }).notNull(),
    passwordHash: text('password_hash').notNull(),
    disabledAt: integer('disabled_at'),
    /** The row stays so that nobody else gets the name by which the log knows the user. */
    deletedAt: integer('deleted_at'),
    createdAt: integer('created_at').notNull(),
    passwordChangedAt: integer('password_changed_at').notNull(),
    /** Somebody else chose the password. */
    mustChangePassword: integer('must_change_password', { mode: 'boolean' }).notNull().default(false),
    /** Who an identity provider says it is: the provider's issuer and its name for the person. Both null where a password says it. */
    issuer: text(),
    subject: text(),
  },
  (table) => [
    check('users_role', inSet(table.role, ROLES)),
    uniqueIndex('users_identity').on(table.issuer, table.subject).where(isNotNull(table.issuer)),
  ],
);

/** Logins; the token itself is never stored. */
export const sessions = sqliteTable(
  'sessions',
  {
    id: integer().primaryKey(),
    tokenHash: blob('token_hash', { mode: 'buffer' }).$type<Uint8Array>().notNull().unique(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
    userAgent: text('user_agent'),
    address: text(),
    /** When the person proved again who they are. */
    provenAt: integer('proven_at'),
    /** What the identity provider calls it, so that it can end it. */
    providerSession: text('provider_session'),
  },
  (table) => [index('sessions_user').on(table.userId, table.createdAt)],
);

/** Authenticator apps: what their codes are made from, sealed under the key of the user's own subject. */
export const secondFactors = sqliteTable('second_factors', {
  userId: integer('user_id')
    .primaryKey()
    .references(() => users.id),
  sealed: text().notNull(),
  enrolledAt: integer('enrolled_at').notNull(),
  /** The step of time (30 s) whose code was taken last: neither it nor one before is taken again. */
  lastStep: integer('last_step').notNull(),
});

/** In place of an app that is lost: each is good once; the codes themselves are never stored. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    id: integer().primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.id),
    codeHash: text('code_hash').notNull(),
    usedAt: integer('used_at'),
  },
  (table) => [index('recovery_codes_user').on(table.userId)],
);

/** When a session was last used. */
export const sessionSeen = sqliteTable('session_seen', {
  sessionId: integer('session_id').primaryKey(),
  seenAt: integer('seen_at').notNull(),
});

/** One-time links: with one of no user the first admin is made, with the others their user sets a password. */
export const accountLinks = sqliteTable('account_links', {
  tokenHash: blob('token_hash', { mode: 'buffer' }).$type<Uint8Array>().primaryKey().notNull(),
  userId: integer('user_id').references(() => users.id),
  createdAt: integer('created_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
  /** Made on the command line: works where logging in by password is switched off, too. */
  byCommandLine: integer('by_command_line', { mode: 'boolean' }).notNull().default(false),
});

/** Keys for programs; the key itself is never stored. */
export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    role: text({ enum: ROLES }).notNull(),
    tokenHash: blob('token_hash', { mode: 'buffer' }).$type<Uint8Array>().notNull().unique(),
    scopes: text({ mode: 'json' }).$type<KeyScope[]>(),
    prefix: text().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    expiresAt: integer('expires_at'),
    revokedAt: integer('revoked_at'),
  },
  (table) => [check('api_keys_role', inSet(table.role, ROLES))],
);

/** What a key was before it was renewed, which works for a while yet. */
export const retiredKeySecrets = sqliteTable(
  'retired_key_secrets',
  {
    tokenHash: blob('token_hash', { mode: 'buffer' }).$type<Uint8Array>().primaryKey().notNull(),
    keyId: integer('key_id')
      .notNull()
      .references(() => apiKeys.id),
    until: integer().notNull(),
  },
  (table) => [index('retired_key_secrets_key').on(table.keyId, table.until)],
);

/** When a key was last used. */
export const apiKeyUses = sqliteTable('api_key_uses', {
  keyId: integer('key_id').primaryKey(),
  usedAt: integer('used_at').notNull(),
});

/** What one admin asks for and another must agree to. */
export const approvals = sqliteTable(
  'approvals',
  {
    id: integer().primaryKey(),
    act: text({ enum: APPROVAL_ACTS }).notNull(),
    target: text().notNull(),
    /** JSON text of what the act is carried out with; null once it is settled. */
    input: text(),
    about: text({ mode: 'json' }).$type<ApprovalAbout>().notNull(),
    reason: text(),
    askedBy: text('asked_by').notNull(),
    askedAt: integer('asked_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    state: text({ enum: APPROVAL_STATES }).notNull(),
    decidedBy: text('decided_by'),
    decidedAt: integer('decided_at'),
    note: text(),
  },
  (table) => [
    uniqueIndex('approvals_waiting').on(table.act, table.target).where(sql`${table.state} = 'waiting'`),
    check('approvals_state', inSet(table.state, APPROVAL_STATES)),
  ],
);

/** Who may see which of a person's fields in clear, until when. */
export const reveals = sqliteTable(
  'reveals',
  {
    id: integer().primaryKey(),
    refId: text('ref_id').notNull(),
    username: text().notNull(),
    fields: text({ mode: 'json' }).$type<Revealable[]>().notNull(),
    grantedAt: integer('granted_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
  },
  (table) => [
    index('reveals_order').on(table.refId, table.username, table.expiresAt),
    index('reveals_of').on(table.username, table.grantedAt),
  ],
);

/** Filters, sorts and columns of a list that a person saved. */
export const savedViews = sqliteTable(
  'saved_views',
  {
    id: integer().primaryKey(),
    resource: text().$type<SavedViewInput['resource']>().notNull(),
    name: text().notNull(),
    owner: text().notNull(),
    shared: integer({ mode: 'boolean' }).notNull(),
    view: text({ mode: 'json' }).$type<SavedViewInput['view']>().notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (table) => [unique().on(table.resource, table.owner, table.name)],
);
