import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';
import { atOf, listOf, partsOf, textOf, timeOf } from './entry-detail.ts';
import { type FactValue, LoggedRow } from './logged-row.ts';

/** A line of the status history as an entry states it. Times in ms since epoch. */
interface LoggedStatus {
  status: FactValue;
  wireStatus: FactValue;
  happenedAt: FactValue;
  observedAt: number;
  transition: FactValue;
}

/** An order as the log tells it. */
export class LoggedOrder {
  /** Null until an entry says that the order began. */
  begun: LoggedRow | null = null;
  /** Lines of the status history, by the entry that tells of them. */
  readonly statuses = new Map<number, LoggedStatus[]>();
  /** Entries that stand behind lines of the history without telling them whole (earlier versions). */
  readonly unstated = new Set<number>();
  readonly #row: LoggedRow;

  /** `first`: the number of the first entry about it. */
  constructor(first: number) {
    this.#row = new LoggedRow(first);
  }

  /** What the log says of the row, whether or not it says that the order began. */
  get row(): LoggedRow {
    return this.#row;
  }

  /** Takes up the next entry about the order. */
  take(entry: EntryV1): void {
    REPLAY.get(entry.action)?.(this, entry);
  }

  begin(entry: EntryV1, values: Readonly<Record<string, unknown>>): void {
    const { refId, seq } = entry;
    const none = { goneAt: null, regressedAt: null, supersededBy: null, erasedAt: null, legalHold: false };
    const unverified = { verifyStatus: 'not_due', verifiedAt: null, evidenceId: null, verifiedFor: null };
    const more = { evidenceIsEarlier: false, evidenceValidUntil: null, unreadFields: [] };
    const ids = { refId, subjectId: entry.subject, externalId: entry.externalId ?? null };
    this.begun = this.#row.state(seq, { ...none, ...unverified, ...more, ...ids, ...values });
  }
}

function register(order: LoggedOrder, entry: EntryV1): void {
  const knownBy = textOf(entry.detail.knownBy);
  // One entry in all tells that every line of a list was known.
  if (knownBy === undefined) return;
  const at = atOf(entry);
  order.begin(entry, {
    knownBy,
    externalIdSource: entry.externalId === undefined ? null : 'import',
    orderId: null,
    issuer: null,
    method: null,
    jurisdiction: null,
    loa: null,
    status: 'created',
    wireStatus: null,
    statusChangedAt: at,
    createdAt: at,
    createdAtKnown: false,
    registeredAt: at,
    predecessorRefId: null,
  });
}

function place(order: LoggedOrder, entry: EntryV1): void {
  const { detail, seq } = entry;
  const { issuer, method, status, wireStatus, jurisdiction, loa, knownBy, externalIdSource } = detail;
  const isUntold = detail.createdAt === 'unknown';
  const createdAt = isUntold ? atOf(entry) : timeOf(detail.createdAt);
  order.begin(entry, {
    ...{ issuer, method, status, wireStatus, jurisdiction, loa, knownBy, externalIdSource },
    orderId: entry.orderId ?? null,
    createdAt,
    createdAtKnown: !isUntold,
    ...('unreadFields' in detail ? { unreadFields: detail.unreadFields } : {}),
    statusChangedAt: createdAt,
    registeredAt: atOf(entry),
    predecessorRefId: detail.predecessor ?? null,
  });
  // An entry of an earlier version does not tell what SRS called the status, and since when.
  const [named, wire] = [textOf(status), textOf(wireStatus)];
  if (wireStatus === null) return;
  if (createdAt == null || named === undefined || wire === undefined) {
    order.unstated.add(seq);
    return;
  }
  const line = { status: named, wireStatus: wire, happenedAt: createdAt, observedAt: atOf(entry) };
  order.statuses.set(seq, [{ ...line, transition: 'first' }]);
}

const CHANGED = ['orderId', 'externalId', 'issuer', 'method', 'verifyStatus'] as const;

function sync(order: LoggedOrder, entry: EntryV1): void {
  const { detail, seq } = entry;
  const changes = partsOf(detail.changes);
  const changed = CHANGED.flatMap((field) => {
    const change = partsOf(changes[field]);
    return 'to' in change ? [[field, change.to]] : [];
  });
  order.row.state(seq, {
    ...Object.fromEntries(changed),
    ...('externalId' in changes ? { externalIdSource: 'srs' } : {}),
    ...(detail.returned === true ? { goneAt: null } : {}),
    ...('unreadFields' in detail ? { unreadFields: detail.unreadFields } : {}),
    ...createdIn(detail),
  });
  const linesIn = (told: unknown) => listOf(told).map((status) => lineOf(partsOf(status), atOf(entry)));
  const lines = linesIn(detail.statuses);
  // What went before a status that was known already says nothing of the present.
  const all = [...linesIn(detail.earlier), ...lines];
  if (all.length > 0) order.statuses.set(seq, all);
  const last = lines.at(-1);
  if (last === undefined) return;
  const regressed = lines.findLast(({ transition }) => transition === 'regression');
  order.row.state(seq, {
    status: last.status,
    wireStatus: last.wireStatus,
    statusChangedAt: last.happenedAt,
    ...(regressed === undefined ? {} : { regressedAt: regressed.happenedAt }),
    // What an earlier identification proved says nothing of the one that has just ended.
    ...(last.status === 'terminated' && detail.from !== 'terminated' ? { verifyStatus: 'not_due' } : {}),
  });
}

function lineOf(status: EntryV1['detail'], observedAt: number): LoggedStatus {
  return {
    status: textOf(status.status) ?? null,
    wireStatus: textOf(status.wireStatus) ?? null,
    happenedAt: timeOf(status.at) ?? null,
    observedAt,
    transition: textOf(status.transition) ?? null,
  };
}

function createdIn(detail: EntryV1['detail']): Record<string, unknown> {
  const { createdAt } = detail;
  if (createdAt === 'unknown') return { createdAtKnown: false };
  const told = timeOf(createdAt) ?? timeOf(partsOf(partsOf(detail.changes).createdAt).to);
  if (told != null) return { createdAt: told, createdAtKnown: true };
  // At the first word of SRS about an order, entries of an earlier version do not tell its beginning.
  return 'statuses' in detail && detail.from === null
    ? { createdAt: undefined, createdAtKnown: undefined }
    : {};
}

function verify(order: LoggedOrder, entry: EntryV1): void {
  const { detail, seq } = entry;
  const { row } = order;
  const evidenceId = textOf(detail.evidenceId);
  const again = row.get('verifyStatus') === 'valid' && row.get('evidenceId') === (evidenceId ?? null);
  const found = detail.to === 'valid' && evidenceId !== undefined;
  const noted = ['jurisdiction', 'loa', 'verifiedFor', 'askedFor'].some((name) => name in detail);
  // What is only noted of a verify call, or the calendar's doing, moves no time.
  const only = noted && detail.from === detail.to && evidenceId === undefined;
  const keeps = !('validUntil' in detail) && ('why' in detail || only);
  row.state(seq, {
    verifyStatus: detail.to,
    ...(found ? { evidenceId, evidenceIsEarlier: detail.earlier === true } : {}),
    ...(found && !again ? { verifiedAt: atOf(entry) } : {}),
    ...(keeps ? {} : { evidenceValidUntil: timeOf(detail.validUntil) }),
    ...('jurisdiction' in detail ? { jurisdiction: detail.jurisdiction } : {}),
    ...('loa' in detail ? { loa: detail.loa } : {}),
    ...('verifiedFor' in detail ? { verifiedFor: detail.verifiedFor } : {}),
  });
}

function erase({ row }: LoggedOrder, entry: EntryV1): void {
  row.state(entry.seq, { evidenceId: null, ...(row.get('erasedAt') ? {} : { erasedAt: atOf(entry) }) });
}

type Replay = (order: LoggedOrder, entry: EntryV1) => void;

const STEPS: Partial<Record<AuditAction, Replay>> = {
  'order.register': register,
  'order.import': register,
  'order.place': place,
  'order.replace': place,
  'order.sync.status_changed': sync,
  'order.sync.fields_changed': sync,
  'order.sync.unknown_status': sync,
  'order.sync.status_regressed': sync,
  'order.sync.returned': sync,
  'order.sync.gone': ({ row }, entry) => row.state(entry.seq, { goneAt: atOf(entry) }),
  'order.verify.changed': verify,
  'order.superseded': ({ row }, entry) =>
    row.state(entry.seq, { supersededBy: textOf(entry.detail.by) ?? null }),
  'order.legal_hold': ({ row }, entry) => row.state(entry.seq, { legalHold: true }),
  'order.legal_hold_released': ({ row }, entry) => row.state(entry.seq, { legalHold: false }),
  'order.erase': erase,
};
const REPLAY: ReadonlyMap<string, Replay> = new Map(Object.entries(STEPS));
