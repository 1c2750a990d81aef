import { chmodSync, existsSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Config } from '../../../platform/config/config.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { StartLedger } from '../../../platform/ledger/ledger.ts';
import { migrateFile } from '../../../platform/ledger/open-for-writing.ts';
import { erasureListPath } from '../audit.ts';
import { epochEntry } from '../epoch/begin-epoch.ts';
import { lostEndOf } from '../epoch/lost-end.ts';
import { outsideCheckpoints } from '../epoch/outside-checkpoints.ts';
import { ErasureList } from '../erasure-list.ts';
import { searchIndexPath } from '../log/search-index.ts';
import { withDataFolder, withOfflineLog } from '../offline-log.ts';
import { replayErasures } from '../replay-erasures.ts';
import { insistOnSignature, type Verification } from '../verify/finding.ts';
import { ownKey } from '../verify/own-key.ts';
import { verifyDatabase } from '../verify/verify-database.ts';
import { readBackup } from './read-backup.ts';
import { DATABASE_SUFFIXES, newestNoteIn, replacedPath } from './replaced-databases.ts';

/** A restore that was refused: nothing was changed. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused';
  constructor(
    message: string,
    /** Whether the backup's log was found to be broken; else it could not be checked. */
    readonly isBroken: boolean,
  ) {
    super(message);
  }
}

interface Restored {
  lastSeq: number;
  /** When its last entry was written, ms since epoch. */
  lastAt: number;
  /** Erasures that had to be repeated on the restored file. */
  replayed: number;
  /** Orders whose erasure was not repeated: see `replayErasures`. */
  refused: string[];
  /** Where the database that was there before now lies; null where there was none, or it was deleted. */
  replaced: string | null;
}

/**
 * Puts a backup in the place of the database: decrypts it beside, verifies its log, repeats every erasure of the list,
 * begins an epoch of the log, and only then swaps the files. The former database is moved aside, or deleted with `replace`. @throws RestoreRefused, BackupBroken, DataFolderTaken
 */
export async function restoreBackup(
  config: Config,
  from: string,
  options: {
    replace: boolean;
    /** Checkpoints that the backup must contain. */
    checkpoints?: readonly string[];
    /** Checkpoints of the life that the restore ends, where they lie elsewhere than the desk knows. */
    lost?: readonly string[];
    startLedger: StartLedger;
  },
): Promise<Restored> {
  return await withDataFolder(config, async (keys) => {
    const draft = `${config.databasePath}.restored`;
    remove(draft);
    try {
      const { lastSeq, lastAt } = await readBackup(from, keys, draft);
      migrateFile(draft);
      const { checkpoints = [], startLedger } = options;
      const threads = Math.min(4, availableParallelism());
      insistIntact(await verifyDatabase({ path: draft, ...ownKey(keys), checkpoints, threads }));
      const known = [
        ...outsideCheckpoints(config),
        ...(options.lost ?? []),
        ...newestNoteIn(config.databasePath),
      ];
      const erasures = new ErasureList(erasureListPath(config.dataDir)).all();
      const { repeated, refused } = await withOfflineLog(
        { databasePath: draft },
        keys,
        startLedger,
        async ({ ledger, reader }) => {
          const lost = lostEndOf(reader, keys, known);
          const epoch = { backupOf: iso(lastAt), lost, now: Date.now() };
          await ledger.record([], [epochEntry(reader, keys, epoch)]);
          const replayed = await replayErasures({ ledger, reader }, erasures);
          await ledger.maintain('compact');
          return replayed;
        },
      );
      const aside = moveAside(config.databasePath);
      renameSync(draft, config.databasePath);
      chmodSync(config.databasePath, 0o600);
      remove(searchIndexPath(config.dataDir));
      // Deleted only now: whatever stops the swap midway, one of the two files is whole.
      if (options.replace && aside !== null) remove(aside);
      const replaced = options.replace ? null : aside;
      return { lastSeq, lastAt, replayed: repeated, refused, replaced };
    } finally {
      remove(draft);
    }
  });
}

function insistIntact(verification: Verification): void {
  const { outcome, finding, problem } = verification;
  if (outcome === 'intact') return;
  const why = `the backup's log does not verify: ${finding?.detail ?? problem ?? outcome}`;
  // A file that is no checkpoint of this log says nothing about the backup.
  throw new RestoreRefused(why, insistOnSignature(verification).outcome === 'broken');
}

function remove(path: string): void {
  for (const suffix of DATABASE_SUFFIXES) rmSync(path + suffix, { force: true });
}

/** Moves a database with its write-ahead log aside; gives where to, or null where there was nothing. */
function moveAside(path: string): string | null {
  const to = replacedPath(path, Date.now());
  // A lone write-ahead log goes too: SQLite would play it into the restored file.
  const there = DATABASE_SUFFIXES.filter((suffix) => existsSync(path + suffix));
  for (const suffix of there) {
    renameSync(path + suffix, to + suffix);
    chmodSync(to + suffix, 0o600);
  }
  return there.length === 0 ? null : to;
}
