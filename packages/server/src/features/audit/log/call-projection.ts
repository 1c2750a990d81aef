import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { calls } from '../../../platform/recorder/table.ts';
import type { CallRow } from './log-file.ts';

/** What the log says that columns of a row must hold. */
type Told<K extends keyof CallRow> = Record<K, string | number | null>;

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
function callOfIntent(entry: EntryV1): Told<keyof CallRow> {
  return {
    id: Number(entry.callId),
    startedAt: Date.parse(entry.at),
    finishedAt: null,
    operation: entry.operation ?? '',
    httpMethod: text(entry.detail.method),
    url: entry.target ?? '',
    refId: entry.refId ?? null,
    orderId: entry.orderId ?? null,
    externalId: entry.externalId ?? null,
    actor: entry.actor,
    origin: entry.origin ?? '',
    httpStatus: null,
    outcome: 'in_flight',
    answer: null,
    durationMs: null,
    attempt: integer(entry.detail.attempt) ?? 0,
    correlationId: text(entry.detail.correlationId),
    subjectId: entry.subject ?? null,
    seqIntent: entry.seq,
    seqOutcome: null,
  };
}

/** What the outcome adds to the row. */
function outcomeOfCall(entry: EntryV1): Told<OfOutcome> {
  return {
    finishedAt: Date.parse(entry.at),
    refId: entry.refId ?? null,
    orderId: entry.orderId ?? null,
    externalId: entry.externalId ?? null,
    httpStatus: integer(entry.detail.httpStatus),
    outcome: entry.outcome ?? '',
    answer: maybeText(entry.detail.answer),
    durationMs: integer(entry.detail.durationMs),
    subjectId: entry.subject ?? null,
    seqOutcome: entry.seq,
  };
}

const OF_INTENT = [
  'startedAt',
  'operation',
  'httpMethod',
  'url',
  'actor',
  'origin',
  'attempt',
  'correlationId',
  'seqIntent',
] as const;
const LATER_OVERWRITTEN = [
  'refId',
  'orderId',
  'externalId',
  'subjectId',
  'outcome',
  'answer',
  'finishedAt',
] as const;
const OF_OUTCOME = [
  'finishedAt',
  'refId',
  'orderId',
  'externalId',
  'httpStatus',
  'outcome',
  'answer',
  'durationMs',
  'subjectId',
  'seqOutcome',
] as const;

type OfOutcome = (typeof OF_OUTCOME)[number];

function firstDifference<K extends keyof CallRow>(
  row: CallRow,
  told: Told<K>,
  keys: readonly K[],
): string | null {
  const differing = keys.find((key) => row[key] !== told[key]);
  return differing === undefined ? null : calls[differing].name;
}

/** The first column of the row that the intent contradicts; null when there is none. */
export function differsFromIntent(row: CallRow, entry: EntryV1): string | null {
  const told = callOfIntent(entry);
  const fixed = firstDifference(row, told, OF_INTENT);
  if (fixed !== null || row.seqOutcome !== null) return fixed;
  return firstDifference(row, told, LATER_OVERWRITTEN);
}

/** The first column of the row that the outcome contradicts; null when there is none. */
export function differsFromOutcome(row: CallRow, entry: EntryV1): string | null {
  return firstDifference(row, outcomeOfCall(entry), OF_OUTCOME);
}
