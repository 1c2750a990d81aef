import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import { orderField, PERSON_FIELDS, TAKEN_FIELDS, type TakenField } from '@srs-desk/shared/order/fields.ts';
import type { PlainObject } from '../../../platform/ledger/entry-draft.ts';
import type { OrderFacts } from '../../../platform/srs/mapper.ts';
import type { Order, OrderPatch } from '../order-row.ts';
import { type KnownStatus, type NewStatus, newStatuses } from './new-statuses.ts';

/** What follows from a status answer: columns that change, the history as it goes on, the entry that tells of it. */
interface Applied<K> {
  /** Empty: nothing of substance changed. */
  patch: OrderPatch;
  /** The statuses after all that was known. */
  fresh: NewStatus[];
  /** The lines of the history from the first new one on. */
  history: (K | NewStatus)[];
  /** Null when nothing changed: the call itself is in the log anyway. */
  entry: { action: AuditAction; detail: PlainObject; sealed?: PlainObject } | null;
  /** What the RA service last answered was about another number. */
  isAskedByAnother: boolean;
  /** Something that identifies the person is new: tokens and search terms are to be made anew. */
  personChanged: boolean;
}

const OPEN_FIELDS = TAKEN_FIELDS.filter((field) => !orderField(field).person);
/** What belongs to the person beside who that is; an erased order goes without. */
const caseFields = ({ erasedAt }: Order, { reason, targetUrl }: OrderFacts) =>
  erasedAt === null ? { reason, targetUrl } : { reason: null, targetUrl: null };

const isoOf = (at: number): string => new Date(at).toISOString();

type Changes = Partial<Record<TakenField, { from: string | null; to: string | null }>>;

/** True when an answer tells nothing that is not known, so that the history need not even be read. Pure. */
export function saysNothingNew(order: Order, facts: OrderFacts): boolean {
  const last = facts.statuses.at(-1);
  const created = createdAfter(order, facts);
  return (
    order.wireStatus !== null &&
    order.goneAt === null &&
    order.wireStatus === facts.wireStatus &&
    (last === undefined || (last.wireStatus === facts.wireStatus && last.at === order.statusChangedAt)) &&
    created.createdAt === order.createdAt &&
    created.createdAtKnown === order.createdAtKnown &&
    sameNames(facts.unreadFields, order.unreadFields) &&
    Object.keys(changedFields(order, facts)).length === 0
  );
}

/**
 * Holds an answer of SRS against what is known of an order (`history`: oldest first). Nothing is smoothed over: a status
 * that goes backwards or cannot be read is kept and flagged. Pure; `now` in ms since epoch is the time of observation.
 */
export function applyStatus<K extends KnownStatus>(
  order: Order,
  history: readonly K[],
  facts: OrderFacts,
  now: number,
): Applied<K> {
  const { earlier, fresh, lines } = newStatuses(order, history, facts, now);
  const changes = changedFields(order, facts);
  const patch: OrderPatch = { ...valuesOf(changes), ...statusPatch(order, fresh, facts) };
  // What was asked by another number says nothing of the person with this one.
  const isAskedByAnother = typeof changes.msisdn?.from === 'string' && order.verifyStatus !== 'not_due';
  if (isAskedByAnother) patch.verifyStatus = 'not_due';
  if (changes.externalId !== undefined) patch.externalIdSource = 'srs';
  if (order.goneAt !== null) patch.goneAt = null;
  const { createdAt, createdAtKnown } = createdAfter(order, facts);
  if (createdAt !== order.createdAt) patch.createdAt = createdAt;
  if (createdAtKnown !== order.createdAtKnown) patch.createdAtKnown = createdAtKnown;
  if (!sameNames(facts.unreadFields, order.unreadFields)) patch.unreadFields = facts.unreadFields;
  // No column shows what went before, yet the order's story has changed.
  if (earlier.length > 0) patch.updatedAt = now;
  return {
    patch,
    fresh,
    history: lines,
    entry: Object.keys(patch).length === 0 ? null : entryOf(order, patch, { earlier, fresh }, changes, facts),
    isAskedByAnother,
    personChanged: PERSON_FIELDS.some((field) => changes[field] !== undefined),
  };
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, at) => name === b[at]);
}

/**
 * When the order was created at SRS as far as this answer tells: the time of Created, else the earliest of a history. One
 * status in place of a list is the present one, so that its time is no beginning unless it is Created.
 */
function createdAfter(
  order: Order,
  { statuses, isHistory }: OrderFacts,
): Pick<Order, 'createdAt' | 'createdAtKnown'> {
  const created = statuses.filter(({ status }) => status === 'created');
  const dated = created.length > 0 ? created : isHistory ? statuses : [];
  const times = dated.flatMap(({ at }) => (at === null ? [] : [at]));
  if (times.length === 0) return { createdAt: order.createdAt, createdAtKnown: order.createdAtKnown };
  const earliest = Math.min(...times);
  // An answer that leaves out Created must not move an order that SRS told of before to a later month.
  const stands = created.length === 0 && order.createdAtKnown;
  return { createdAt: stands ? Math.min(order.createdAt, earliest) : earliest, createdAtKnown: true };
}

/**
 * Since when the status cannot be read, without a break; null when it can. An unknown status that comes after a readable
 * one begins anew.
 */
function unknownSince(order: Order, fresh: readonly NewStatus[]): number | null {
  const readable = fresh.findLastIndex(({ status }) => status !== 'unknown');
  if (readable < 0 && order.status === 'unknown') return order.firstUnknownAt ?? order.statusChangedAt;
  return fresh[readable + 1]?.happenedAt ?? null;
}

function statusPatch(order: Order, fresh: readonly NewStatus[], facts: OrderFacts): OrderPatch {
  const patch: OrderPatch = {};
  const last = fresh.at(-1);
  const { reason, targetUrl } = caseFields(order, facts);
  if (reason !== null && reason !== order.statusReason) patch.statusReason = reason;
  if (targetUrl !== null && targetUrl !== order.targetUrl) patch.targetUrl = targetUrl;
  if (last === undefined) return patch;
  if (last.wireStatus !== order.wireStatus) patch.wireStatus = last.wireStatus;
  if (last.status !== order.status) patch.status = last.status;
  if (last.happenedAt !== order.statusChangedAt) patch.statusChangedAt = last.happenedAt;
  if (last.status !== order.status && order.statusReason !== null && reason === null)
    patch.statusReason = null;
  const regression = fresh.findLast(({ transition }) => transition === 'regression');
  if (regression !== undefined) patch.regressedAt = regression.happenedAt;
  const firstUnknownAt = unknownSince(order, fresh);
  if (firstUnknownAt !== order.firstUnknownAt) patch.firstUnknownAt = firstUnknownAt;
  // What an earlier identification proved says nothing of the one that has just ended.
  if (last.status === 'terminated' && order.status !== 'terminated' && order.verifyStatus !== 'not_due')
    patch.verifyStatus = 'not_due';
  return patch;
}

function changedFields(order: Order, facts: OrderFacts): Changes {
  const changes: Changes = {};
  const note = (field: TakenField): void => {
    const to = facts[field];
    if (to !== null && to !== order[field]) changes[field] = { from: order[field], to };
  };
  for (const field of OPEN_FIELDS) note(field);
  // The person of an erased order stays unknown, whatever SRS goes on telling.
  if (order.erasedAt === null) for (const field of PERSON_FIELDS) note(field);
  return changes;
}

function valuesOf(changes: Changes): OrderPatch {
  return Object.fromEntries(Object.entries(changes).map(([field, change]) => [field, change?.to ?? null]));
}

function actionOf(fresh: readonly NewStatus[], order: Order): AuditAction {
  if (fresh.some(({ transition }) => transition === 'regression')) return 'order.sync.status_regressed';
  if (fresh.some(({ status }) => status === 'unknown')) return 'order.sync.unknown_status';
  if (fresh.length > 0) return 'order.sync.status_changed';
  return order.goneAt === null ? 'order.sync.fields_changed' : 'order.sync.returned';
}

/** What the entry says of the order's beginning: always when SRS tells of the order for the first time. */
function createdIn(order: Order, patch: OrderPatch): PlainObject {
  const isNew = order.wireStatus === null || patch.createdAtKnown === true;
  if (!isNew) return {};
  const isKnown = patch.createdAtKnown ?? order.createdAtKnown;
  return { createdAt: isKnown ? isoOf(patch.createdAt ?? order.createdAt) : 'unknown' };
}

function told({ status, wireStatus, happenedAt, transition }: NewStatus): PlainObject {
  return { status, wireStatus, at: isoOf(happenedAt), transition };
}

function entryOf(
  order: Order,
  patch: OrderPatch,
  { earlier, fresh }: Pick<ReturnType<typeof newStatuses>, 'earlier' | 'fresh'>,
  changes: Changes,
  facts: OrderFacts,
): NonNullable<Applied<KnownStatus>['entry']> {
  const open: Record<string, PlainObject> = {};
  const personal: Record<string, PlainObject> = {};
  for (const [field, change] of Object.entries(changes)) {
    const isOpen = OPEN_FIELDS.some((name) => name === field);
    if (change !== undefined) (isOpen ? open : personal)[field] = { from: change.from, to: change.to };
  }
  // Before SRS tells of an order for the first time, its time of creation is only that of our registering it.
  if (patch.createdAt !== undefined && order.wireStatus !== null)
    open.createdAt = { from: isoOf(order.createdAt), to: isoOf(patch.createdAt) };
  if (patch.verifyStatus !== undefined)
    open.verifyStatus = { from: order.verifyStatus, to: patch.verifyStatus };
  if (patch.statusReason) personal.statusReason = { from: order.statusReason, to: patch.statusReason };
  if (patch.targetUrl) personal.targetUrl = { from: order.targetUrl, to: patch.targetUrl };
  const last = fresh.at(-1);
  const detail: PlainObject = {
    ...(last === undefined
      ? {}
      : {
          from: order.wireStatus === null ? null : order.status,
          to: last.status,
          statuses: fresh.map(told),
        }),
    ...(earlier.length > 0 ? { earlier: earlier.map(told) } : {}),
    ...(Object.keys(open).length > 0 ? { changes: open } : {}),
    ...(Object.keys(personal).length > 0 ? { sealedChanges: Object.keys(personal).sort() } : {}),
    ...(order.goneAt === null ? {} : { returned: true }),
    ...(patch.unreadFields === undefined ? {} : { unreadFields: facts.unreadFields }),
    ...createdIn(order, patch),
  };
  const sealed =
    order.erasedAt === null && Object.keys(personal).length > 0 ? { changes: personal } : undefined;
  return { action: actionOf(fresh, order), detail, ...(sealed === undefined ? {} : { sealed }) };
}
