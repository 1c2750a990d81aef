import { addMonths, type Period } from '@srs-desk/shared/billing/periods.ts';
import { isPeriod } from '../../format/periods.ts';

export const USAGE_AXES = ['period', 'externalId'] as const;
export type UsageAxis = (typeof USAGE_AXES)[number];
export const USAGE_STACKS = ['outcome', 'method'] as const;
type UsageStack = (typeof USAGE_STACKS)[number];

/** Months from one to another, both included. */
interface Span {
  from: Period;
  to: Period;
}

/** What the usage page shows; its address says it, so that it can be kept and sent on. */
export interface UsageView extends Span {
  /** Null: all of them. Empty: orders without one. */
  externalId: string | null;
  /** What a bar is: a month, or an External ID. */
  axis: UsageAxis;
  stack: UsageStack;
  /** The month that the last one is compared with; null: the one before. */
  against: Period | null;
}

const MOST_MONTHS = 60;

function within(period: Period, earliest: Period, latest: Period): Period {
  if (period > latest) return latest;
  return period < earliest ? earliest : period;
}

/** The months that an address says; what is missing or wrong becomes the last `months`, and none runs backwards. */
export function readSpan(query: URLSearchParams, thisPeriod: Period, months: number): Span {
  const askedTo = query.get('to');
  const to = isPeriod(askedTo) ? askedTo : thisPeriod;
  const askedFrom = query.get('from');
  const begin = isPeriod(askedFrom) ? askedFrom : addMonths(to, 1 - months);
  return { from: within(begin, addMonths(to, 1 - MOST_MONTHS), to), to };
}

/** Moves one end of the months; the other follows rather than let them run backwards. */
export function moved<V extends Span>(view: V, change: Partial<Span>): V {
  const next = { ...view, ...change };
  if (next.from <= next.to) return next;
  return change.from === undefined ? { ...next, from: next.to } : { ...next, to: next.from };
}

/** Reads the page's address; what is missing or wrong becomes the last six months, over time, by outcome. */
export function readUsageView(query: URLSearchParams, thisPeriod: Period): UsageView {
  const { from, to } = readSpan(query, thisPeriod, 6);
  const against = query.get('with');
  return {
    from,
    to,
    externalId: query.get('externalId'),
    axis: query.get('by') === 'externalId' ? 'externalId' : 'period',
    stack: query.get('stack') === 'method' ? 'method' : 'outcome',
    against: isPeriod(against) && against !== addMonths(to, -1) ? against : null,
  };
}

/** The address of a view, below `/usage`. */
export function usageAddress(view: UsageView): string {
  const query = new URLSearchParams({ from: view.from, to: view.to });
  if (view.externalId !== null) query.set('externalId', view.externalId);
  if (view.axis !== 'period') query.set('by', view.axis);
  if (view.stack !== 'outcome') query.set('stack', view.stack);
  if (view.against !== null) query.set('with', view.against);
  return `/usage?${query}`;
}

/** The query for the API: the view's months and customer, put together by `groupBy`. */
export function usageQuery(view: UsageView, groupBy: string): string {
  const query = new URLSearchParams({ from: view.from, to: view.to, groupBy });
  if (view.externalId !== null) query.set('externalId', view.externalId);
  return query.toString();
}

/** What the orders behind a figure are narrowed to. */
interface UsageDrill {
  period: Period;
  externalId?: string | null | undefined;
  issuer?: string | null | undefined;
  method?: string | null | undefined;
  outcome?: string | undefined;
}

/** The query of the orders behind a figure; External ID null stands for orders without one. */
export function drillQuery(drill: UsageDrill): string {
  const query = new URLSearchParams({ period: drill.period });
  if (drill.externalId !== undefined) query.set('externalId', drill.externalId ?? '');
  if (drill.issuer !== undefined) query.set('issuer', drill.issuer ?? '');
  if (drill.method !== undefined) query.set('method', drill.method ?? '');
  if (drill.outcome !== undefined) query.set('outcome', drill.outcome);
  return query.toString();
}
