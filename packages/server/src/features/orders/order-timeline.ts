import { maskText } from '@srs-desk/shared/api/masking.ts';
import type { TimelineAnswer, TimelineItem } from '@srs-desk/shared/api/timeline.ts';
import { OWN_SUBJECTS } from '@srs-desk/shared/audit/own-subject.ts';
import { isOrderStatus } from '@srs-desk/shared/order/status.ts';
import type { Desk } from '../../platform/desk.ts';
import type { PlainObject } from '../../platform/ledger/entry-draft.ts';
import { prunedBefore } from '../../platform/ledger/pruned-before.ts';
import { readDetail } from '../../platform/ledger/stored-entry.ts';
import { knownOrder } from './known-order.ts';
import { actsOf, callsOf, type EntryRow, statusHistory } from './timeline-queries.ts';

const MOST_CALLS = 500;
const MOST_ACTS = 1000;

/** Shown by the status rows, or too frequent to be worth a line. */
const LEFT_OUT = new Set([
  'order.sync.status_changed',
  'order.sync.status_regressed',
  'order.sync.unknown_status',
  'search.person',
  'audit.view',
]);

/** Requests for approval are for who may read those: the timeline tells what came of them. */
const isTold = ({ action }: EntryRow): boolean => !LEFT_OUT.has(action) && !action.startsWith('approval.');

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function statusItems(desk: Desk, refId: string): TimelineItem[] {
  return statusHistory(desk.reader, refId).map((row) => ({
    kind: 'status',
    id: `status-${row.id}`,
    at: iso(row.happenedAt),
    observedAt: iso(row.observedAt),
    actor: 'srs',
    status: isOrderStatus(row.status) ? row.status : 'unknown',
    wireStatus: row.wireStatus,
    transition: row.transition,
    seq: row.seq,
  }));
}

function callItems(desk: Desk, refId: string): TimelineItem[] {
  return callsOf(desk.reader, refId, MOST_CALLS).map((row) => ({
    kind: 'call',
    id: `call-${row.id}`,
    at: iso(row.startedAt),
    actor: row.actor,
    callId: row.id,
    operation: row.operation,
    httpMethod: row.httpMethod,
    outcome: row.outcome,
    answer: row.answer,
    httpStatus: row.httpStatus,
    durationMs: row.durationMs,
    origin: row.origin,
    count: row.count,
    firstAt: iso(row.firstAt),
    status: row.status,
  }));
}

/** The sealed text that a person wrote with the act; null when there is none or it was erased. */
function writtenText(sealed: PlainObject | null): string | null {
  for (const name of ['text', 'reason', 'note', 'problem', 'body']) {
    const value = sealed?.[name];
    if (typeof value === 'string') return value;
  }
  return null;
}

function actItem(desk: Desk, row: EntryRow, erased: boolean): TimelineItem {
  // What outlives an erased person stands in the log alone, for who reads that.
  const isLeftToLog = erased && row.subject?.startsWith(OWN_SUBJECTS);
  const sealed =
    row.sealed === null || row.subject === null || isLeftToLog
      ? null
      : desk.sealer.open({ uuid: row.uuid, subject: row.subject, sealed: row.sealed });
  const base = { at: iso(row.at), actor: row.actor, seq: row.seq };
  const written = writtenText(sealed);
  // A ticket may hold the number in clear: who reads the timeline has not asked to see it.
  const text = written !== null && row.action.startsWith('handover.') ? maskText(written) : written;
  if (row.action === 'note.create') return { ...base, kind: 'note', id: `note-${row.seq}`, text };
  const kind = row.action.startsWith('handover.')
    ? 'handover'
    : row.action === 'order.verify.changed'
      ? 'verify'
      : 'act';
  return {
    ...base,
    kind,
    id: `${kind}-${row.seq}`,
    action: row.action,
    callId: row.callId,
    detail: readDetail(row.detail),
    text,
  };
}

/**
 * All that happened to an order, newest first: statuses with *happened* and *observed*, calls, verify results, people's
 * acts, hand-overs, notes. `truncated` when there is more than is shown, or was before the log was pruned. @throws NotFound
 */
export function orderTimeline(desk: Desk, refId: string): TimelineAnswer {
  const order = knownOrder(desk, refId);
  const calls = callItems(desk, order.refId);
  const acts = actsOf(desk.reader, order.refId, MOST_ACTS);
  const items = [
    ...statusItems(desk, order.refId),
    ...calls,
    ...acts.filter(isTold).map((row) => actItem(desk, row, order.erasedAt !== null)),
  ];
  items.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  const cut = prunedBefore(desk.reader);
  const isCut = cut !== null && order.registeredAt < cut;
  return {
    items,
    truncated: isCut || calls.length === MOST_CALLS || acts.length === MOST_ACTS,
    prunedBefore: isCut ? iso(cut) : null,
  };
}
