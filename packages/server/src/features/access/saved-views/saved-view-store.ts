import type { SavedViewInput, SavedViewRow } from '@srs-desk/shared/api/support.ts';
import type { Reader } from '../../../platform/db/reader.ts';

type Row = { id: number; resource: string; name: string; owner: string; shared: number; view: string };

const COLUMNS = 'id, resource, name, owner, shared, view';

function toView(row: Row, username: string): SavedViewRow {
  return {
    id: row.id,
    resource: row.resource as SavedViewInput['resource'],
    name: row.name,
    owner: row.owner,
    shared: row.shared === 1,
    mine: row.owner === username,
    view: JSON.parse(row.view) as SavedViewInput['view'],
  };
}

/** A person's own views and those that others share, by name; of one resource, or of all. */
export function listSavedViews(reader: Reader, username: string, resource: string | null): SavedViewRow[] {
  const rows = reader
    .sql(
      `SELECT ${COLUMNS} FROM saved_views
       WHERE (owner = @username OR shared = 1) AND (@resource IS NULL OR resource = @resource) ORDER BY name COLLATE NOCASE`,
    )
    .all({ username, resource }) as Row[];
  return rows.map((row) => toView(row, username));
}

/** One view, if this person may see it. */
export function findSavedView(reader: Reader, username: string, id: number): SavedViewRow | undefined {
  const row = reader
    .sql(`SELECT ${COLUMNS} FROM saved_views WHERE id = ? AND (owner = ? OR shared = 1)`)
    .get(id, username) as Row | undefined;
  return row === undefined ? undefined : toView(row, username);
}
