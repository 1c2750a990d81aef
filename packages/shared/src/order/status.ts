/**
 * What an order's status and its verify result mean (guide §4, §2.3 (12)–(14)).
 * The wire spelling is SRS's affair; inside the desk only these names exist.
 */

/** Every status the desk knows, in the order an identification passes through them, then the ends. */
export const ORDER_STATUSES = [
  'created',
  'initialized',
  'identification_done',
  'data_ready',
  'terminated',
  'error',
  'cancelled',
  'unknown',
] as const;

/** One of {@link ORDER_STATUSES}. */
export type OrderStatus = (typeof ORDER_STATUSES)[number];

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

/** One of {@link VERIFY_STATUSES}. */
export type VerifyStatus = (typeof VERIFY_STATUSES)[number];

const WIRE_NAMES: ReadonlyMap<string, OrderStatus> = new Map([
  ['created', 'created'],
  ['initialized', 'initialized'],
  ['initialised', 'initialized'],
  ['identificationdone', 'identification_done'],
  ['dataready', 'data_ready'],
  ['terminated', 'terminated'],
  ['error', 'error'],
  ['identificationnegativelyconducted', 'error'],
  ['negativeidentification', 'error'],
  ['cancelled', 'cancelled'],
  ['canceled', 'cancelled'],
]);

const PENDING: ReadonlySet<OrderStatus> = new Set([
  'created',
  'initialized',
  'identification_done',
  'data_ready',
  'unknown',
]);

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

/** True when a value is one of {@link ORDER_STATUSES}. */
export function isOrderStatus(value: unknown): value is OrderStatus {
  return ORDER_STATUSES.some((status) => status === value);
}

/** True when a value is one of {@link VERIFY_STATUSES}. */
export function isVerifyStatus(value: unknown): value is VerifyStatus {
  return VERIFY_STATUSES.some((status) => status === value);
}

/** The identification is still running, or SRS says something we cannot read. */
export function isPending(status: OrderStatus): boolean {
  return PENDING.has(status);
}

/**
 * Nothing more will happen. A terminated order is final only once a verify call has succeeded; evidence that
 * succeeded and then expired stays final.
 */
export function isFinal(status: OrderStatus, verifyStatus: VerifyStatus): boolean {
  if (status === 'terminated') return verifyStatus === 'valid' || verifyStatus === 'expired';
  return status === 'error' || status === 'cancelled';
}

/** SRS can still cancel it: a terminated order counts as already final here, verified or not. */
export function isCancellable(status: OrderStatus): boolean {
  return isPending(status);
}

/** Finished work whose cancellation has to be chosen on purpose: the user has done the identification. */
export function isFinishedWork(status: OrderStatus): boolean {
  return status === 'identification_done' || status === 'data_ready';
}
