import type { RegistrationRow } from '@srs-desk/shared/api/registrations.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Desk } from '../../../platform/desk.ts';
import { newestRegistrations } from './queries.ts';

/** So many are shown; who asks about more looks at what was asked last. */
export const MOST_LISTED = 10_000;

/** Ref IDs that somebody asked about and that are no orders, the last asked first. */
export function listRegistrations(desk: Desk): RegistrationRow[] {
  return newestRegistrations(desk.reader, MOST_LISTED).map(({ askedAt, dueAt, ...row }) => ({
    id: row.refId,
    ...row,
    askedAt: iso(askedAt),
    nextAskAt: iso(dueAt),
  }));
}
