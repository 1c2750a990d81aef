import type { SavedViewRow } from '@srs-desk/shared/api/support.ts';
import { and, eq, getTableColumns, isNull, or, sql } from 'drizzle-orm';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { savedViews } from '../table.ts';

const { createdAt: _, updatedAt: __, ...SHOWN } = getTableColumns(savedViews);

const visible = statement({ username: savedViews.owner, resource: 'text?' }, (db, { username, resource }) =>
  db
    .select(SHOWN)
    .from(savedViews)
    .where(
      and(
        or(eq(savedViews.owner, username), eq(savedViews.shared, true)),
        or(isNull(resource), eq(savedViews.resource, resource)),
      ),
    )
    .orderBy(sql`${savedViews.name} COLLATE NOCASE`),
);

const visibleById = statement({ id: savedViews.id, username: savedViews.owner }, (db, { id, username }) =>
  db
    .select(SHOWN)
    .from(savedViews)
    .where(and(eq(savedViews.id, id), or(eq(savedViews.owner, username), eq(savedViews.shared, true)))),
);

/** A person's own views and those that others share, by name; of one resource, or of all. */
export function listSavedViews(reader: Reader, username: string, resource: string | null): SavedViewRow[] {
  const rows = visible(reader).all({ username, resource });
  return rows.map((row) => ({ ...row, mine: row.owner === username }));
}

/** One view, if this person may see it. */
export function findSavedView(reader: Reader, username: string, id: number): SavedViewRow | undefined {
  const row = visibleById(reader).get({ id, username });
  return row && { ...row, mine: row.owner === username };
}
