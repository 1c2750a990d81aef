import { isPending } from '@srs-desk/shared/order/status.ts';
import { eq, getTableColumns, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import { checkpoints, counters, entries } from '../../../platform/ledger/table.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { calls } from '../../../platform/recorder/table.ts';
import { deriveAnew, eraseOrderRows } from '../../orders/index.ts';
import { orders } from '../../orders/table.ts';
import type { StampStated } from '../stamp/stamp-stated.ts';
import { checkpointStamps } from '../stamp/table.ts';

/** Says that rows were forgotten whose bytes may still lie in free pages until the file is rewritten. */
export const COMPACTION_DUE = 'audit.compaction_due';

interface EraseArgs {
  refIds: readonly string[];
  subjects: readonly string[];
  actor: string;
  origin: 'user' | 'cli' | 'system';
  reason: string;
  /** Who asked for it, where another agreed. */
  askedBy?: string;
}

const putCounter = statement(getTableColumns(counters), (db, row) =>
  db.insert(counters).values(row).onConflictDoUpdate({ target: counters.name, set: row }),
);

function setDue(tx: Tx, due: boolean): void {
  putCounter(tx).run({ name: COMPACTION_DUE, value: due ? 1 : 0 });
}

const byRefId = statement({ refId: orders.refId }, (db, { refId }) =>
  db
    .select({
      legalHold: orders.legalHold,
      erasedAt: orders.erasedAt,
      status: orders.status,
      goneAt: orders.goneAt,
    })
    .from(orders)
    .where(eq(orders.refId, refId)),
);

const setErased = statement({ refId: orders.refId, now: orders.erasedAt }, (db, { refId, now }) =>
  db
    .update(orders)
    .set({ erasedAt: sql`coalesce(${orders.erasedAt}, ${now})` })
    .where(eq(orders.refId, refId)),
);

const setLegalHold = statement(
  { refId: orders.refId, legalHold: orders.legalHold },
  (db, { refId, legalHold }) => db.update(orders).set({ legalHold }).where(eq(orders.refId, refId)),
);

const setExported = statement({ size: checkpoints.size, now: checkpoints.exportedAt }, (db, { size, now }) =>
  db
    .update(checkpoints)
    .set({ exportedAt: sql`coalesce(${checkpoints.exportedAt}, ${now})` })
    .where(eq(checkpoints.size, size)),
);

const insertStamp = statement(getTableColumns(checkpointStamps), (db, row) =>
  db.insert(checkpointStamps).values(row).onConflictDoUpdate({ target: checkpointStamps.size, set: row }),
);

interface StampedArgs extends StampStated {
  answer: Uint8Array;
}

export const auditChanges = {
  /**
   * Forgets persons: their columns, their search terms, the keys of what was sealed. Appends one `order.erase` per
   * order (one in all when there is none). Guards: `legal_hold`. Done before? Then nothing changes but the entry.
   */
  'order.erase': (tx: Tx, args: EraseArgs): { erased: number } => {
    for (const refId of args.refIds) {
      if (byRefId(tx).get({ refId })?.legalHold) throw new GuardConflict('legal_hold', { refId });
    }
    const entry = { action: 'order.erase', actor: args.actor, origin: args.origin } as const;
    const destroyed = args.subjects.filter((subject) => tx.eraseSubject(subject));
    const { reason, askedBy } = args;
    const why = askedBy === undefined ? { reason } : { reason, askedBy };
    for (const [place, refId] of args.refIds.entries()) {
      const order = byRefId(tx).get({ refId });
      const leftOpen = order !== undefined && order.goneAt === null && isPending(order.status);
      eraseOrderRows(tx, refId);
      setErased(tx).run({ refId, now: tx.now });
      deriveAnew(tx, refId);
      const detail = {
        ...why,
        orders: args.refIds.length,
        ...(place === 0 ? { destroyed } : {}),
        ...(leftOpen ? { leftOpen } : {}),
      };
      tx.append({ ...entry, refId, detail });
      tx.rowChanged('orders', refId);
    }
    const erased = destroyed.length;
    if (args.refIds.length === 0) tx.append({ ...entry, detail: { ...why, subjects: erased, destroyed } });
    setDue(tx, true);
    return { erased };
  },

  /** Puts an order under legal hold or releases it. Guards: `order_not_found`, `order_erased`. */
  'order.hold': (
    tx: Tx,
    args: { refId: string; hold: boolean; actor: string; origin: EraseArgs['origin']; reason: string },
  ): { changed: boolean } => {
    const { refId, hold } = args;
    const order = byRefId(tx).get({ refId });
    if (order === undefined) throw new GuardConflict('order_not_found', { refId });
    if (hold && order.erasedAt !== null) throw new GuardConflict('order_erased', { refId });
    setLegalHold(tx).run({ refId, legalHold: hold });
    tx.append({
      action: hold ? 'order.legal_hold' : 'order.legal_hold_released',
      actor: args.actor,
      origin: args.origin,
      refId,
      detail: {
        reason: args.reason,
        changes: [{ field: 'legalHold', before: order.legalHold, after: hold }],
      },
    });
    tx.rowChanged('orders', refId);
    return { changed: order.legalHold !== hold };
  },

  /** Notes that a checkpoint left the house. */
  'checkpoint.exported': (tx: Tx, args: { size: number }): void => {
    setExported(tx).run({ size: args.size, now: tx.now });
  },

  /** Keeps what a time-stamping authority answered over a checkpoint, and what it says. */
  'checkpoint.stamped': (tx: Tx, args: StampedArgs): void => {
    const { answer, ...stamp } = args;
    insertStamp(tx).run({ size: stamp.size, answer: Buffer.from(answer) });
    tx.append({ action: 'audit.time_stamp', actor: 'system', origin: 'system', detail: stamp });
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

const removeCalls = statement((db) => db.delete(calls));

const insertIntents = statement((db) =>
  db.change(sql`INSERT INTO ${calls} (id, started_at, operation, http_method, url, ref_id, order_id, external_id, actor,
      origin, outcome, attempt, correlation_id, subject_id, seq_intent)
    SELECT call_id, at, operation, detail ->> '$.method', target, ref_id, order_id, external_id, actor,
      origin, 'in_flight', detail ->> '$.attempt', detail ->> '$.correlationId', subject_id, seq
    FROM ${entries} WHERE ${entries.action} = 'call.intent' ORDER BY seq`),
);

const addOutcomes = statement((db) =>
  db.change(sql`UPDATE ${calls} SET finished_at = e.at, outcome = e.outcome,
      answer = e.detail ->> '$.answer',
      http_status = e.detail ->> '$.httpStatus', duration_ms = e.detail ->> '$.durationMs', ref_id = e.ref_id,
      order_id = e.order_id, external_id = e.external_id, subject_id = e.subject_id, seq_outcome = e.seq
    FROM ${entries} e WHERE e.action = 'call.outcome' AND e.call_id = ${calls.id}`),
);

function rebuildCalls(tx: Tx): number {
  removeCalls(tx).run();
  const { changes } = insertIntents(tx).run();
  addOutcomes(tx).run();
  return changes;
}

type AuditCommands = typeof auditChanges;

declare module '../../../platform/ledger/commands.ts' {
  interface Commands extends AuditCommands {}
}
