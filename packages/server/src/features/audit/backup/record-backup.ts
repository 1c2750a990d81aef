import type { Desk, Principal } from '../../../platform/desk.ts';
import { compactAfterErasure } from '../compact.ts';
import { isCompactionDue, logEdges } from '../log/queries.ts';

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
