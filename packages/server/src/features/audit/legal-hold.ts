import type { LegalHoldInput, LegalHolds } from '@srs-desk/shared/api/audit.ts';
import type { Desk, Principal } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';
import { ordersOnLegalHold } from './log/person-scope.ts';

/** Keeps an order (and so its person) from being erased, by hand or by age; or lets go of it. @throws NotFound, Conflict */
export async function setLegalHold(
  desk: Desk,
  who: Principal,
  refId: string,
  input: LegalHoldInput,
): Promise<{ refId: string; legalHold: boolean }> {
  const origin = who.origin === 'cli' ? 'cli' : 'user';
  const args = { refId, hold: input.hold, actor: who.actor, origin, reason: input.reason } as const;
  unwrap(await desk.ledger.record([{ name: 'order.hold', args }], []));
  return { refId, legalHold: input.hold };
}

const MOST_LISTED = 200;

/** The orders under legal hold: how many, and the first by Ref ID. */
export function readLegalHolds(desk: Desk): LegalHolds {
  const refIds = ordersOnLegalHold(desk.reader);
  return { total: refIds.length, refIds: refIds.slice(0, MOST_LISTED) };
}
