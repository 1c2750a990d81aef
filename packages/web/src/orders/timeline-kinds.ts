import type { TimelineItem } from '@srs-desk/shared/api/timeline.ts';

export const TIMELINE_FILTERS = ['all', 'status', 'calls', 'people'] as const;
export type TimelineFilter = (typeof TIMELINE_FILTERS)[number];

/** Whether an event belongs under a filter of the timeline. Verify results belong to both status and calls. */
export function belongs(item: TimelineItem, filter: TimelineFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'status':
      return item.kind === 'status' || item.kind === 'verify';
    case 'calls':
      return item.kind === 'call' || item.kind === 'verify';
    case 'people':
      return item.kind === 'act' || item.kind === 'handover' || item.kind === 'note';
  }
}

/** A change seen later than it happened by this much shows both times, ms. */
const SEEN_LATE_MS = 1_000;

/** The moment at which the desk saw a change, when that is told apart from when it happened. */
export function observedLater(item: TimelineItem): string | null {
  if (item.kind !== 'status') return null;
  return Date.parse(item.observedAt) - Date.parse(item.at) > SEEN_LATE_MS ? item.observedAt : null;
}

/** Whether an event stands at the moment the desk saw it because SRS told no time that could be read. */
export function timeUntold(item: TimelineItem): boolean {
  return item.kind === 'status' && item.at === item.observedAt;
}
