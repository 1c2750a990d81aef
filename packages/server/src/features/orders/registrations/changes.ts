import { askAgainAt } from '@srs-desk/shared/polling/ask-again.ts';
import { retryAt } from '@srs-desk/shared/polling/retry.ts';
import { eq, getTableColumns } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Actor, Origin } from '../../../platform/ledger/entry-draft.ts';
import { GuardConflict } from '../../../platform/ledger/errors.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import type { OrderFacts } from '../../../platform/srs/mapper.ts';
import { registerChanges } from '../import/register-change.ts';
import { readOrderRow } from '../order-row.ts';
import { applyChanges, type PolledBy } from '../poll/apply-changes.ts';
import { registrations } from '../table.ts';
import { findRegistration, livingSubject, type Registration } from './queries.ts';

const { refId, dueAt, failures, ...OTHERS } = getTableColumns(registrations);

const insert = statement({ refId, dueAt, failures, ...OTHERS }, (db, row) =>
  db.insert(registrations).values(row),
);
const askAnew = statement(
  {
    refId,
    dueAt,
    subjectId: registrations.subjectId,
    externalId: registrations.externalId,
    knownBy: registrations.knownBy,
    askedBy: registrations.askedBy,
    origin: registrations.origin,
    askedAt: registrations.askedAt,
    state: registrations.state,
    failures,
  },
  (db, { refId, ...row }) => db.update(registrations).set(row).where(eq(registrations.refId, refId)),
);
const answered = statement(
  { refId, dueAt, state: registrations.state, failures, askedAt: registrations.askedAt },
  (db, { refId, ...row }) => db.update(registrations).set(row).where(eq(registrations.refId, refId)),
);
const failed = statement({ refId, dueAt, failures }, (db, { refId, ...row }) =>
  db.update(registrations).set(row).where(eq(registrations.refId, refId)),
);
/** A Ref ID to ask SRS about, with what is to be known of the order if there is one. */
interface RegistrationLine {
  refId: string;
  /** A new UUID; used only when nobody asked about this Ref ID before. */
  subjectId: string;
  externalId?: string | null | undefined;
  /** What the person who asks wrote; sealed, for it may name somebody. */
  note?: string | null | undefined;
}

interface RegistrationArgs {
  lines: readonly RegistrationLine[];
  knownBy: Registration['knownBy'];
  actor: Actor;
  origin: Origin;
}

/** `known`: there is such an order; else SRS is to be asked. */
interface RegistrationResult {
  refId: string;
  outcome: 'asked' | 'known';
}

function note(tx: Tx, args: RegistrationArgs, line: RegistrationLine, known: Registration | undefined): void {
  const { actor: askedBy, origin, knownBy } = args;
  const externalId = line.externalId ?? known?.externalId ?? null;
  const subjectId = (known && livingSubject(known)) ?? line.subjectId;
  const asked = {
    refId: line.refId,
    externalId,
    subjectId,
    knownBy,
    askedBy,
    origin,
    askedAt: tx.now,
    dueAt: tx.now,
    // What SRS said to an earlier question is no answer to this one.
    state: 'pending',
    failures: 0,
  } as const;
  tx.ensureSubject(subjectId);
  if (known === undefined) insert(tx).run(asked);
  else askAnew(tx).run(asked);
  tx.append({
    action: 'registration.create',
    actor: args.actor,
    origin,
    refId: line.refId,
    externalId,
    subject: subjectId,
    detail: { knownBy },
    ...(line.note ? { sealed: { note: line.note } } : {}),
  });
  tx.rowChanged('registrations', line.refId);
}

function create(tx: Tx, args: RegistrationArgs): RegistrationResult[] {
  const results = args.lines.map((line): RegistrationResult => {
    if (readOrderRow(tx, line.refId) !== null) return { refId: line.refId, outcome: 'known' };
    const known = findRegistration(tx, line.refId);
    // An application asks again and again: its first question stands.
    if (known === undefined || args.knownBy !== 'gateway') note(tx, args, line, known);
    return { refId: line.refId, outcome: 'asked' };
  });
  const known = results.filter(({ outcome }) => outcome === 'known').length;
  if (known === results.length) {
    tx.append({
      action: 'registration.create',
      actor: args.actor,
      origin: args.origin,
      refId: known === 1 ? results[0]?.refId : null,
      detail: { known },
    });
  }
  return results;
}

function found(tx: Tx, args: PolledBy & { facts: OrderFacts }) {
  const asked = findRegistration(tx, args.refId);
  if (asked !== undefined) {
    const { refId, subjectId, knownBy, askedBy: actor, origin } = asked;
    const action = knownBy === 'import' ? 'order.import' : 'order.register';
    registerChanges['order.register'](tx, { lines: [{ refId, subjectId }], knownBy, action, actor, origin });
  }
  return applyChanges['order.apply_status'](tx, args);
}

function notFound(tx: Tx, { refId, actor, origin, callId }: PolledBy): null {
  const asked = findRegistration(tx, refId);
  if (asked === undefined) throw new GuardConflict('registration_not_found', { refId });
  // Where the clock was ahead when somebody asked, the day begins now.
  const askedAt = Math.min(asked.askedAt, tx.now);
  answered(tx).run({ refId, state: 'not_found', dueAt: askAgainAt(askedAt, tx.now), failures: 0, askedAt });
  tx.rowChanged('registrations', refId);
  if (asked.state === 'not_found') return null;
  tx.append({
    action: 'registration.not_found',
    actor,
    origin,
    refId,
    externalId: asked.externalId,
    callId,
    subject: asked.subjectId,
  });
  return null;
}

function noteFailure(tx: Tx, args: { refId: string; random: number; counts: boolean }): null {
  const asked = findRegistration(tx, args.refId);
  if (asked === undefined) return null;
  const failures = asked.failures + (args.counts ? 1 : 0);
  failed(tx).run({
    refId: args.refId,
    failures,
    dueAt: retryAt(Math.max(failures, 1), tx.now, args.random),
  });
  return null;
}

export const registrationChanges = {
  /**
   * SRS is to be asked about Ref IDs: a row each, due at once. What is an order already stays as it is. Appends an entry for
   * each that is asked about, or one in all when every one was known.
   */
  'registration.create': create,

  /** SRS told of it: it is an order, with what SRS tells. Guard: `order_not_found` when nobody had asked about it. */
  'registration.found': found,

  /** SRS does not know it: asked again for a day. Guard: `registration_not_found`. */
  'registration.not_found': notFound,

  /** SRS could not be asked: tried again later, as for an order (`order.note_failure`). No fact, so no entry of its own. */
  'registration.note_failure': noteFailure,
};
