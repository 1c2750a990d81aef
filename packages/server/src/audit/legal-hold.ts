import type { LegalHoldInput } from '@srs-desk/shared/api/audit.ts';
import type { Desk, Principal } from '../desk.ts';
import { held } from '../ledger/held.ts';

/** Keeps an order (and so its person) from being erased, by hand or by age; or lets go of it. @throws NotFound, Conflict */
export async function setLegalHold(
  desk: Desk,
  who: Principal,
  refId: string,
  input: LegalHoldInput,
): Promise<{ refId: string; legalHold: boolean }> {
  const origin = who.origin === 'cli' ? 'cli' : 'user';
  const args = { refId, hold: input.hold, actor: who.actor, origin, reason: input.reason } as const;
  held(await desk.ledger.record([{ name: 'order.hold', args }], []));
  return { refId, legalHold: input.hold };
}
