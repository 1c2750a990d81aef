import type { HandoverRow } from '@srs-desk/shared/api/support.ts';
import type { Reader } from '../../../platform/db/reader.ts';

const COLUMNS = `id, ref_id AS refId, call_id AS callId, step, team, issue, language, state, ticket_number AS ticketNumber,
  has_personal_data AS hasPersonalData, created_at AS createdAt, created_by AS createdBy, updated_at AS updatedAt`;

type Row = Omit<HandoverRow, 'createdAt' | 'updatedAt' | 'hasPersonalData'> & {
  createdAt: number;
  updatedAt: number;
  hasPersonalData: number;
};

function view(row: Row): HandoverRow {
  return {
    ...row,
    hasPersonalData: row.hasPersonalData === 1,
    createdAt: new Date(row.createdAt).toISOString(),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

/** Hand-overs that are not closed yet, oldest first; all of them, or of one order. */
export function listUnsettledHandovers(reader: Reader): HandoverRow[] {
  const rows = reader
    .sql(`SELECT ${COLUMNS} FROM handovers WHERE state <> 'closed' ORDER BY created_at`)
    .all();
  return (rows as Row[]).map(view);
}

/** Every hand-over of an order, newest first. */
export function listHandoversOf(reader: Reader, refId: string): HandoverRow[] {
  return (
    reader.sql(`SELECT ${COLUMNS} FROM handovers WHERE ref_id = ? ORDER BY id DESC`).all(refId) as Row[]
  ).map(view);
}

/** One hand-over; undefined when there is none. */
export function findHandover(reader: Reader, id: number): HandoverRow | undefined {
  const row = reader.sql(`SELECT ${COLUMNS} FROM handovers WHERE id = ?`).get(id) as Row | undefined;
  return row === undefined ? undefined : view(row);
}

/** The subject that seals what is said of an order; undefined when the order is not known. */
export function subjectOfOrder(reader: Reader, refId: string): string | undefined {
  return reader.sql('SELECT subject_id FROM orders WHERE ref_id = ?').pluck().get(refId) as
    | string
    | undefined;
}

/** What a hand-over from a call needs to know of it. */
export function callForHandover(
  reader: Reader,
  id: number,
): { refId: string | null; subject: string | null } | undefined {
  return reader.sql('SELECT ref_id AS refId, subject_id AS subject FROM calls WHERE id = ?').get(id) as
    | { refId: string | null; subject: string | null }
    | undefined;
}
