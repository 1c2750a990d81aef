/**
 * What an order's status and its verify result mean (guide §4, §2.3 (12)–(14)).
 * The wire spelling is SRS's affair; inside the desk only these names exist.
 */

interface StatusSpec {
  /** How SRS spells it; compared by {@link foldWireName}. */
  readonly wire: readonly string[];
  /** The identification is still running, or SRS says something we cannot read: SRS can still cancel it. */
  readonly pending?: true;
  /** Position along the happy path. */
  readonly rank?: number;
  /** The user has done the identification. */
  readonly identified?: true;
}

const STATUSES = {
  created: { wire: ['CREATED'], pending: true, rank: 0 },
  initialized: { wire: ['INITIALIZED', 'INITIALISED'], pending: true, rank: 1 },
  identification_done: { wire: ['IDENTIFICATION_DONE'], pending: true, rank: 2, identified: true },
  data_ready: { wire: ['DATA_READY'], pending: true, rank: 3, identified: true },
  terminated: { wire: ['TERMINATED'], rank: 4, identified: true },
  error: { wire: ['ERROR', 'IDENTIFICATION_NEGATIVELY_CONDUCTED', 'NEGATIVE_IDENTIFICATION'] },
  cancelled: { wire: ['CANCELLED', 'CANCELED'] },
  unknown: { wire: [], pending: true },
} as const satisfies Readonly<Record<string, StatusSpec>>;

/** A status as the desk knows it; the wire spelling is kept beside it. */
export type OrderStatus = keyof typeof STATUSES;

/** Every status, in the order an identification passes through them, then the ends. */
export const ORDER_STATUSES = Object.keys(STATUSES) as [OrderStatus, ...OrderStatus[]];

/** What the guide (§4) calls the statuses; the desk's own `unknown` has no name there. */
export const SRS_STATUS_NAMES = {
  created: 'Created',
  initialized: 'Initialized',
  identification_done: 'Identification done',
  data_ready: 'Data ready',
  terminated: 'Terminated',
  error: 'Error',
  cancelled: 'Cancelled',
} as const satisfies Readonly<Record<Exclude<OrderStatus, 'unknown'>, string>>;

function specOf(status: OrderStatus): StatusSpec {
  return STATUSES[status];
}

/** Statuses that SRS can still cancel: the identification runs, or SRS says something we cannot read. */
export const PENDING_STATUSES = ORDER_STATUSES.filter((status) => specOf(status).pending);

/** The user has still to do something. */
export const WITH_USER_STATUSES = PENDING_STATUSES.filter(
  (status) => rankOf(status) !== null && !specOf(status).identified,
);

/** The user has done the identification, SRS still works on it. */
export const FINISHED_WORK_STATUSES = PENDING_STATUSES.filter((status) => specOf(status).identified);

/** Ends without evidence: they are final at once, while a terminated order waits for its verify call. */
export const UNSUCCESSFUL_STATUSES = ORDER_STATUSES.filter(
  (status) => !specOf(status).pending && rankOf(status) === null,
);

/** The user has done the identification, whether SRS still works on it or not. */
export const IDENTIFIED_STATUSES = ORDER_STATUSES.filter((status) => specOf(status).identified);

/**
 * What the last verify call of an order told: `not_due` before it makes sense to ask, `due` when it should be
 * asked, then the answers of the RA service, and `expired` for evidence whose validity has run out.
 */
export const VERIFY_STATUSES = [
  'not_due',
  'due',
  'no_evidence',
  'terms_not_accepted',
  'valid',
  'expired',
] as const;

/** A verify call has succeeded, be the evidence valid still or not. */
export const VERIFIED_STATUSES: readonly VerifyStatus[] = ['valid', 'expired'];

/** One of {@link VERIFY_STATUSES}. */
export type VerifyStatus = (typeof VERIFY_STATUSES)[number];

const WIRE_NAMES: ReadonlyMap<string, OrderStatus> = new Map(
  ORDER_STATUSES.flatMap((status) =>
    wireNamesOf(status).map((name) => [foldWireName(name), status] as const),
  ),
);

/** How SRS spells a status; none for what it never told us about. */
export function wireNamesOf(status: OrderStatus): readonly string[] {
  return specOf(status).wire;
}

/** The spelling-free form in which two wire names are compared: no case, space, `_` or `-`. */
export function foldWireName(wire: string): string {
  return wire.toLowerCase().replace(/[\s_-]+/g, '');
}

/**
 * The desk's status for what SRS wrote. Anything SRS never told us about becomes `unknown`; the caller keeps
 * the wire text beside it.
 */
export function fromWireStatus(wire: string | null | undefined): OrderStatus {
  return WIRE_NAMES.get(foldWireName(wire ?? '')) ?? 'unknown';
}

/** True when two wire names mean the same status: one name however it is spelled, or two of its names. */
export function isSameStatus(wire: string, other: string): boolean {
  const status = fromWireStatus(wire);
  return status === 'unknown' ? foldWireName(wire) === foldWireName(other) : status === fromWireStatus(other);
}

/** True when a value is one of {@link ORDER_STATUSES}. */
export function isOrderStatus(value: unknown): value is OrderStatus {
  return ORDER_STATUSES.some((status) => status === value);
}

/** True when a value is one of {@link VERIFY_STATUSES}. */
export function isVerifyStatus(value: unknown): value is VerifyStatus {
  return VERIFY_STATUSES.some((status) => status === value);
}

/** Position along the happy path, from 0; null for the statuses that are not on it. */
export function rankOf(status: OrderStatus): number | null {
  return specOf(status).rank ?? null;
}

/** The identification is still running, or SRS says something we cannot read. */
export function isPending(status: OrderStatus): boolean {
  return specOf(status).pending === true;
}

/**
 * Nothing more will happen. A terminated order is final only once a verify call has succeeded; evidence that
 * succeeded and then expired stays final.
 */
export function isFinal(status: OrderStatus, verifyStatus: VerifyStatus): boolean {
  if (status === 'terminated') return VERIFIED_STATUSES.includes(verifyStatus);
  return !isPending(status);
}

/** SRS can still cancel it: a terminated order counts as already final here, verified or not. */
export function isCancellable(status: OrderStatus): boolean {
  return isPending(status);
}

/** Finished work whose cancellation has to be chosen on purpose: the user has done the identification. */
export function isFinishedWork(status: OrderStatus): boolean {
  return isPending(status) && specOf(status).identified === true;
}
