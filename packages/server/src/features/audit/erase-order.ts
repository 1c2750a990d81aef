import {
  type EraseInput,
  type EraseResult,
  PENDING_CHOICES,
  type PendingChoice,
} from '@srs-desk/shared/api/audit.ts';
import * as z from 'zod';
import type { Desk, Principal } from '../../platform/desk.ts';
import { Conflict, DeskError, NotFound, OutcomeUnknown, Unavailable } from '../../platform/errors.ts';
import { toProblem } from '../../platform/http/problem.ts';
import { LedgerUnavailable } from '../../platform/ledger/errors.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { OutcomeUnrecorded } from '../../platform/recorder/call.ts';
import { type Agreed, type SecondAdminAct, withSecondAdmin } from '../access/index.ts';
import { cancelOrder } from '../orders/index.ts';
import { replacedDatabases } from './backup/replaced-databases.ts';
import { compactAfterErasure } from './compact.ts';
import { type PersonScope, personScope } from './log/person-scope.ts';

/** What became at SRS of pending orders that were to be cancelled there, by Ref ID. */
interface AtSrs {
  readonly cancelled: string[];
  readonly unknown: string[];
}

type ErasureAsked = Pick<EraseInput, 'reason' | 'pending'> & { refId: string };

const erasure: SecondAdminAct<ErasureAsked, EraseResult> = {
  name: 'person.erase',
  input: z.object({ refId: z.string(), reason: z.string(), pending: z.enum(PENDING_CHOICES).optional() }),
  async carryOut(desk, who, { refId, reason, pending }, agreed) {
    const found = choiceMade(scopeOf(desk, refId), pending);
    const atSrs: AtSrs = { cancelled: [], unknown: [] };
    let scope: PersonScope;
    try {
      scope = pending === 'cancel' ? await cancelPending(desk, who, { refId, reason }, atSrs) : found;
      await eraseScope(desk, who, scope, reason, agreed);
    } catch (error) {
      throw mayHaveCancelled(atSrs) && erasedNobody(error) ? stoppedBy(error, atSrs) : error;
    }
    const compacted = await compactAfterErasure(desk);
    const aside = replacedDatabases(desk.config.dataDir);
    return { refIds: scope.refIds, subjects: scope.subjects.length, compacted, aside };
  },
};

export const erasureActs: readonly SecondAdminAct[] = [erasure];

/**
 * Erases the person of an order everywhere: all their orders, what the log sealed, the search terms; file and
 * write-ahead log are rewritten so that nothing is left in free pages. The chain goes on proving. What is pending at SRS is
 * cancelled there first, or left open on purpose: then the desk goes on reading its status, and nothing else. Where there is a
 * second admin it waits until they agree.
 * @throws NotFound, Conflict `legal_hold`, Conflict `order_pending` where it was not said what becomes of pending orders or SRS
 *   still holds one open; whatever `cancelOrder` throws; Unavailable or OutcomeUnknown `erasure_stopped`, with the code of the cause,
 *   where SRS had cancelled orders by then, or may have. Nothing was erased then.
 */
export function eraseOrder(desk: Desk, who: Principal, refId: string, { reason, pending }: EraseInput) {
  choiceMade(scopeOf(desk, refId), pending);
  const about = pending === undefined ? {} : { pending };
  const input = { refId, reason, pending };
  return withSecondAdmin(desk, who, erasure, { target: refId, input, about, reason });
}

function choiceMade(scope: PersonScope, choice: PendingChoice | undefined): PersonScope {
  if (scope.pending.length > 0 && choice === undefined)
    throw orderPending('Orders of this person are pending at SRS: say “cancel” or “leave_open”.', scope);
  return scope;
}

/** @throws NotFound, Conflict `legal_hold` */
function scopeOf(desk: Desk, refId: string): PersonScope {
  const scope = personScope(desk.reader, refId);
  if (scope === null) throw new NotFound('order_not_found', 'The desk knows no order with this Ref ID.');
  if (scope.onLegalHold.length > 0) {
    throw new Conflict('legal_hold', 'Orders of this person are under legal hold: release it first.', {
      refIds: scope.onLegalHold,
    });
  }
  return scope;
}

/** An order that moves on between two looks at it is answered with `changed` and tried once more. */
const ROUNDS = 2;

/**
 * Cancels the person's pending orders at SRS, and notes in `atSrs` what became of them; gives the person's scope after that.
 * @throws Conflict `order_pending`; whatever `cancelOrder` throws
 */
async function cancelPending(
  desk: Desk,
  who: Principal,
  { refId, reason }: { refId: string; reason: string },
  atSrs: AtSrs,
): Promise<PersonScope> {
  let scope = scopeOf(desk, refId);
  for (let round = 0; round < ROUNDS && scope.pending.length > 0; round += 1) {
    for (const pending of scope.pending) {
      const { result } = await cancelOrder(desk, who, pending, { reason }).catch((error: unknown) => {
        if (error instanceof OutcomeUnknown) atSrs.unknown.push(pending);
        throw error;
      });
      if (result === 'cancelled') atSrs.cancelled.push(pending);
    }
    scope = scopeOf(desk, refId);
  }
  if (scope.pending.length > 0)
    throw orderPending('SRS still shows orders of this person as pending.', scope);
  return scope;
}

/** Whether it is known of an error that nobody was erased. What it says of one order is not all that happened. */
function erasedNobody(error: unknown): boolean {
  if (error instanceof DeskError) return error.code !== 'erasure_outcome_unknown';
  return error instanceof LedgerUnavailable || error instanceof OutcomeUnrecorded;
}

const mayHaveCancelled = ({ cancelled, unknown }: AtSrs): boolean => cancelled.length + unknown.length > 0;

function stoppedBy(error: unknown, { cancelled, unknown }: AtSrs): Unavailable | OutcomeUnknown {
  const { code: cause, detail: why, callId } = toProblem(error).body;
  const said = [
    'Nobody was erased.',
    ...(cancelled.length > 0 ? [`Cancelled at SRS: ${cancelled.join(', ')}.`] : []),
    ...(unknown.length > 0 ? [`Unknown whether SRS cancelled it: ${unknown.join(', ')}.`] : []),
    `The last step failed: ${why}`,
  ];
  const members = { refIds: cancelled, unknownRefIds: unknown, cause, ...(callId == null ? {} : { callId }) };
  const Stopped = unknown.length > 0 ? OutcomeUnknown : Unavailable;
  return new Stopped('erasure_stopped', said.join(' '), members);
}

function orderPending(detail: string, { pending }: PersonScope): Conflict {
  return new Conflict('order_pending', detail, { refIds: pending });
}

/**
 * Erases without rewriting the file: who erases many does that once at the end.
 * @throws OutcomeUnknown `erasure_outcome_unknown`: it stays listed, and the next start finishes it
 */
export async function eraseScope(
  desk: Desk,
  who: Pick<Principal, 'actor' | 'origin'>,
  scope: Pick<PersonScope, 'refIds' | 'subjects'>,
  reason: string,
  agreed?: Agreed,
): Promise<void> {
  const { refIds, subjects } = scope;
  // Listed now, it would be done by the next start, and whoever asked was told that it was not.
  if (desk.ledger.state === 'latched') throw new LedgerUnavailable('latched', 'nobody was erased');
  const listed = { at: new Date(desk.clock.now()).toISOString(), refIds, subjects, reason };
  // First on the list: should the desk stop between the two, the next start finishes it.
  desk.audit.erasures.add(listed);
  const origin = who.origin === 'cli' || who.origin === 'user' ? who.origin : 'system';
  const args = { refIds, subjects, actor: who.actor, origin, reason, ...agreed?.detail } as const;
  const erase = { name: 'order.erase', args } as const;
  try {
    unwrap(await desk.ledger.record(agreed ? [agreed.call, erase] : [erase], []));
  } catch (error) {
    if (error instanceof LedgerUnavailable && error.reason === 'unknown') throw erasureUnknown();
    // What did not happen must not be done by the next start.
    desk.audit.erasures.takeOff(listed);
    throw error;
  }
  for (const subject of subjects) desk.sealer.forget(subject);
}

function erasureUnknown(): OutcomeUnknown {
  return new OutcomeUnknown(
    'erasure_outcome_unknown',
    'The log stopped while the erasure was recorded: it is not known whether the person was erased. The next start of the desk erases them if not.',
  );
}
