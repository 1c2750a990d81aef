import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';

/** One Ref ID to become known, with the subject whose key will seal what belongs to it. */
export interface RegisterLine {
  refId: string;
  /** A new UUID; used only when the order is new. */
  subjectId: string;
  externalId?: string | null | undefined;
  /** What the person registering it wrote; sealed, for it may name somebody. */
  note?: string | null | undefined;
}

export interface RegisterArgs {
  lines: readonly RegisterLine[];
  knownBy: 'register' | 'import' | 'gateway' | 'test_bench';
  action: Extract<AuditAction, 'order.register' | 'order.import'>;
  actor: Actor;
  origin: Origin;
}

export interface Registered {
  refId: string;
  outcome: 'new' | 'known';
}

const INSERT_ORDER = `
  INSERT INTO orders (ref_id, external_id, external_id_source, known_by, status, status_changed_at, created_at,
    registered_at, updated_at, verify_status, subject_id)
  VALUES (?, ?, ?, ?, 'created', ?, ?, ?, ?, 'not_due', ?)
  ON CONFLICT (ref_id) DO NOTHING`;

function registerOne(tx: Tx, args: RegisterArgs, line: RegisterLine): Registered {
  const externalId = line.externalId ?? null;
  const { changes } = tx
    .sql(INSERT_ORDER)
    .run(
      line.refId,
      externalId,
      externalId === null ? null : 'import',
      args.knownBy,
      tx.now,
      tx.now,
      tx.now,
      tx.now,
      line.subjectId,
    );
  if (changes === 0) return { refId: line.refId, outcome: 'known' };
  tx.sql("INSERT INTO order_sync (ref_id, due_at, due_what) VALUES (?, ?, 'status')").run(line.refId, tx.now);
  tx.ensureSubject(line.subjectId);
  tx.append({
    action: args.action,
    actor: args.actor,
    origin: args.origin,
    refId: line.refId,
    externalId,
    subject: line.subjectId,
    detail: { knownBy: args.knownBy },
    ...(line.note ? { sealed: { note: line.note } } : {}),
  });
  tx.rowChanged('orders', line.refId);
  return { refId: line.refId, outcome: 'new' };
}

export const registerChanges = {
  /**
   * Makes Ref IDs known: an order row whose status SRS has yet to tell, due at once. Those known already stay as
   * they are. Appends one entry per new order, or one in all when every line was known.
   */
  'order.register': (tx: Tx, args: RegisterArgs): Registered[] => {
    const outcomes = args.lines.map((line) => registerOne(tx, args, line));
    if (!outcomes.some(({ outcome }) => outcome === 'new')) {
      tx.append({
        action: args.action,
        actor: args.actor,
        origin: args.origin,
        refId: outcomes.length === 1 ? outcomes[0]?.refId : null,
        detail: { new: 0, known: outcomes.length },
      });
    }
    return outcomes;
  },
};
