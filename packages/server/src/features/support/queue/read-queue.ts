import type { QueueItem, QueueView } from '@srs-desk/shared/api/support.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { listUnsettledHandovers } from '../handovers/queries.ts';
import { countSnoozed, listFollowUpsDue, listQueue, queueActors, queueCauses } from './queries.ts';

/** Most orders that the queue gives at once: more than anybody works through in a shift. */
const MOST_ITEMS = 500;

/** What needs somebody now, by cause and by who acts next, and what is due for the one who asks. */
export function readQueue(desk: Desk, who: Principal): QueueView {
  const now = desk.clock.now();
  return {
    asOf: new Date(now).toISOString(),
    causes: queueCauses(desk.reader, who.name, now),
    actors: queueActors(desk.reader, now),
    snoozed: countSnoozed(desk.reader, now),
    followUpsDue: listFollowUpsDue(desk.reader, who.name, now),
    openHandovers: listUnsettledHandovers(desk.reader).length,
  };
}

/** The orders of the queue, longest waiting first. */
export function readQueueItems(
  desk: Desk,
  who: Principal,
  wanted: { attention?: string | undefined; mine?: boolean | undefined },
): QueueItem[] {
  return listQueue(desk.reader, {
    attention: wanted.attention ?? null,
    assignee: wanted.mine === true ? who.name : null,
    now: desk.clock.now(),
    limit: MOST_ITEMS,
  });
}
