import type {
  AliasRowView,
  AnomalyView,
  CompletenessView,
  ExternalIdsView,
  ForecastView,
  MarginForecast,
  MarginRow,
  UnassignedOrder,
  UsageRow,
} from '@srs-desk/shared/billing/wire.ts';
import { ask, withQuery } from '../../api/http.ts';

type Span = { from: string; to: string };

export const usageVerbs = {
  /** Revenue less cost; amounts in minor units. */
  margin: (query: Span & { groupBy: string }, signal?: AbortSignal) =>
    ask<MarginRow[]>(withQuery('margin', query), { signal }),
  /** Where this month's revenue and cost will come to. External ID '' is none. */
  marginForecast: (query: { externalId?: string }, signal?: AbortSignal) =>
    ask<MarginForecast>(withQuery('margin/forecast', query), { signal }),
  /** Usage from month to month, put together by `groupBy` (names with commas). External ID '' is none. */
  usageRows: (query: Span & { groupBy: string; externalId?: string }, signal?: AbortSignal) =>
    ask<UsageRow[]>(withQuery('usage', query), { signal }),
  /** What this month will come to. */
  usageForecast: (query: { externalId?: string }, signal?: AbortSignal) =>
    ask<ForecastView>(withQuery('usage/forecast', query), { signal }),
  /** How complete a month is; this one's without `period`. */
  usageCompleteness: (query: { period?: string }, signal?: AbortSignal) =>
    ask<CompletenessView>(withQuery('usage/completeness', query), { signal }),
  usageAnomalies: (query: { period?: string }, signal?: AbortSignal) =>
    ask<AnomalyView[]>(withQuery('usage/anomalies', query), { signal }),
  /** The External IDs in use, how each was spelled, and which look alike. */
  externalIds: (query: Span, signal?: AbortSignal) =>
    ask<ExternalIdsView>(withQuery('usage/external-ids', query), { signal }),
  /** Orders of a month without External ID. */
  unassignedOrders: (query: { period: string }, signal?: AbortSignal) =>
    ask<UnassignedOrder[]>(withQuery('usage/unassigned', query), { signal }),
  /** Bills a spelling as another External ID; null: orders without one. */
  addAlias: (body: { raw: string | null; canonical: string }) =>
    ask<AliasRowView>('aliases', { method: 'POST', body }),
  /** Bills orders as an External ID; all of them, or none. */
  assignExternalId: (body: { refIds: readonly string[]; externalId: string }) =>
    ask<unknown>('assignments', { method: 'POST', body }),
};
