import type { ApprovalAct } from '@srs-desk/shared/access/approvals.ts';
import { isAhead } from '@srs-desk/shared/time/elapsed.ts';
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { approvals } from '../table.ts';

/** Something that waits for a second admin, or did; times in ms since epoch. */
export type StoredApproval = typeof approvals.$inferSelect;

const byId = statement({ id: approvals.id }, (db, { id }) =>
  db.select().from(approvals).where(eq(approvals.id, id)),
);

const waiting = statement({ act: approvals.act, target: approvals.target }, (db, { act, target }) =>
  db
    .select()
    .from(approvals)
    .where(
      and(
        eq(approvals.act, act),
        sql`${approvals.target} = ${target} COLLATE NOCASE`,
        eq(approvals.state, 'waiting').inlineParams(),
      ),
    ),
);

const allWaiting = statement((db) =>
  db.select().from(approvals).where(eq(approvals.state, 'waiting').inlineParams()),
);

const newest = statement((db) => db.select().from(approvals).orderBy(desc(approvals.id)).limit(1000));

/** By its number. */
export function findApproval(db: Db, id: number): StoredApproval | undefined {
  return byId(db).get({ id });
}

/** Whether nobody agreed to it in time: its week is over, or was counted from by a clock that was ahead. */
export function isLate({ askedAt, expiresAt }: StoredApproval, now: number): boolean {
  return expiresAt <= now || isAhead(askedAt, now);
}

/** What waits of one act and target; targets do not differ by case, since user names do not. */
export function findWaiting(db: Db, act: ApprovalAct, target: string): StoredApproval[] {
  return waiting(db).all({ act, target });
}

/** All that waits. */
export function readWaiting(db: Db): StoredApproval[] {
  return allWaiting(db).all();
}

/** The last thousand, newest first. */
export function readApprovals(db: Db): StoredApproval[] {
  return newest(db).all();
}
