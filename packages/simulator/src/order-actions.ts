import { BANK_REUSES, BANK_SESSION_SECONDS } from './catalogue.ts';
import { addStep, cutPlan, kindOf, type Order, stepAt } from './order.ts';

/** What a person can do on the identification provider's page. */
export type IspAction =
  | { kind: 'start' | 'finish' | 'lose' | 'accept_terms' }
  | { kind: 'fail'; outcome: 'error' | 'negative'; reason?: string | undefined }
  | { kind: 'mock'; status: string; reason?: string | undefined };

/** Where a user stands, as the provider's page shows it. */
export type Phase =
  | 'no_page'
  | 'ready'
  | 'running'
  | 'exhausted'
  | 'checking'
  | 'terms'
  | 'finished'
  | 'failed'
  | 'cancelled'
  | 'other';

/** How long the provider prepares and imports the evidence after a session that a person has finished. */
const AFTERWARDS = {
  video: { preparation: 300, import: 40 },
  bank: { preparation: 20, import: 15 },
  mock: { preparation: 5, import: 10 },
} as const;

/** The phase of an order at `now` (ms). */
export function phaseAt(order: Order, now: number): Phase {
  if (!order.hasTargetUrl) return 'no_page';
  switch (stepAt(order, now).kind) {
    case 'created':
    case 'initialized': {
      const running = order.session === 'open' || (order.session === 'by_plan' && order.startedAt <= now);
      if (running) return 'running';
      return order.provider.flow === 'bank' && order.lostConnections > BANK_REUSES ? 'exhausted' : 'ready';
    }
    case 'identification_done':
    case 'data_ready':
      return 'checking';
    case 'terminated':
      return order.termsAcceptedAt <= now ? 'finished' : 'terms';
    case 'error':
      return 'failed';
    case 'cancelled':
      return 'cancelled';
    case 'unknown':
      return 'other';
  }
}

/** Takes the order out of its plan: from `now` on the person decides, within a bank's 60 minutes. */
function takeOver(order: Order, now: number, speed: number): void {
  cutPlan(order, now);
  if (stepAt(order, now).kind === 'created') addStep(order, 'INITIALIZED', now);
  if (order.startedAt > now) order.startedAt = now;
  if (order.provider.flow === 'bank') {
    const end = order.startedAt + (BANK_SESSION_SECONDS * 1000) / speed;
    addStep(order, 'NEGATIVE_IDENTIFICATION', end, 'Session timed out');
  }
}

function finish(order: Order, now: number, speed: number): void {
  const { preparation, import: importing } = AFTERWARDS[order.provider.flow];
  const ready = now + (preparation * 1000) / speed;
  cutPlan(order, now);
  addStep(order, 'IDENTIFICATION_DONE', now);
  addStep(order, 'DATA_READY', ready);
  addStep(order, 'TERMINATED', ready + (importing * 1000) / speed);
  // The mocked provider asks for no terms; with the others the person answers the SMS on the page.
  order.termsAcceptedAt = order.provider.flow === 'mock' ? ready : Infinity;
  order.session = 'closed';
}

function fail(order: Order, now: number, action: Extract<IspAction, { kind: 'fail' }>): void {
  const negative =
    order.provider.flow === 'bank' ? 'NEGATIVE_IDENTIFICATION' : 'IDENTIFICATION_NEGATIVELY_CONDUCTED';
  cutPlan(order, now);
  addStep(order, action.outcome === 'negative' ? negative : 'ERROR', now, action.reason);
  order.session = 'closed';
}

/** Carries out a person's action; false when it does not fit the order's phase at `now` (ms). */
export function act(order: Order, action: IspAction, now: number, speed: number): boolean {
  const phase = phaseAt(order, now);
  switch (action.kind) {
    case 'start':
      if (phase !== 'ready') return false;
      takeOver(order, now, speed);
      order.session = 'open';
      return true;
    case 'lose':
      if (phase !== 'running') return false;
      takeOver(order, now, speed);
      order.lostConnections++;
      order.session = 'closed';
      return true;
    case 'finish':
      if (phase !== 'running') return false;
      finish(order, now, speed);
      return true;
    case 'fail':
      if (phase !== 'running') return false;
      fail(order, now, action);
      return true;
    case 'accept_terms':
      if (phase !== 'terms') return false;
      order.termsAcceptedAt = now;
      return true;
    case 'mock':
      if (order.provider.flow !== 'mock') return false;
      setStatus(order, { status: action.status, reason: action.reason }, now);
      return true;
  }
}

/** A status set from outside, and whether the terms are accepted. */
export interface StatusChange {
  readonly status?: string | undefined;
  readonly reason?: string | undefined;
  readonly termsAccepted?: boolean | undefined;
}

/**
 * Sets an order's status (any text) as of `now` (ms) and ends its plan: from here on only orders from outside
 * move it. A Terminated set so comes with accepted terms unless `termsAccepted` says otherwise; the mocked
 * provider's Data ready too, since the guide's end-to-end test (§4) verifies right after it.
 */
export function setStatus(order: Order, change: StatusChange, now: number): void {
  if (change.status !== undefined) {
    const kind = kindOf(change.status);
    cutPlan(order, now);
    addStep(order, change.status, now, change.reason);
    order.session = 'closed';
    const brings = kind === 'terminated' || (kind === 'data_ready' && order.provider.flow === 'mock');
    if (brings && order.termsAcceptedAt > now) order.termsAcceptedAt = now;
  }
  if (change.termsAccepted !== undefined) order.termsAcceptedAt = change.termsAccepted ? now : Infinity;
}

/** Cancels an order at `now` (ms); false when it is final already. Every request is counted. */
export function cancel(order: Order, now: number): boolean {
  order.cancelRequests++;
  const { kind } = stepAt(order, now);
  if (kind === 'terminated' || kind === 'error' || kind === 'cancelled') return false;
  cutPlan(order, now);
  addStep(order, 'CANCELLED', now);
  order.cancelled++;
  order.session = 'closed';
  return true;
}
