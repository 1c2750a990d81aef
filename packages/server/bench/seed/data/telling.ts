import type { KnownStatus, SyncedOrder } from '../../../src/features/orders/poll/synced-order.ts';
import type { SeedStory } from './draw-story.ts';

/** An order whose story is being told: what the desk knows of it by now. Times in ms since epoch. */
export interface Telling {
  story: SeedStory;
  order: SyncedOrder;
  /** Stands for the person's number, once the desk knows it. */
  token: Buffer | null;
  history: KnownStatus[];
  /** The next of the story's events. */
  next: number;
  lastSyncedAt: number | null;
  lastVerifyAt: number | null;
  polls: number;
}

/** An order before anything is known of it. */
export function beginTelling(story: SeedStory): Telling {
  return {
    story,
    order: unknownOrder(story),
    token: null,
    history: [],
    next: 0,
    lastSyncedAt: null,
    lastVerifyAt: null,
    polls: 0,
  };
}

function unknownOrder(story: SeedStory): SyncedOrder {
  const at = story.createdAt;
  return {
    refId: story.refId,
    subjectId: story.subjectId,
    erasedAt: null,
    orderId: null,
    externalId: story.knownBy === 'import' ? story.externalId : null,
    externalIdSource: story.knownBy === 'import' && story.externalId !== null ? 'import' : null,
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
