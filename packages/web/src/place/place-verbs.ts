import type { ImportOutcomes, ImportReport, OrderDetail } from '@srs-desk/shared/api/orders.ts';
import type { PlacedExtras } from '@srs-desk/shared/api/placing.ts';
import { ask, type RequestOptions } from '../api/http.ts';
import { type ChosenFilters, type OfferedMethod, providersPath } from './offered-methods.ts';

/** What the RA service is asked with: the person as typed, or the person of an order. */
export type EvidenceQuestion = Readonly<Record<string, string>>;

export interface EvidenceAnswer {
  result: 'valid' | 'no_evidence' | 'terms_not_accepted';
  evidenceId: string | null;
}

const post = <T>(path: string, body: unknown, options: RequestOptions = {}) =>
  ask<T>(path, { ...options, method: 'POST', body });

const AS_BYTES = { headers: { 'Content-Type': 'application/octet-stream' } };

export const placeVerbs = {
  /** The methods that SRS lists under the filters. */
  readOffers: (filters: ChosenFilters, signal?: AbortSignal) =>
    ask<OfferedMethod[]>(providersPath(filters), { signal }),
  /** External IDs in use that begin like this. */
  readExternalIds: ({ q }: { q: string }, signal?: AbortSignal) =>
    ask<string[]>(`orders/external-ids?q=${encodeURIComponent(q)}`, { signal }),
  /** Asks by a verify call whether the person has evidence. */
  checkEvidence: (question: EvidenceQuestion) => post<EvidenceAnswer>('orders/check-evidence', question),
  placeOrder: ({ body, idempotencyKey }: { body: object; idempotencyKey: string }) =>
    post<OrderDetail & PlacedExtras>('orders', body, { idempotencyKey }),
  /** Ref IDs, or a file as bytes: what it is, and in which encoding, is for the server to find out. */
  registerOrders: (given: { refIds: string[] } | Blob) =>
    post<ImportReport>('orders/import', given, given instanceof Blob ? AS_BYTES : {}),
  /** What SRS has said meanwhile about Ref IDs that were pending. */
  readImportOutcomes: (body: { refIds: string[] }, signal?: AbortSignal) =>
    post<ImportOutcomes>('orders/import/outcome', body, { signal }),
};
