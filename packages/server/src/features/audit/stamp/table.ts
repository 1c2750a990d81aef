import { blob, integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { checkpoints } from '../../../platform/ledger/table.ts';

/** What a time-stamping authority answered over a checkpoint (RFC 3161), as it came. */
export const checkpointStamps = sqliteTable('checkpoint_stamps', {
  size: integer()
    .primaryKey()
    .references(() => checkpoints.size),
  answer: blob({ mode: 'buffer' }).notNull(),
});
