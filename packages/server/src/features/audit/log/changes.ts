import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { ERASE_ORDER_SQL } from '../../orders/index.ts';

/** Says that rows were forgotten whose bytes may still lie in free pages until the file is rewritten. */
export const COMPACTION_DUE = 'audit.compaction_due';

export interface EraseArgs {
  refIds: readonly string[];
  subjects: readonly string[];
  actor: string;
  origin: 'user' | 'cli' | 'system';
  reason: string;
}

function setDue(tx: Tx, due: boolean): void {
  tx.sql(
    `INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  ).run(COMPACTION_DUE, due ? 1 : 0);
}

export const auditChanges = {
  /**
   * Forgets persons: their columns, their search terms, the keys of what was sealed. Appends one `order.erase` per
   * order (one in all when there is none). Guards: `legal_hold`. Done before? Then nothing changes but the entry.
   */
  'order.erase': (tx: Tx, args: EraseArgs): { erased: number } => {
    for (const refId of args.refIds) {
      const held = tx.sql('SELECT 1 FROM orders WHERE ref_id = ? AND legal_hold = 1').get(refId);
      if (held !== undefined) throw new GuardConflict('legal_hold', { refId });
    }
    const entry = { action: 'order.erase', actor: args.actor, origin: args.origin } as const;
    for (const refId of args.refIds) {
      for (const statement of ERASE_ORDER_SQL) tx.sql(statement).run({ refId });
      tx.sql('UPDATE orders SET erased_at = coalesce(erased_at, ?) WHERE ref_id = ?').run(tx.now, refId);
      tx.append({ ...entry, refId, detail: { reason: args.reason, orders: args.refIds.length } });
      tx.rowChanged('orders', refId);
    }
    let erased = 0;
    for (const subject of args.subjects) if (tx.eraseSubject(subject)) erased += 1;
    if (args.refIds.length === 0) tx.append({ ...entry, detail: { reason: args.reason, subjects: erased } });
    setDue(tx, true);
    return { erased };
  },

  /** Puts an order under legal hold or releases it. Guards: `order_not_found`, `order_erased`. */
  'order.hold': (
    tx: Tx,
    args: { refId: string; hold: boolean; actor: string; origin: 'user' | 'cli'; reason: string },
  ): { changed: boolean } => {
    const order = tx
      .sql('SELECT legal_hold AS hold, erased_at AS erased FROM orders WHERE ref_id = ?')
      .get(args.refId) as { hold: number; erased: number | null } | undefined;
    if (order === undefined) throw new GuardConflict('order_not_found', { refId: args.refId });
    if (args.hold && order.erased !== null) throw new GuardConflict('order_erased', { refId: args.refId });
    const changed = (order.hold === 1) !== args.hold;
    tx.sql('UPDATE orders SET legal_hold = ? WHERE ref_id = ?').run(args.hold ? 1 : 0, args.refId);
    tx.append({
      action: args.hold ? 'order.legal_hold' : 'order.legal_hold_released',
      actor: args.actor,
      origin: args.origin,
      refId: args.refId,
      detail: {
        reason: args.reason,
        changes: [{ field: 'legalHold', before: order.hold === 1, after: args.hold }],
      },
    });
    tx.rowChanged('orders', args.refId);
    return { changed };
  },

  /** Notes that a checkpoint left the house. */
  'checkpoint.exported': (tx: Tx, args: { size: number }): void => {
    tx.sql('UPDATE checkpoints SET exported_at = coalesce(exported_at, ?) WHERE size = ?').run(
      tx.now,
      args.size,
    );
  },

  /** Bookkeeping: the file was rewritten after an erasure. */
  'audit.compacted': (tx: Tx, _: null): void => setDue(tx, false),

  /** Empties the calls projection and fills it again from the log; gives how many calls there are. */
  'audit.rebuild_calls': (tx: Tx, args: { actor: string; origin: 'cli' | 'user' }): { calls: number } => {
    const calls = rebuildCalls(tx);
    tx.append({ action: 'audit.rebuild_calls', actor: args.actor, origin: args.origin, detail: { calls } });
    return { calls };
  },
};

function rebuildCalls(tx: Tx): number {
  tx.sql('DELETE FROM calls').run();
  tx.sql(
    `INSERT INTO calls (id, started_at, operation, http_method, url, ref_id, order_id, external_id, actor, origin, outcome,
       attempt, correlation_id, subject_id, seq_intent)
     SELECT call_id, at, operation, bytes ->> '$.detail.method', target, ref_id, order_id, external_id, actor,
       bytes ->> '$.origin', 'in_flight', bytes ->> '$.detail.attempt', bytes ->> '$.detail.correlationId', subject_id, seq
     FROM entries WHERE action = 'call.intent' ORDER BY seq`,
  ).run();
  tx.sql(
    `UPDATE calls SET finished_at = e.at, outcome = e.outcome, answer = e.bytes ->> '$.detail.answer',
       http_status = e.bytes ->> '$.detail.httpStatus',
       duration_ms = e.bytes ->> '$.detail.durationMs', ref_id = e.ref_id, order_id = e.order_id,
       external_id = e.external_id, subject_id = e.subject_id, seq_outcome = e.seq
     FROM entries e WHERE e.action = 'call.outcome' AND e.call_id = calls.id`,
  ).run();
  return tx.sql('SELECT count(*) FROM calls').pluck().get() as number;
}

type AuditCommands = typeof auditChanges;

declare module '../../../platform/ledger/commands.ts' {
  interface Commands extends AuditCommands {}
}
