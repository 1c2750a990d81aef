import { and, eq, isNotNull, ne } from 'drizzle-orm';
import type { Reader } from '../../../platform/db/reader.ts';
import { statement } from '../../../platform/db/statement.ts';
import { orderWork } from '../../orders/table.ts';
import { handovers } from '../table.ts';

const openTicket = statement({ refId: handovers.refId }, (db, { refId }) =>
  db
    .select({ id: handovers.id })
    .from(handovers)
    .where(and(eq(handovers.refId, refId), ne(handovers.state, 'closed')))
    .limit(1),
);

const followUp = statement({ refId: orderWork.refId }, (db, { refId }) =>
  db
    .select({ refId: orderWork.refId })
    .from(orderWork)
    .where(and(eq(orderWork.refId, refId), isNotNull(orderWork.followUpAt))),
);

/** A ticket about the order is open, or somebody has set a follow-up: who is promised an answer will get one. */
export function isFollowedUp(reader: Reader, refId: string): boolean {
  return openTicket(reader).get({ refId }) !== undefined || followUp(reader).get({ refId }) !== undefined;
}
