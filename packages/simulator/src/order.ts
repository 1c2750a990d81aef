import type { Provider } from './catalogue.ts';
import { plain } from './spelling.ts';

export type StatusKind =
  | 'created'
  | 'initialized'
  | 'identification_done'
  | 'data_ready'
  | 'terminated'
  | 'error'
  | 'cancelled'
  | 'unknown';

const KINDS: Readonly<Record<string, StatusKind>> = {
  CREATED: 'created',
  INITIALIZED: 'initialized',
  IDENTIFICATIONDONE: 'identification_done',
  DATAREADY: 'data_ready',
  TERMINATED: 'terminated',
  ERROR: 'error',
  IDENTIFICATIONNEGATIVELYCONDUCTED: 'error',
  NEGATIVEIDENTIFICATION: 'error',
  CANCELLED: 'cancelled',
  CANCELED: 'cancelled',
};

/** What a status text means; the spelling is free (case, blank, `_`, `-`). */
export function kindOf(status: string): StatusKind {
  return KINDS[plain(status)] ?? 'unknown';
}

/** One status of an order and the moment from which it holds (ms since epoch). */
export interface Step {
  readonly status: string;
  readonly kind: StatusKind;
  readonly at: number;
  readonly reason?: string;
}

/**
 * An order with its whole plan. Which status holds at a time is read from `steps`; nothing ticks per
 * order, so 100,000 of them cost memory only.
 */
export interface Order {
  readonly refId: string;
  readonly orderId: string | undefined;
  readonly externalId: string | undefined;
  readonly provider: Provider;
  readonly person: Person;
  /** Whether the number was part of the initial data; if not, SRS learns it from the identification. */
  readonly mobileSubmitted: boolean;
  readonly lastNameSubmitted: boolean;
  readonly hasTargetUrl: boolean;
  readonly createdAt: number;
  readonly evidenceId: string;
  /** At least one step, by time. */
  steps: [Step, ...Step[]];
  /** Infinity: never. */
  termsAcceptedAt: number;
  /** When the user first opened the ISP's session, Infinity: never. */
  startedAt: number;
  /** Broken-off sessions so far, shown on the ISP's page. */
  lostConnections: number;
  /** Whether a session runs: by the plan, or as a person on the ISP's page has left it. */
  session: 'by_plan' | 'open' | 'closed';
  /** Cancel calls received, and how many of them took effect. */
  cancelRequests: number;
  cancelled: number;
}

/** An evidence in the RA database that no known order has brought there. */
interface EarlierEvidence {
  readonly id: string;
  readonly provider: Provider;
  readonly issuedAt: number;
  readonly termsAcceptedAt: number;
}

/** Someone who identifies themselves. Evidence belongs to the person, not to the order (guide §2.3). */
export interface Person {
  readonly msisdn: string;
  /** Undefined where nobody has told the name: then any name matches. */
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly orders: Order[];
  readonly earlier: EarlierEvidence[];
}

/** A person without orders and evidence. */
export function newPerson(msisdn: string, firstName?: string, lastName?: string): Person {
  return { msisdn, firstName, lastName, orders: [], earlier: [] };
}

/** Index of the step that holds at `now` (ms); the first one when `now` lies before all. */
function indexAt(order: Order, now: number): number {
  let index = order.steps.length - 1;
  while (index > 0 && (order.steps[index]?.at ?? 0) > now) index--;
  return index;
}

/** The step that holds at `now` (ms). */
export function stepAt(order: Order, now: number): Step {
  return order.steps[indexAt(order, now)] ?? order.steps[0];
}

/** All steps that have happened by `now` (ms), the present one last. */
export function stepsUntil(order: Order, now: number): Step[] {
  return order.steps.slice(0, indexAt(order, now) + 1);
}

/** Forgets what was planned after `now` (ms): from here on something else decides. */
export function cutPlan(order: Order, now: number): void {
  order.steps.length = indexAt(order, now) + 1;
  if (order.termsAcceptedAt > now) order.termsAcceptedAt = Infinity;
}

/** Adds a step to the end of the plan; it never lies before the step it follows. */
export function addStep(order: Order, status: string, at: number, reason?: string): void {
  const last = order.steps[order.steps.length - 1] ?? order.steps[0];
  const step = { status, kind: kindOf(status), at: Math.max(at, last.at) };
  order.steps.push(reason === undefined ? step : { ...step, reason });
}
