import type { Reader } from '../../../platform/db/reader.ts';

/** Calls to place an order whose answer was lost: an order may exist at SRS that nobody knows. Newest first, without those that were cleared up. */
export interface PossibleOrphan {
  id: number;
  at: number;
  actor: string;
  externalId: string | null;
  outcome: string | null;
  subject: string | null;
  bytes: string;
}

/** See {@link PossibleOrphan}. */
export function listPossibleOrphans(reader: Reader, limit: number): PossibleOrphan[] {
  return reader
    .sql(
      `SELECT call_id AS id, at, actor, external_id AS externalId, outcome, subject_id AS subject, bytes FROM entries
       WHERE action = 'order.place_orphaned' AND kind <> 'call' AND call_id NOT IN (
         SELECT call_id FROM entries WHERE action = 'order.orphan_settled' AND kind <> 'call')
       ORDER BY seq DESC LIMIT ?`,
    )
    .all(limit) as PossibleOrphan[];
}
