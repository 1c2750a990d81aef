import type { QueueItem, QueueView } from '@srs-desk/shared/api/support.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { listUnsettledHandovers } from '../handovers/queries.ts';
import { countSnoozed, listFollowUpsDue, listQueue, queueActors, queueCauses } from './queries.ts';

/** Most orders that the queue gives at once: more than anybody works through in a shift. */
const MOST_ITEMS = 500;

/** What the read thread reads of the queue: all that needs attention is gone through. */
export const queueReads = {
  'queue.view': (reader: Reader, { username, now }: { username: string; now: number }): QueueView => ({
    asOf: iso(now),
    causes: queueCauses(reader, username, now),
    actors: queueActors(reader, now),
    snoozed: countSnoozed(reader, now),
    followUpsDue: listFollowUpsDue(reader, username, now),
    openHandovers: listUnsettledHandovers(reader).length,
  }),
  'queue.items': listQueue,
};

type QueueReads = typeof queueReads;

declare module '../../../platform/threads/reads.ts' {
  interface Reads extends QueueReads {}
}

/** What needs somebody now, by cause and by who acts next, and what is due for the one who asks. */
export function readQueue({ reads, clock }: Desk, who: Principal, gone: AbortSignal): Promise<QueueView> {
  return reads.run('queue.view', { username: who.name, now: clock.now() }, gone);
}

/** The orders of the queue, longest waiting first. */
export function readQueueItems(
  { reads, clock }: Desk,
  who: Principal,
  wanted: { attention?: string | undefined; mine?: boolean | undefined },
  gone: AbortSignal,
): Promise<QueueItem[]> {
  const attention = wanted.attention ?? null;
  const assignee = wanted.mine === true ? who.name : null;
  return reads.run('queue.items', { attention, assignee, now: clock.now(), limit: MOST_ITEMS }, gone);
}
