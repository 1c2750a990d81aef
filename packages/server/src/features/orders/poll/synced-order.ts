import type { OrderStatus, VerifyStatus } from '@srs-desk/shared/order/status.ts';
import type { TransitionKind } from '@srs-desk/shared/order/transitions.ts';

/** An order as the sync sees it: everything that an answer of SRS or of the RA service can change. Times in ms since epoch. */
export interface SyncedOrder {
  refId: string;
  subjectId: string;
  erasedAt: number | null;
  orderId: string | null;
  externalId: string | null;
  externalIdSource: 'srs' | 'gateway' | 'import' | 'desk' | null;
  issuer: string | null;
  method: string | null;
  jurisdiction: string | null;
  loa: string | null;
  status: OrderStatus;
  statusReason: string | null;
  /** Null until SRS has told a status: the order is known by its Ref ID only. */
  wireStatus: string | null;
  statusChangedAt: number;
  createdAt: number;
  registeredAt: number;
  updatedAt: number;
  startedAt: number | null;
  verifyStatus: VerifyStatus;
  verifiedAt: number | null;
  evidenceId: string | null;
  evidenceValidUntil: number | null;
  evidenceIsEarlier: number;
  targetUrl: string | null;
  msisdn: string | null;
  firstName: string | null;
  lastName: string | null;
  birthDate: string | null;
  email: string | null;
  country: string | null;
  language: string | null;
  goneAt: number | null;
  regressedAt: number | null;
  firstUnknownAt: number | null;
  supersededBy: string | null;
}

export type OrderPatch = Partial<Omit<SyncedOrder, 'refId' | 'subjectId' | 'erasedAt'>>;

/** One line of the status history as it is known already. */
export interface KnownStatus {
  status: OrderStatus;
  wireStatus: string;
  happenedAt: number;
}

/** A line to add to the history: when it happened at SRS, and what the change is worth. */
export interface NewStatus extends KnownStatus {
  transition: TransitionKind;
}
