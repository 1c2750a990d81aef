import type { Reader } from '../../../platform/db/reader.ts';
import type { EntryListRow } from './entry-row.ts';
import type { CheckpointRow, StubRow } from './log-file.ts';
import { LOG_EDGES, type LogEdges } from './log-rows.ts';

/** One entry of the log. */
export function entryRow(reader: Reader, seq: number): EntryListRow | undefined {
  return reader.sql('SELECT seq, bytes, hash FROM entries WHERE seq = ?').get(seq) as
    | EntryListRow
    | undefined;
}

/** The log's first and last number and the last entry's time (ms); zeros when it is empty. */
export function logEdges(reader: Reader): { first: number; last: number; lastAt: number } {
  const { first, last } = reader.sql(LOG_EDGES).get() as LogEdges;
  return { first: first ?? 0, last: last ?? 0, lastAt: timeOfEntry(reader, last ?? 0) ?? 0 };
}

/** The two entries of a call. */
export function callEntries(
  reader: Reader,
  callId: number,
): { intent: number; outcome: number | null } | undefined {
  return reader
    .sql('SELECT seq_intent AS intent, seq_outcome AS outcome FROM calls WHERE id = ?')
    .get(callId) as { intent: number; outcome: number | null } | undefined;
}

/** The smallest signed checkpoint that covers entry `seq`. */
export function checkpointOver(reader: Reader, seq: number): CheckpointRow | undefined {
  return reader.sql('SELECT * FROM checkpoints WHERE size >= ? ORDER BY size LIMIT 1').get(seq) as
    | CheckpointRow
    | undefined;
}

export function newestCheckpoint(reader: Reader): CheckpointRow | undefined {
  return reader.sql('SELECT * FROM checkpoints ORDER BY size DESC LIMIT 1').get() as
    | CheckpointRow
    | undefined;
}

export function newestExported(reader: Reader): CheckpointRow | undefined {
  return reader
    .sql('SELECT * FROM checkpoints WHERE exported_at IS NOT NULL ORDER BY size DESC LIMIT 1')
    .get() as CheckpointRow | undefined;
}

/** When entry `seq` was written, ms. */
export function timeOfEntry(reader: Reader, seq: number): number | null {
  return (reader.sql('SELECT at FROM entries WHERE seq = ?').pluck().get(seq) as number | undefined) ?? null;
}

/** The newest entry of an action that is no call. */
export function newestOfAction(reader: Reader, action: string): EntryListRow | undefined {
  return reader
    .sql(`SELECT seq, bytes, hash FROM entries WHERE action = ? AND kind <> 'call' ORDER BY seq DESC LIMIT 1`)
    .get(action) as EntryListRow | undefined;
}

export function countOpenCalls(reader: Reader): number {
  return reader.sql(`SELECT count(*) FROM calls WHERE outcome = 'in_flight'`).pluck().get() as number;
}

export function countErased(reader: Reader): number {
  return reader.sql('SELECT count(*) FROM subject_keys WHERE erased_at IS NOT NULL').pluck().get() as number;
}

/** Whether a subject's key was destroyed. */
export function isErased(reader: Reader, subjectId: string): boolean {
  return (
    reader.sql('SELECT 1 FROM subject_keys WHERE subject_id = ? AND erased_at IS NOT NULL').get(subjectId) !==
    undefined
  );
}

export function readStub(reader: Reader): StubRow | undefined {
  return reader.sql('SELECT * FROM audit_stub WHERE id = 1').get() as StubRow | undefined;
}

/** Everything the log holds about an order: by Ref ID, by its calls (a placing call's intent has no Ref ID yet), by its subject. */
export function entriesOfOrder(reader: Reader, refId: string, subjectId: string | null): EntryListRow[] {
  return reader
    .sql(
      `SELECT seq, bytes, hash FROM entries WHERE seq IN (
         SELECT seq FROM entries WHERE ref_id = @refId AND kind <> 'call'
         UNION SELECT seq_intent FROM calls WHERE ref_id = @refId
         UNION SELECT seq_outcome FROM calls WHERE ref_id = @refId AND seq_outcome IS NOT NULL
         UNION SELECT seq FROM entries WHERE subject_id = @subjectId AND subject_id IS NOT NULL AND ref_id IS NULL)
       ORDER BY seq`,
    )
    .all({ refId, subjectId }) as EntryListRow[];
}

export interface OrderOfPack {
  orderId: string | null;
  externalId: string | null;
  subjectId: string;
  erased: number;
}

/** What a proof pack says of its order, as far as the desk has a row of it. */
export function orderOfPack(reader: Reader, refId: string): OrderOfPack | undefined {
  return reader
    .sql(
      `SELECT order_id AS orderId, external_id AS externalId, subject_id AS subjectId, erased_at IS NOT NULL AS erased
       FROM orders WHERE ref_id = ?`,
    )
    .get(refId) as OrderOfPack | undefined;
}
