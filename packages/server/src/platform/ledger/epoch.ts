import { parseCheckpoint } from '@srs-desk/shared/audit/checkpoint.ts';
import { NoteFormatError, parseNote } from '@srs-desk/shared/audit/note.ts';
import { placeOf } from '@srs-desk/shared/audit/statement.ts';
import { and, desc, eq, ne } from 'drizzle-orm';
import * as z from 'zod';
import type { Db } from '../db/connection.ts';
import { statement } from '../db/statement.ts';
import { checkpoints, entries } from './table.ts';

const newestNote = statement((db) =>
  db.select({ note: checkpoints.note }).from(checkpoints).orderBy(desc(checkpoints.size)).limit(1),
);

const newestRestore = statement((db) =>
  db
    .select({ detail: entries.detail })
    .from(entries)
    .where(and(eq(entries.action, 'backup.restore'), ne(entries.kind, 'call')))
    .orderBy(desc(entries.seq))
    .limit(1),
);

const told = z.object({ epoch: z.int().min(1).default(1) });

/** The epoch that the log is in: 1, and one more for each restore of a backup (`shared/audit/statement.ts`). */
export function currentEpoch(db: Db): number {
  const restored = newestRestore(db).get();
  const byEntry = restored === undefined ? 1 : told.parse(JSON.parse(restored.detail)).epoch;
  // The entry may be pruned; each checkpoint repeats it.
  return Math.max(byEntry, epochOfNote(newestNote(db).get()?.note));
}

function epochOfNote(note: string | undefined): number {
  if (note === undefined) return 1;
  try {
    return placeOf(parseCheckpoint(parseNote(note).text)).epoch;
  } catch (error) {
    // A note that was spoilt is the verification's to tell of.
    if (error instanceof NoteFormatError) return 1;
    throw error;
  }
}
