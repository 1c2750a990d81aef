import type { Database } from 'better-sqlite3';
import * as z from 'zod';

const answer = z.tuple([
  z.object({
    /** 1 when somebody held the log, so that it could not be copied as a whole. */
    busy: z.int(),
    /** Pages in the write-ahead log, 4 KiB each; and how many of them are copied into the file. */
    log: z.int(),
    checkpointed: z.int(),
  }),
]);

/** Copies pages of the write-ahead log into the file as SQLite's `mode` says (NOOP: none), and gives how it stands. */
export function checkpointWal(
  database: Database,
  mode: 'NOOP' | 'PASSIVE' | 'RESTART' | 'TRUNCATE',
): z.infer<typeof answer>[0] {
  return answer.parse(database.pragma(`wal_checkpoint(${mode})`))[0];
}
