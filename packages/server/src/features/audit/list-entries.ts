import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { InvalidInput } from '../../platform/errors.ts';
import { mapInTurns } from '../../platform/map-in-turns.ts';
import { unlessGone } from '../../platform/unless-gone.ts';
import { describeFilter, entryFilterOf } from './list-filter.ts';
import { isEmpty } from './log/entry-filter.ts';
import type { EntryPage } from './log/entry-finder.ts';
import { toAuditEntry } from './log/entry-row.ts';
import { timeOfEntry } from './log/queries.ts';
import type {} from './log/reads.ts';

/** How long a list waits for entries that were just written to become findable, ms. */
const WAIT_FOR_INDEX_MS = 1500;

/** How long a list may look for entries with several words, ms. */
const LONGEST_LOOK_MS = 80;

interface LogPage {
  /** Its entries as a JSON list. */
  json: string | Uint8Array;
  count: number;
  total: number;
  capped: boolean;
  /** Time (ms) of the last entry that was looked at, where the look ended before all were. */
  lookedTo?: number;
}

/**
 * One page of the log. That it was read is written down, once per session, filter and quarter of an hour.
 * @throws InvalidInput `too_many_entries` where a look of 80 ms found none of them
 */
export async function listEntries(
  desk: Desk,
  who: Principal,
  query: ListQuery,
  gone: AbortSignal,
): Promise<LogPage> {
  const filter = entryFilterOf(desk.reader, query.where);
  const search = desk.audit.search();
  await unlessGone<unknown>(isEmpty(filter) ? search.ready : search.caughtUp(WAIT_FOR_INDEX_MS), gone);
  await noteView(desk, who, describeFilter(filter));
  const { offset, limit } = query;
  const page = { filter, offset, limit, order: query.sort.order };
  const { json, count, total, capped, lookedTo } = await found(desk, page, gone);
  if (lookedTo !== undefined && count === 0) throw tooMany();
  const at = lookedTo === undefined ? null : timeOfEntry(desk.reader, lookedTo);
  return {
    json,
    count,
    total: Math.max(total, count === 0 ? 0 : offset + count),
    capped,
    ...(at === null ? {} : { lookedTo: at }),
  };
}

type FoundPage = Pick<LogPage, 'json' | 'count' | 'total' | 'capped'> & { lookedTo?: number };

async function found(desk: Desk, page: EntryPage, gone: AbortSignal): Promise<FoundPage> {
  const search = desk.audit.search();
  const { filter } = page;
  if (isEmpty(filter)) {
    const rows = await mapInTurns(search.quick.page(page), toAuditEntry, gone);
    return { json: JSON.stringify(rows), count: rows.length, ...search.quick.count(filter) };
  }
  const { indexPath } = search;
  return desk.reads.run('log.find', { indexPath, page, longestMs: LONGEST_LOOK_MS }, gone);
}

function tooMany(): InvalidInput {
  return new InvalidInput(
    { filter: 'narrow at_gte and at_lte, or ask for rarer words' },
    'Each of these words stands in so many entries that to look through them takes longer than the desk may.',
    'too_many_entries',
  );
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
