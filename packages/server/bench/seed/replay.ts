import { newOrder, type Order } from '../../src/features/orders/order-row.ts';
import type { KnownStatus } from '../../src/features/orders/poll/new-statuses.ts';
import type { SeedScenario } from './draw-scenario.ts';

/** An order whose scenario is being replayed: what the desk knows of it by now. Times in ms since epoch. */
export interface Replay {
  scenario: SeedScenario;
  order: Order;
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

function unknownOrder(scenario: SeedScenario): Order {
  const at = scenario.createdAt;
  const imported = scenario.knownBy === 'import' && scenario.externalId !== null;
  return newOrder({
    refId: scenario.refId,
    subjectId: scenario.subjectId,
    knownBy: scenario.knownBy,
    externalId: imported ? scenario.externalId : null,
    externalIdSource: imported ? 'import' : null,
    statusChangedAt: at,
    createdAt: at,
    registeredAt: at,
    updatedAt: at,
  });
}
