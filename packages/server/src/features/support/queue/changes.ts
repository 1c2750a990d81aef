import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';

/** What a person sets on an order in the queue; a field left out stays as it is, null takes it away. */
export interface WorkChange {
  refId: string;
  assignee?: string | null | undefined;
  followUpAt?: number | null | undefined;
  snoozedUntil?: number | null | undefined;
  /** Answers to the guided questions, by question; null forgets one. */
  answers?: Readonly<Record<string, string | null>> | undefined;
  actor: Actor;
  origin: Origin;
}

type Row = {
  assignee: string | null;
  follow_up_at: number | null;
  snoozed_until: number | null;
  answers: string;
};

const EMPTY: Row = { assignee: null, follow_up_at: null, snoozed_until: null, answers: '{}' };

const UPSERT = `INSERT INTO order_work (ref_id, assignee, follow_up_at, snoozed_until, answers, changed_at, changed_by)
  VALUES (?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (ref_id) DO UPDATE SET assignee = excluded.assignee, follow_up_at = excluded.follow_up_at,
    snoozed_until = excluded.snoozed_until, answers = excluded.answers, changed_at = excluded.changed_at,
    changed_by = excluded.changed_by`;

function mergedAnswers(before: string, change: WorkChange['answers']): string {
  const answers = new Map(Object.entries(JSON.parse(before) as Record<string, string>));
  for (const [question, answer] of Object.entries(change ?? {})) {
    if (answer === null) answers.delete(question);
    else answers.set(question, answer);
  }
  return JSON.stringify(Object.fromEntries(answers));
}

function assertUser(tx: Tx, username: string): void {
  const known = tx.sql('SELECT 1 FROM users WHERE username = ? AND disabled_at IS NULL').get(username);
  if (known === undefined) throw new GuardConflict('assignee_not_found', { assignee: username });
}

export const queueChanges = {
  /**
   * Assigns, postpones, or answers a guided question; one entry for each thing that changed.
   * Guards: `order_not_found`, `assignee_not_found`, `nothing_changed`.
   */
  'order_work.change': (tx: Tx, change: WorkChange): void => {
    const { refId, actor, origin } = change;
    if (tx.sql('SELECT 1 FROM orders WHERE ref_id = ?').get(refId) === undefined) {
      throw new GuardConflict('order_not_found', { refId });
    }
    if (typeof change.assignee === 'string') assertUser(tx, change.assignee);
    const before =
      (tx
        .sql('SELECT assignee, follow_up_at, snoozed_until, answers FROM order_work WHERE ref_id = ?')
        .get(refId) as Row | undefined) ?? EMPTY;
    const after: Row = {
      assignee: change.assignee === undefined ? before.assignee : change.assignee,
      follow_up_at: change.followUpAt === undefined ? before.follow_up_at : change.followUpAt,
      snoozed_until: change.snoozedUntil === undefined ? before.snoozed_until : change.snoozedUntil,
      answers: mergedAnswers(before.answers, change.answers),
    };
    const common = { actor, origin, refId };
    let entries = 0;
    const tell = (
      action: 'order.assign' | 'order.follow_up' | 'order.snooze' | 'order.triage',
      from: unknown,
      to: unknown,
    ): void => {
      if (from === to) return;
      entries += 1;
      tx.append({ ...common, action, detail: { before: plain(from), after: plain(to) } });
    };
    tell('order.assign', before.assignee, after.assignee);
    tell('order.follow_up', before.follow_up_at, after.follow_up_at);
    tell('order.snooze', before.snoozed_until, after.snoozed_until);
    tell('order.triage', before.answers, after.answers);
    if (entries === 0) throw new GuardConflict('nothing_changed', { refId });
    tx.sql(UPSERT).run(
      refId,
      after.assignee,
      after.follow_up_at,
      after.snoozed_until,
      after.answers,
      tx.now,
      actor,
    );
    if (before.answers !== after.answers) {
      tx.sql('UPDATE orders SET triage_due_at = ? WHERE ref_id = ?').run(tx.now, refId);
    }
    tx.rowChanged('orders', refId);
  },
};

function plain(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
