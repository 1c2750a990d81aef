import { and, desc, eq, ne } from 'drizzle-orm';
import * as z from 'zod';
import type { Db } from '../../platform/db/connection.ts';
import { statement } from '../../platform/db/statement.ts';
import { entries } from '../../platform/ledger/table.ts';

/** A change as the log tells it; values as JSON texts, `at` in ms since epoch. */
interface LoggedChange {
  seq: number;
  at: number;
  by: string;
  before: string;
  after: string;
}

const newestChanges = statement((db) =>
  db
    .select({
      seq: entries.seq,
      at: entries.at,
      by: entries.actor,
      name: entries.target,
      detail: entries.detail,
    })
    .from(entries)
    .where(and(eq(entries.action, 'settings.change').inlineParams(), ne(entries.kind, 'call').inlineParams()))
    .orderBy(desc(entries.seq))
    .limit(500),
);

const told = z.object({ before: z.string(), after: z.string() });

/** The last changes of each setting out of the log, newest first. */
export function changesByName(db: Db): Map<string, LoggedChange[]> {
  const changes = new Map<string, LoggedChange[]>();
  for (const { name, detail, ...entry } of newestChanges(db).all()) {
    const read = told.safeParse(JSON.parse(detail));
    if (name === null || !read.success) continue;
    changes.set(name, [...(changes.get(name) ?? []), { ...entry, ...read.data }]);
  }
  return changes;
}
