import type { KnownStatus, SyncedOrder } from '../../src/features/orders/poll/synced-order.ts';
import type { SeedScenario } from './draw-scenario.ts';

/** An order whose scenario is being replayed: what the desk knows of it by now. Times in ms since epoch. */
export interface Replay {
  scenario: SeedScenario;
  order: SyncedOrder;
  /** Stands for the person's number, once the desk knows it. */
  token: Buffer | null;
  history: KnownStatus[];
  /** The next of the scenario's events. */
  next: number;
  lastSyncedAt: number | null;
  lastVerifyAt: number | null;
  polls: number;
}

/** An order before anything is known of it. */
export function beginReplay(scenario: SeedScenario): Replay {
  return {
    scenario,
    order: unknownOrder(scenario),
    token: null,
    history: [],
    next: 0,
    lastSyncedAt: null,
    lastVerifyAt: null,
    polls: 0,
  };
}

function unknownOrder(scenario: SeedScenario): SyncedOrder {
  const at = scenario.createdAt;
  return {
    refId: scenario.refId,
    subjectId: scenario.subjectId,
    erasedAt: null,
    orderId: null,
    externalId: scenario.knownBy === 'import' ? scenario.externalId : null,
    externalIdSource: scenario.knownBy === 'import' && scenario.externalId !== null ? 'import' : null,
    issuer: null,
    method: null,
    jurisdiction: null,
    loa: null,
    status: 'created',
    statusReason: null,
    wireStatus: null,
    statusChangedAt: at,
    createdAt: at,
    registeredAt: at,
    updatedAt: at,
    startedAt: null,
    verifyStatus: 'not_due',
    verifiedAt: null,
    evidenceId: null,
    evidenceValidUntil: null,
    evidenceIsEarlier: 0,
    targetUrl: null,
    msisdn: null,
    firstName: null,
    lastName: null,
    birthDate: null,
    email: null,
    country: null,
    language: null,
    goneAt: null,
    regressedAt: null,
    firstUnknownAt: null,
    supersededBy: null,
  };
}
