import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import { insertOrder, newOrder } from '../order-row.ts';
import { livingSubject } from '../registrations/queries.ts';
import { takeRegistration } from '../registrations/take-registration.ts';

/** One Ref ID to become known, with the subject whose key will seal what belongs to it. */
interface RegisterLine {
  refId: string;
  /** A new UUID; used only when the order is new and nobody had asked about it. */
  subjectId: string;
  externalId?: string | null | undefined;
}

interface RegisterArgs {
  lines: readonly RegisterLine[];
  knownBy: 'register' | 'import' | 'gateway' | 'test_bench';
  action: Extract<AuditAction, 'order.register' | 'order.import'>;
  actor: Actor;
  origin: Origin;
}

interface Registered {
  refId: string;
  outcome: 'new' | 'known';
}

function registerOne(tx: Tx, args: RegisterArgs, line: RegisterLine): Registered {
  const asked = takeRegistration(tx, line.refId);
  const externalId = line.externalId ?? asked?.externalId ?? null;
  const subjectId = (asked && livingSubject(asked)) ?? line.subjectId;
  const id = insertOrder(
    tx,
    newOrder({
      refId: line.refId,
      subjectId,
      knownBy: args.knownBy,
      externalId,
      externalIdSource: externalId === null ? null : 'import',
      statusChangedAt: tx.now,
      createdAt: tx.now,
      createdAtKnown: false,
      registeredAt: tx.now,
      updatedAt: tx.now,
    }),
    tx.now,
  );
  if (id === null) return { refId: line.refId, outcome: 'known' };
  tx.ensureSubject(subjectId);
  tx.append({
    action: args.action,
    actor: args.actor,
    origin: args.origin,
    refId: line.refId,
    externalId,
    subject: subjectId,
    detail: { knownBy: args.knownBy },
  });
  tx.rowChanged('orders', line.refId);
  return { refId: line.refId, outcome: 'new' };
}

export const registerChanges = {
  /**
   * Makes orders known that SRS is known to have: an order row whose status is yet to be told, due at once. Those known already
   * stay as they are. Appends one entry per new order, or one in all when every line was known.
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
