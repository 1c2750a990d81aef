import type { Desk, Principal } from '../../platform/desk.ts';

/**
 * Signs the log as it stands for somebody who takes the checkpoint out of the house; that they did is an entry, and the
 * checkpoint covers it. @throws LedgerUnavailable
 */
export async function signCheckpointFor(
  desk: Desk,
  who: Principal,
): Promise<{ size: number; note: string } | null> {
  await desk.ledger.record(
    [],
    [{ action: 'audit.export', actor: who.actor, origin: who.origin, detail: { format: 'checkpoint' } }],
  );
  return await desk.audit.checkpoints.now();
}
