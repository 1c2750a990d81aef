import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import type { CallRow } from './log-rows.ts';

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function maybeText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function integer(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}

/** The `calls` row as it stands after the intent: what the projection is rebuilt from, and checked against. */
export function callOfIntent(entry: EntryV1): CallRow {
  return {
    id: Number(entry.callId),
    started_at: Date.parse(entry.at),
    finished_at: null,
    operation: entry.operation ?? '',
    http_method: text(entry.detail.method),
    url: entry.target ?? '',
    ref_id: entry.refId ?? null,
    order_id: entry.orderId ?? null,
    external_id: entry.externalId ?? null,
    actor: entry.actor,
    origin: entry.origin ?? '',
    http_status: null,
    outcome: 'in_flight',
    answer: null,
    duration_ms: null,
    attempt: integer(entry.detail.attempt) ?? 0,
    correlation_id: text(entry.detail.correlationId),
    subject_id: entry.subject ?? null,
    seq_intent: entry.seq,
    seq_outcome: null,
  };
}

/** What the outcome adds to the row. */
export function outcomeOfCall(entry: EntryV1): Partial<CallRow> {
  return {
    finished_at: Date.parse(entry.at),
    ref_id: entry.refId ?? null,
    order_id: entry.orderId ?? null,
    external_id: entry.externalId ?? null,
    http_status: integer(entry.detail.httpStatus),
    outcome: entry.outcome ?? '',
    answer: maybeText(entry.detail.answer),
    duration_ms: integer(entry.detail.durationMs),
    subject_id: entry.subject ?? null,
    seq_outcome: entry.seq,
  };
}

const OF_INTENT = [
  'started_at',
  'operation',
  'http_method',
  'url',
  'actor',
  'origin',
  'attempt',
  'correlation_id',
  'seq_intent',
] as const;
const LATER_OVERWRITTEN = [
  'ref_id',
  'order_id',
  'external_id',
  'subject_id',
  'outcome',
  'answer',
  'finished_at',
] as const;
const OF_OUTCOME = [
  'finished_at',
  'ref_id',
  'order_id',
  'external_id',
  'http_status',
  'outcome',
  'answer',
  'duration_ms',
  'subject_id',
  'seq_outcome',
] as const;

function firstDifference(
  row: CallRow,
  wanted: Partial<CallRow>,
  names: readonly (keyof CallRow)[],
): string | null {
  for (const name of names) if (row[name] !== wanted[name]) return name;
  return null;
}

/** The first column of the row that the intent contradicts; null when there is none. */
export function differsFromIntent(row: CallRow, entry: EntryV1): string | null {
  const wanted = callOfIntent(entry);
  const fixed = firstDifference(row, wanted, OF_INTENT);
  if (fixed !== null || row.seq_outcome !== null) return fixed;
  return firstDifference(row, wanted, LATER_OVERWRITTEN);
}

/** The first column of the row that the outcome contradicts; null when there is none. */
export function differsFromOutcome(row: CallRow, entry: EntryV1): string | null {
  return firstDifference(row, outcomeOfCall(entry), OF_OUTCOME);
}
