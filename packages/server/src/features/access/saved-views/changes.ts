import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';

export interface SavedViewFields {
  resource: string;
  name: string;
  shared: boolean;
  /** Filter, sort and columns as the page keeps them, as JSON text. */
  view: string;
}

interface By {
  username: string;
  actor: Actor;
  origin: Origin;
}

type Row = { owner: string; resource: string; name: string };

function ownView(tx: Tx, id: number, username: string): Row {
  const row = tx.sql('SELECT owner, resource, name FROM saved_views WHERE id = ?').get(id) as Row | undefined;
  if (row === undefined) throw new GuardConflict('saved_view_not_found', { id });
  if (row.owner !== username) throw new GuardConflict('saved_view_not_yours', { id, owner: row.owner });
  return row;
}

function assertNameFree(tx: Tx, fields: SavedViewFields, owner: string, except: number): void {
  const taken = tx
    .sql('SELECT 1 FROM saved_views WHERE resource = ? AND owner = ? AND name = ? AND id <> ?')
    .get(fields.resource, owner, fields.name, except);
  if (taken !== undefined) throw new GuardConflict('saved_view_name_taken', { name: fields.name });
}

export const savedViewChanges = {
  /** Guards: `saved_view_name_taken`. */
  'saved_view.create': (tx: Tx, args: SavedViewFields & By): { id: number } => {
    assertNameFree(tx, args, args.username, 0);
    const { lastInsertRowid } = tx
      .sql(
        `INSERT INTO saved_views (resource, name, owner, shared, view, created_at, updated_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(args.resource, args.name, args.username, args.shared ? 1 : 0, args.view, tx.now, tx.now);
    const id = Number(lastInsertRowid);
    const { actor, origin, resource, name, shared } = args;
    tx.append({
      action: 'saved_view.create',
      actor,
      origin,
      target: String(id),
      detail: { resource, name, shared },
    });
    tx.touched('saved-views', id);
    return { id };
  },

  /** Guards: `saved_view_not_found`, `saved_view_not_yours`, `saved_view_name_taken`. */
  'saved_view.update': (tx: Tx, args: SavedViewFields & By & { id: number }): void => {
    ownView(tx, args.id, args.username);
    assertNameFree(tx, args, args.username, args.id);
    tx.sql('UPDATE saved_views SET name = ?, shared = ?, view = ?, updated_at = ? WHERE id = ?').run(
      args.name,
      args.shared ? 1 : 0,
      args.view,
      tx.now,
      args.id,
    );
    const { actor, origin, name, shared } = args;
    tx.append({
      action: 'saved_view.update',
      actor,
      origin,
      target: String(args.id),
      detail: { name, shared },
    });
    tx.touched('saved-views', args.id);
  },

  /** Guards: `saved_view_not_found`, `saved_view_not_yours`. */
  'saved_view.delete': (tx: Tx, args: By & { id: number }): void => {
    const { name } = ownView(tx, args.id, args.username);
    tx.sql('DELETE FROM saved_views WHERE id = ?').run(args.id);
    const { actor, origin } = args;
    tx.append({ action: 'saved_view.delete', actor, origin, target: String(args.id), detail: { name } });
    tx.touched('saved-views', args.id);
  },
};
