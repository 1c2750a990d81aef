import type { SavedViewInput, SavedViewRow } from '@srs-desk/shared/api/support.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { InvalidInput, NotFound } from '../../../platform/errors.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { findSavedView, listSavedViews } from './queries.ts';

/** Filters that may hold a person's data: they are not kept. */
const NOT_KEPT = ['q'];

/** The views that this person may use. */
export function savedViews(desk: Desk, who: Principal, resource: string | null): SavedViewRow[] {
  return listSavedViews(desk.reader, who.name, resource);
}

/** @throws Conflict when the name is taken, InvalidInput when the filter may hold personal data */
export async function createSavedView(
  desk: Desk,
  who: Principal,
  input: SavedViewInput,
): Promise<SavedViewRow> {
  refuseSearchText(input);
  const args = { ...input, ...by(who) };
  const { results } = unwrap(await desk.ledger.record([{ name: 'saved_view.create', args }], []));
  return getOrThrow(desk, who, results[0].id);
}

/** @throws NotFound, Conflict when it is somebody else's or the name is taken */
export async function updateSavedView(
  desk: Desk,
  who: Principal,
  id: number,
  input: SavedViewInput,
): Promise<SavedViewRow> {
  refuseSearchText(input);
  const args = { id, ...input, ...by(who) };
  unwrap(await desk.ledger.record([{ name: 'saved_view.update', args }], []));
  return getOrThrow(desk, who, id);
}

/** @throws NotFound, Conflict when it is somebody else's */
export async function deleteSavedView(desk: Desk, who: Principal, id: number): Promise<void> {
  unwrap(await desk.ledger.record([{ name: 'saved_view.delete', args: { id, ...by(who) } }], []));
}

function by(who: Principal) {
  return { username: who.name, actor: who.actor, origin: who.origin };
}

function refuseSearchText(input: SavedViewInput): void {
  const refused = NOT_KEPT.filter((name) => Object.hasOwn(input.view.filter, name));
  if (refused.length > 0) {
    throw new InvalidInput({
      'view.filter': `a search text is not kept, it may be a person’s: leave out ${refused.join(', ')}`,
    });
  }
}

function getOrThrow(desk: Desk, who: Principal, id: number): SavedViewRow {
  const view = findSavedView(desk.reader, who.name, id);
  if (view === undefined) throw new NotFound('saved_view_not_found', `There is no saved view ${id}.`);
  return view;
}
