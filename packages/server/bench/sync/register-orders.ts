import { randomUUID } from 'node:crypto';
import type { RunningDesk } from '../../src/app/open-desk.ts';

/** Makes Ref IDs known, as a register would: due at once. */
export async function registerAll(desk: RunningDesk, refIds: readonly string[]): Promise<void> {
  for (let at = 0; at < refIds.length; at += 500) {
    const lines = refIds.slice(at, at + 500).map((refId) => ({ refId, subjectId: randomUUID() }));
    const args = {
      lines,
      knownBy: 'register',
      action: 'order.register',
      actor: 'system',
      origin: 'system',
    } as const;
    const result = await desk.ledger.record([{ name: 'order.register', args }], []);
    if (!result.ok) throw new Error(result.code);
  }
}
