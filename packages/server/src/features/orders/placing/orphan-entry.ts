import type { EntryOutcome } from '@srs-desk/shared/audit/outcomes.ts';
import { providerIn } from '@srs-desk/shared/call/provider-in-url.ts';
import { UNRECORDED } from '@srs-desk/shared/order/unrecorded.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import type { Tx } from '../../../platform/ledger/tx.ts';
import type { LostCall } from '../../../platform/recorder/changes.ts';

/** A call to place an order of which nobody knows whether it made one. */
interface LostPlacing extends Pick<EntryDraft, 'actor' | 'origin' | 'externalId' | 'subject' | 'at'> {
  callId: number;
  /** Kind of the failure. */
  why: EntryOutcome;
  provider: { issuer: string; method: string } | null;
}

/** An order that may exist at SRS without anybody knowing its Ref ID. */
export function orphanEntry({ why, provider, ...call }: LostPlacing): EntryDraft {
  const detail = { issuer: provider?.issuer, method: provider?.method };
  return { action: 'order.place_orphaned', ...call, outcome: why, detail };
}

/** In place of the order that SRS placed, where the desk refuses to take it up for a reason of this code. */
export function orphanUnless(code: string, placing: Omit<LostPlacing, 'why'>): EntryDraft[] {
  return code === 'order_known' ? [] : [orphanEntry({ ...placing, why: UNRECORDED })];
}

/** A call whose outcome was never written: where it placed an order, that is a possible orphan. */
export function noteLostPlacing(tx: Tx, call: LostCall): void {
  if (call.operation !== 'place_order') return;
  const { id: callId, actor, origin, externalId, subjectId: subject, startedAt: at } = call;
  const provider = providerIn(call.url);
  tx.append(orphanEntry({ callId, actor, origin, externalId, subject, at, why: 'unknown', provider }));
}
