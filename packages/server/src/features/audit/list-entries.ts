import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { unlessGone } from '../../platform/unless-gone.ts';
import { describeFilter, entryFilterOf } from './list-filter.ts';
import { isEmpty } from './log/entry-filter.ts';
import { type AuditEntry, toAuditEntry } from './log/entry-row.ts';

/** How long a list waits for entries that were just written to become findable, ms. */
const WAIT_FOR_INDEX_MS = 1500;

/** One page of the log. That it was read is written down, once per session, filter and quarter of an hour. */
export async function listEntries(
  desk: Desk,
  who: Principal,
  query: ListQuery,
  gone: AbortSignal,
): Promise<{ rows: AuditEntry[]; count: number; total: number; capped: boolean }> {
  const filter = entryFilterOf(desk.reader, query.where);
  const search = desk.audit.search();
  await unlessGone<unknown>(isEmpty(filter) ? search.ready : search.caughtUp(WAIT_FOR_INDEX_MS), gone);
  await noteView(desk, who, describeFilter(filter));
  const { offset, limit } = query;
  const rows = search.page({ filter, offset, limit, order: query.sort.order }).map(toAuditEntry);
  const { total, capped } = search.count(filter);
  return {
    rows,
    count: rows.length,
    total: Math.max(total, rows.length === 0 ? 0 : offset + rows.length),
    capped,
  };
}

/** Writes down that somebody read the log, unless they have just done so. @throws LedgerUnavailable */
export async function noteView(
  desk: Desk,
  who: Principal,
  what: ReturnType<typeof describeFilter>,
  refId?: string | null,
): Promise<void> {
  const viewer = `${who.actor}#${who.sessionId ?? ''}`;
  const entry = {
    action: 'audit.view' as const,
    actor: who.actor,
    origin: who.origin,
    refId: refId ?? null,
    detail: { filter: what },
  };
  await desk.audit.views.once(viewer, JSON.stringify([what, refId ?? null]), desk.clock.now(), () =>
    desk.ledger.record([], [entry]),
  );
}
