import type { Desk, Principal } from '../../platform/desk.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';

/** Makes the calls projection anew from the log; gives how many calls there are. */
export async function rebuildCalls(desk: Desk, who: Principal): Promise<{ calls: number }> {
  const origin = who.origin === 'cli' ? 'cli' : 'user';
  const { results } = unwrap(
    await desk.ledger.record([{ name: 'audit.rebuild_calls', args: { actor: who.actor, origin } }], []),
  );
  return results[0];
}
