import type { Desk, Principal } from '../../desk.ts';
import { logEdges } from '../../stores/audit/entry-store.ts';
import { isCompactionDue } from '../../stores/audit/erasure-store.ts';
import { compactAfterErasure } from '../compact.ts';

/**
 * Before a backup: what was erased leaves the file's free pages, the log is signed, and the backup is written down (so
 * that it stands in the backup itself). Gives the log's size.
 */
export async function recordBackup(desk: Desk, who: Principal, to: string): Promise<{ size: number }> {
  if (isCompactionDue(desk.reader)) await compactAfterErasure(desk);
  await desk.ledger.record(
    [],
    [{ action: 'backup.create', actor: who.actor, origin: who.origin, detail: { to } }],
  );
  await desk.ledger.checkpoint();
  return { size: logEdges(desk.reader).last };
}
