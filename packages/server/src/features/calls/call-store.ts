import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { CALL_MEMBERS } from './call-list.ts';

/** A call with the numbers of the entries that hold its headers and bodies. */
export interface StoredCall {
  row: CallRow;
  seqIntent: number;
  seqOutcome: number | null;
}

/** The call of this number, or undefined. */
export function findCall(reader: Reader, id: number): StoredCall | undefined {
  const found = reader
    .sql(
      `SELECT json_object(${CALL_MEMBERS}) AS json, c.seq_intent AS seqIntent, c.seq_outcome AS seqOutcome
       FROM calls c WHERE c.id = ?`,
    )
    .get(id) as { json: string; seqIntent: number; seqOutcome: number | null } | undefined;
  if (!found) return undefined;
  return { row: JSON.parse(found.json), seqIntent: found.seqIntent, seqOutcome: found.seqOutcome };
}

/** An entry's stored bytes and what is needed to open its sealed part. */
export interface EntryText {
  bytes: string;
  uuid: string;
  subject: string | null;
}

/** The entry of this number, or undefined. */
export function findEntry(reader: Reader, seq: number): EntryText | undefined {
  return reader.sql('SELECT bytes, uuid, subject_id AS subject FROM entries WHERE seq = ?').get(seq) as
    | EntryText
    | undefined;
}
