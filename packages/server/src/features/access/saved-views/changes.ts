import type { SavedViewInput } from '@srs-desk/shared/api/support.ts';
import { and, eq, getTableColumns, ne } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { savedViews } from '../table.ts';

interface By {
  username: string;
  actor: Actor;
  origin: Origin;
}

const { id: _, ...GIVEN } = getTableColumns(savedViews);

const byId = statement({ id: savedViews.id }, (db, { id }) =>
  db.select().from(savedViews).where(eq(savedViews.id, id)),
);

const sameName = statement(
  { resource: savedViews.resource, owner: savedViews.owner, name: savedViews.name, except: savedViews.id },
  (db, { resource, owner, name, except }) =>
    db
      .select({ id: savedViews.id })
      .from(savedViews)
      .where(
        and(
          eq(savedViews.resource, resource),
          eq(savedViews.owner, owner),
          eq(savedViews.name, name),
          ne(savedViews.id, except),
        ),
      ),
);

const insert = statement(GIVEN, (db, row) =>
  db.insert(savedViews).values(row).returning({ id: savedViews.id }),
);

const update = statement(
  {
    id: savedViews.id,
    name: savedViews.name,
    shared: savedViews.shared,
    view: savedViews.view,
    updatedAt: savedViews.updatedAt,
  },
  (db, { id, ...row }) => db.update(savedViews).set(row).where(eq(savedViews.id, id)),
);

const remove = statement({ id: savedViews.id }, (db, { id }) =>
  db.delete(savedViews).where(eq(savedViews.id, id)),
);

function ownView(tx: Tx, id: number, username: string) {
  const row = byId(tx).get({ id });
  // Of another's private view nobody is told that it is there.
  if (row === undefined || (row.owner !== username && !row.shared))
    throw new GuardConflict('saved_view_not_found', { id });
  if (row.owner !== username) throw new GuardConflict('saved_view_not_yours', { id, owner: row.owner });
  return row;
}

function assertNameFree(tx: Tx, { resource, name }: SavedViewInput, owner: string, except: number): void {
  const taken = sameName(tx).get({ resource, owner, name, except });
  if (taken !== undefined) throw new GuardConflict('saved_view_name_taken', { name });
}

export const savedViewChanges = {
  /** Guards: `saved_view_name_taken`. */
  'saved_view.create': (tx: Tx, args: SavedViewInput & By): { id: number } => {
    assertNameFree(tx, args, args.username, 0);
    const { actor, origin, username: owner, resource, name, shared, view } = args;
    const row = { resource, name, owner, shared, view, createdAt: tx.now, updatedAt: tx.now };
    const { id } = insert(tx).get(row);
    tx.append({
      action: 'saved_view.create',
      actor,
      origin,
      target: String(id),
      detail: { resource, name, shared },
    });
    tx.rowChanged('saved-views', id);
    return { id };
  },

  /** Guards: `saved_view_not_found`, `saved_view_not_yours`, `saved_view_name_taken`. */
  'saved_view.update': (tx: Tx, args: SavedViewInput & By & { id: number }): void => {
    ownView(tx, args.id, args.username);
    assertNameFree(tx, args, args.username, args.id);
    const { id, actor, origin, name, shared, view } = args;
    update(tx).run({ id, name, shared, view, updatedAt: tx.now });
    tx.append({
      action: 'saved_view.update',
      actor,
      origin,
      target: String(id),
      detail: { name, shared },
    });
    tx.rowChanged('saved-views', id);
  },

  /** Guards: `saved_view_not_found`, `saved_view_not_yours`. */
  'saved_view.delete': (tx: Tx, args: By & { id: number }): void => {
    const { name } = ownView(tx, args.id, args.username);
    remove(tx).run({ id: args.id });
    const { actor, origin } = args;
    tx.append({ action: 'saved_view.delete', actor, origin, target: String(args.id), detail: { name } });
    tx.rowChanged('saved-views', args.id);
  },
};
