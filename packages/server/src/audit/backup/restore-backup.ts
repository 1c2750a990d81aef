import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Config } from '../../config/config.ts';
import { verifierKeyText } from '../../ledger/key-file.ts';
import { erasureListPath, searchIndexPath } from '../audit.ts';
import { ErasureList } from '../erasure-list.ts';
import { withDataFolder, withOfflineLog } from '../offline-log.ts';
import { replayErasures } from '../replay-erasures.ts';
import type { Verification } from '../verify/finding.ts';
import { readVerifierKey } from '../verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../verify/verify-database.ts';
import { readBackup } from './read-backup.ts';

/** A restore that was refused: nothing was changed. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
}

export interface Restored {
  lastSeq: number;
  createdAt: string;
  /** Erasures that had to be repeated on the restored file. */
  replayed: number;
  /** Where the database that was there before now lies. */
  replaced: string | null;
}

/**
 * Puts a backup in the place of the database: decrypts it beside, verifies its log, repeats every erasure of the list,
 * and only then swaps the files. @throws RestoreRefused, BackupBroken, DataFolderTaken
 */
export async function restoreBackup(
  config: Config,
  from: string,
  options: { replace: boolean; checkpoints?: readonly string[] },
): Promise<Restored> {
  return await withDataFolder(config, async (keys) => {
    const there = existsSync(config.databasePath);
    if (there && !options.replace) {
      throw new RestoreRefused(
        `${config.databasePath} exists: give --replace to put the backup in its place`,
      );
    }
    const draft = `${config.databasePath}.restored`;
    remove(draft);
    try {
      const header = await readBackup(from, keys, draft);
      const key = readVerifierKey(verifierKeyText(keys));
      const { checkpoints = [] } = options;
      const threads = Math.min(4, availableParallelism());
      insistIntact(await verifyDatabase({ path: draft, key, checkpoints, threads }));
      const erasures = new ErasureList(erasureListPath(config.dataDir)).all();
      const replayed = await withOfflineLog({ databasePath: draft }, keys, async ({ ledger, reader }) => {
        const repeated = await replayErasures({ ledger, reader }, erasures);
        const detail = { from: header.createdAt, lastSeq: header.lastSeq, replayed: repeated };
        await ledger.record([], [{ action: 'backup.restore', actor: 'system', origin: 'system', detail }]);
        await ledger.maintain('compact');
        return repeated;
      });
      const replaced = there ? moveAway(config.databasePath) : null;
      renameSync(draft, config.databasePath);
      chmodSync(config.databasePath, 0o600);
      remove(searchIndexPath(config.dataDir));
      return { lastSeq: header.lastSeq, createdAt: header.createdAt, replayed, replaced };
    } finally {
      remove(draft);
    }
  });
}

function insistIntact({ outcome, finding, problem }: Verification): void {
  if (outcome === 'intact') return;
  throw new RestoreRefused(`the backup's log does not verify: ${finding?.detail ?? problem ?? outcome}`);
}

function remove(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

function moveAway(path: string): string {
  const to = `${path}.replaced-${new Date().toISOString().replaceAll(':', '-')}`;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, to + suffix);
  return to;
}
