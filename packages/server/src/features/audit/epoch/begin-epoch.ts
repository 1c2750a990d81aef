import { type LostEnd, restoreNote } from '@srs-desk/shared/audit/statement.ts';
import { MerkleFrontier } from '@srs-desk/shared/audit/tree.ts';
import type { Db } from '../../../platform/db/connection.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import { currentEpoch } from '../../../platform/ledger/epoch.ts';
import { type AuditKeys, signerOf } from '../../../platform/ledger/key-file.ts';
import { sha256 } from '../../../platform/ledger/sha256.ts';
import { frontierText } from '../log/proof-nodes.ts';
import { logEnds } from '../log/queries.ts';
import { rotationsLacking } from './hand-over.ts';

/**
 * The entry that begins an epoch after a restore: signed over the tree as it stands, it names the last checkpoint of what was
 * lost. It must be the next entry of the log. `now` in ms since epoch.
 */
export function epochEntry(
  db: Db,
  keys: AuditKeys,
  { backupOf, lost, now }: { backupOf: string | null; lost: LostEnd | null; now: number },
): EntryDraft {
  const size = logEnds(db).last ?? 0;
  const root = MerkleFrontier.parse(sha256, frontierText(db, size)).root();
  const epoch = Math.max(currentEpoch(db), lost?.epoch ?? 1) + 1;
  const signer = signerOf(keys);
  const at = new Date(now).toISOString();
  const note = restoreNote({ origin: signer.name, size, root, at }, { epoch, backupOf, lost }, signer);
  const detail = {
    epoch,
    from: backupOf,
    lastSeq: size,
    lost: lost === null ? null : { epoch: lost.epoch, size: lost.size },
    // A state of before a rotation tells of it no other way.
    statements: [note, ...rotationsLacking(db, keys)],
  };
  return { action: 'backup.restore', actor: 'system', origin: 'system', detail };
}
