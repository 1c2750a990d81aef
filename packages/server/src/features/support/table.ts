import type { TeamContact } from '@srs-desk/shared/api/support.ts';
import { ISSUE_IDS } from '@srs-desk/shared/process/issue-ids.ts';
import { SUPPORT_TEAMS, TICKET_STATES } from '@srs-desk/shared/process/teams.ts';
import { LANGUAGES } from '@srs-desk/shared/words/language.ts';
import { isNotNull, sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { inSet } from '../../platform/db/columns.ts';

/** Tickets given to a support team. */
export const handovers = sqliteTable(
  'handovers',
  {
    id: integer().primaryKey(),
    refId: text('ref_id'),
    callId: integer('call_id'),
    subjectId: text('subject_id').notNull(),
    step: integer().notNull(),
    team: text({ enum: SUPPORT_TEAMS }).notNull(),
    issue: text({ enum: ISSUE_IDS }),
    language: text({ enum: LANGUAGES }).notNull(),
    state: text({ enum: TICKET_STATES }).notNull(),
    ticketNumber: text('ticket_number'),
    hasPersonalData: integer('has_personal_data', { mode: 'boolean' }).notNull(),
    createdAt: integer('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    updatedAt: integer('updated_at').notNull(),
    seq: integer().notNull(),
  },
  (table) => [
    index('handovers_order').on(table.refId, table.id).where(isNotNull(table.refId)),
    index('handovers_unsettled').on(table.createdAt).where(sql`${table.state} <> 'closed'`),
    check('handovers_language', inSet(table.language, LANGUAGES)),
    check('handovers_state', inSet(table.state, TICKET_STATES)),
    check('handovers_ref_id', sql`${table.refId} IS NOT NULL OR ${table.callId} IS NOT NULL`),
  ],
);

/** The Service Provider's own notes on steps, methods and issues. */
export const playbookNotes = sqliteTable('playbook_notes', {
  topic: text().primaryKey().notNull(),
  text: text().notNull(),
  changedAt: integer('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
});

/** How a support team is reached, and when. */
export const teamContacts = sqliteTable('team_contacts', {
  team: text({ enum: SUPPORT_TEAMS }).primaryKey().notNull(),
  contact: text({ mode: 'json' }).$type<TeamContact>().notNull(),
  changedAt: integer('changed_at').notNull(),
  changedBy: text('changed_by').notNull(),
});
