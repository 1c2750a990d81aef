import type { AuditEntryRow } from '@srs-desk/shared/api/audit.ts';

/** How many of the latest refusals are looked at. */
export const LOOKED_AT = 100;

const DAY_MS = 24 * 3_600_000;

interface Denied {
  /** Failed logins. */
  logins: number;
  /** Refusals of what a role may not, sums counted out. */
  denials: number;
  /** All that was looked at falls into the day: there may be more. */
  more: boolean;
}

/** What was refused in the 24 hours before `now` (ms). `entries` is newest first, at most {@link LOOKED_AT}. */
export function deniedIn(
  entries: readonly Pick<AuditEntryRow, 'at' | 'action' | 'detail'>[],
  now: number,
): Denied {
  const recent = entries.filter(({ at }) => Date.parse(at) > now - DAY_MS);
  const denied: Denied = { logins: 0, denials: 0, more: recent.length === LOOKED_AT };
  for (const { action, detail } of recent) {
    if (action === 'session.denied') denied.logins += 1;
    else denied.denials += typeof detail.count === 'number' ? detail.count : 1;
  }
  return denied;
}
