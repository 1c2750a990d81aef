import { and, eq, getTableColumns, isNull } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { users } from '../../access/table.ts';
import { deriveAnew } from '../../orders/index.ts';
import { orders, orderWork } from '../../orders/table.ts';

/** What a person sets on an order in the queue; a field left out stays as it is, null takes it away. */
interface WorkChange {
  refId: string;
  assignee?: string | null | undefined;
  followUpAt?: number | null | undefined;
  snoozedUntil?: number | null | undefined;
  /** Answers to the guided questions, by question; null forgets one. */
  answers?: Readonly<Record<string, string | null>> | undefined;
  actor: Actor;
  origin: Origin;
}

type Work = Pick<typeof orderWork.$inferSelect, 'assignee' | 'followUpAt' | 'snoozedUntil' | 'answers'>;

const EMPTY: Work = { assignee: null, followUpAt: null, snoozedUntil: null, answers: {} };

const orderByRefId = statement({ refId: orders.refId }, (db, { refId }) =>
  db.select({ id: orders.id }).from(orders).where(eq(orders.refId, refId)),
);

const activeUser = statement({ username: users.username }, (db, { username }) =>
  db
    .select({ username: users.username })
    .from(users)
    .where(and(eq(users.username, username), isNull(users.disabledAt))),
);

const workByRefId = statement({ refId: orderWork.refId }, (db, { refId }) =>
  db.select().from(orderWork).where(eq(orderWork.refId, refId)),
);

const putWork = statement(getTableColumns(orderWork), (db, row) =>
  db.insert(orderWork).values(row).onConflictDoUpdate({ target: orderWork.refId, set: row }),
);

function mergedAnswers(before: Work['answers'], change: WorkChange['answers']): Work['answers'] {
  const answers = new Map(Object.entries(before));
  for (const [question, answer] of Object.entries(change ?? {})) {
    if (answer === null) answers.delete(question);
    else answers.set(question, answer);
  }
  return Object.fromEntries(answers);
}

/** The name as the user has it: it may have been typed in other letters. @throws GuardConflict `assignee_not_found` */
function usernameOf(tx: Tx, assignee: string): string {
  const user = activeUser(tx).get({ username: assignee });
  if (user === undefined) throw new GuardConflict('assignee_not_found', { assignee });
  return user.username;
}

/** What differs between two states of the work on an order, by the action that it stands for. */
function changesOf(before: Work, after: Work) {
  const changes = [
    { action: 'order.assign', before: before.assignee, after: after.assignee },
    { action: 'order.follow_up', before: before.followUpAt, after: after.followUpAt },
    { action: 'order.snooze', before: before.snoozedUntil, after: after.snoozedUntil },
    { action: 'order.triage', before: JSON.stringify(before.answers), after: JSON.stringify(after.answers) },
  ] as const;
  return changes.filter((change) => change.before !== change.after);
}

export const queueChanges = {
  /**
   * Assigns, postpones, or answers a guided question; one entry for each thing that changed.
   * Guards: `order_not_found`, `assignee_not_found`, `nothing_changed`.
   */
  'order_work.change': (tx: Tx, change: WorkChange): void => {
    const { refId, actor, origin } = change;
    if (orderByRefId(tx).get({ refId }) === undefined) throw new GuardConflict('order_not_found', { refId });
    const before = workByRefId(tx).get({ refId }) ?? EMPTY;
    const { assignee = before.assignee } = change;
    const after: Work = {
      assignee: typeof change.assignee === 'string' ? usernameOf(tx, change.assignee) : assignee,
      followUpAt: change.followUpAt === undefined ? before.followUpAt : change.followUpAt,
      snoozedUntil: change.snoozedUntil === undefined ? before.snoozedUntil : change.snoozedUntil,
      answers: mergedAnswers(before.answers, change.answers),
    };
    const changes = changesOf(before, after);
    if (changes.length === 0) throw new GuardConflict('nothing_changed', { refId });
    for (const { action, ...detail } of changes) tx.append({ actor, origin, refId, action, detail });
    putWork(tx).run({ refId, ...after, changedAt: tx.now, changedBy: actor });
    if (changes.some(({ action }) => action === 'order.triage')) deriveAnew(tx, refId);
    tx.rowChanged('orders', refId);
  },
};
