import type { EraseInput, EraseResult } from '@srs-desk/shared/api/audit.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Conflict, NotFound } from '../../platform/errors.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { replacedDatabases } from './backup/replaced-databases.ts';
import { compactAfterErasure } from './compact.ts';
import { type PersonScope, personScope } from './log/person-scope.ts';

/**
 * Erases the person of an order everywhere: all their orders, what the log sealed, the search terms; file and
 * write-ahead log are rewritten so that nothing is left in free pages. The chain goes on proving.
 * @throws NotFound, Conflict `legal_hold`
 */
export async function eraseOrder(
  desk: Desk,
  who: Principal,
  refId: string,
  input: EraseInput,
): Promise<EraseResult> {
  const scope = personScope(desk.reader, refId);
  if (scope === null) throw new NotFound('order_not_found', 'The desk knows no order with this Ref ID.');
  if (scope.onLegalHold.length > 0) {
    throw new Conflict('legal_hold', 'Orders of this person are under legal hold: release it first.', {
      refIds: scope.onLegalHold,
    });
  }
  await eraseScope(desk, who, scope, input.reason);
  const compacted = await compactAfterErasure(desk);
  const aside = replacedDatabases(desk.config.dataDir);
  return { refIds: scope.refIds, subjects: scope.subjects.length, compacted, aside };
}

/** Erases without rewriting the file: who erases many does that once at the end. */
export async function eraseScope(
  desk: Desk,
  who: Pick<Principal, 'actor' | 'origin'>,
  scope: Pick<PersonScope, 'refIds' | 'subjects'>,
  reason: string,
): Promise<void> {
  const { refIds, subjects } = scope;
  // First on the list: should the desk stop between the two, the next start finishes it.
  desk.audit.erasures.add({ at: new Date(desk.clock.now()).toISOString(), refIds, subjects, reason });
  const origin = who.origin === 'cli' || who.origin === 'user' ? who.origin : 'system';
  const args = { refIds, subjects, actor: who.actor, origin, reason } as const;
  unwrap(await desk.ledger.record([{ name: 'order.erase', args }], []));
  for (const subject of subjects) desk.sealer.forget(subject);
}
