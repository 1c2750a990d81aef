import type { HandoverRow } from '@srs-desk/shared/api/support.ts';
import type { IssueId } from '@srs-desk/shared/process/issue-ids.ts';
import { and, desc, eq, getTableColumns, ne, sql } from 'drizzle-orm';
import { iso } from '../../../platform/db/iso-time.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { orders } from '../../orders/table.ts';
import { handovers } from '../table.ts';

const { subjectId: _, seq: __, ...SHOWN } = getTableColumns(handovers);

type Stored = Omit<typeof handovers.$inferSelect, 'subjectId' | 'seq'>;

const unsettled = statement((db) =>
  db
    .select(SHOWN)
    .from(handovers)
    .where(ne(handovers.state, 'closed').inlineParams())
    .orderBy(handovers.createdAt),
);

const ofOrder = statement({ refId: handovers.refId }, (db, { refId }) =>
  db.select(SHOWN).from(handovers).where(eq(handovers.refId, refId)).orderBy(desc(handovers.id)),
);

const openOfIssue = statement({ refId: handovers.refId, issue: handovers.issue }, (db, { refId, issue }) =>
  db
    .select(SHOWN)
    .from(handovers)
    .where(
      and(eq(handovers.refId, refId), sql`${handovers.issue} IS ${issue}`, ne(handovers.state, 'closed')),
    )
    .orderBy(desc(handovers.id))
    .limit(1),
);

const all = statement((db) => db.select(SHOWN).from(handovers).orderBy(desc(handovers.id)));

const byId = statement({ id: handovers.id }, (db, { id }) =>
  db.select(SHOWN).from(handovers).where(eq(handovers.id, id)),
);

const subjectByRefId = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select({ subjectId: orders.subjectId }).from(orders).where(eq(orders.refId, refId)),
);

const callById = statement({ id: calls.id }, (db, { id }) =>
  db.select({ refId: calls.refId, subject: calls.subjectId }).from(calls).where(eq(calls.id, id)),
);

function view(row: Stored): HandoverRow {
  return { ...row, createdAt: iso(row.createdAt), updatedAt: iso(row.updatedAt) };
}

/** Hand-overs that are not closed yet, oldest first. */
export function listUnsettledHandovers(reader: Reader): HandoverRow[] {
  return unsettled(reader).all().map(view);
}

/** Every hand-over, newest first. */
export function listAllHandovers(reader: Reader): HandoverRow[] {
  return all(reader).all().map(view);
}

/** The latest hand-over of an order for the same issue that is not closed; null when there is none. */
export function openHandoverOf(reader: Reader, refId: string, issue: IssueId | null): HandoverRow | null {
  const row = openOfIssue(reader).get({ refId, issue });
  return row === undefined ? null : view(row);
}

/** Every hand-over of an order, newest first. */
export function listHandoversOf(reader: Reader, refId: string): HandoverRow[] {
  return ofOrder(reader).all({ refId }).map(view);
}

/** One hand-over; undefined when there is none. */
export function findHandover(reader: Reader, id: number): HandoverRow | undefined {
  const row = byId(reader).get({ id });
  return row && view(row);
}

/** The subject under which what is said of an order is sealed; undefined when the order is not known. */
export function subjectOfOrder(reader: Reader, refId: string): string | undefined {
  return subjectByRefId(reader).get({ refId })?.subjectId;
}

/** The order and the subject of a call; undefined when there is no such call. */
export function callForHandover(
  reader: Reader,
  id: number,
): { refId: string | null; subject: string | null } | undefined {
  return callById(reader).get({ id });
}
