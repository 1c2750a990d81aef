import { sql } from 'drizzle-orm';
import { blob, check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { inSet } from '../../../../platform/db/columns.ts';

const MEDIA = ['image/png', 'image/jpeg'] as const;

/** Logos that stand on statements, by the hash of their bytes. None is taken away: a numbered statement keeps its own. */
export const billingLogos = sqliteTable(
  'billing_logos',
  {
    hash: text().primaryKey().notNull(),
    media: text({ enum: MEDIA }).notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    content: blob({ mode: 'buffer' }).notNull(),
  },
  (table) => [check('billing_logos_media', inSet(table.media, MEDIA))],
);

/** Which of them the statements to come show: at most one row. */
export const billingLogoInUse = sqliteTable(
  'billing_logo_in_use',
  {
    id: integer().primaryKey().notNull(),
    hash: text()
      .notNull()
      .references(() => billingLogos.hash),
    changedAt: integer('changed_at').notNull(),
    changedBy: text('changed_by').notNull(),
  },
  (table) => [check('billing_logo_in_use_one', sql`${table.id} = 1`)],
);
