import { existsSync, renameSync, rmSync } from 'node:fs';
import { brakeDoubts } from '@srs-desk/shared/audit/brake.ts';
import type { Config } from '../../platform/config/config.ts';
import { iso } from '../../platform/db/iso-time.ts';
import { openReader } from '../../platform/db/reader.ts';
import type { AuditKeys } from '../../platform/ledger/key-file.ts';
import type { StartLedger } from '../../platform/ledger/ledger.ts';
import { blocksFrom, placesToCut } from './log/prune-cuts.ts';
import { copyDatabase, pruneCopy } from './log/prune-file.ts';
import { logEdges, newestCheckpoint } from './log/queries.ts';
import { searchIndexPath } from './log/search-index.ts';
import { statementsBefore, stubBefore } from './log/stub.ts';
import { withDataFolder, withOfflineLog } from './offline-log.ts';
import { monthsBefore } from './retention.ts';
import { ownKey } from './verify/own-key.ts';
import { verifyDatabase } from './verify/verify-database.ts';

/** Entries are too young, the clock is wrong, or the log did not verify before or after: nothing was swapped. */
export class PruneRefused extends Error {
  override readonly name = 'PruneRefused';
}

/**
 * Takes entries older than `before` (ms) out of the log, leaving a signed stub (the tree's edge and the last hash) by
 * which all that stays is still proven. What is about an order under legal hold stays, and all after it. Works on a copy and swaps it in; the desk must not run.
 * @throws PruneRefused, DataFolderTaken
 */
export async function pruneLog(
  config: Config,
  options: { before: number; actor: string; now: number; startLedger: StartLedger },
): Promise<{ removed: number; firstSeq: number }> {
  const { startLedger } = options;
  const youngest = monthsBefore(options.now, config.leastLogMonths);
  if (options.before > youngest)
    throw new PruneRefused(
      `entries of the last ${config.leastLogMonths} months stay (AUDIT_LEAST_MONTHS): nothing after ${iso(youngest)} may be pruned`,
    );
  return await withDataFolder(config, async (keys) => {
    const path = config.databasePath;
    await withOfflineLog(config, keys, startLedger, ({ ledger }) => ledger.checkpoint());
    await insistIntact(path, keys, 'before');
    insistOnClock(path, options.now);
    const { firstSeq, stub, statements } = await whatGoes(path, keys, options);
    if (stub === null) return { removed: 0, firstSeq };
    const draft = `${path}.pruned`;
    remove(draft);
    try {
      copyDatabase(path, draft);
      const { removed } = pruneCopy(draft, stub);
      await withOfflineLog({ databasePath: draft }, keys, startLedger, async ({ ledger }) => {
        const before = iso(options.before);
        const detail = { firstSeq, removed, before, ...statements };
        await ledger.record([], [{ action: 'audit.prune', actor: options.actor, origin: 'cli', detail }]);
      });
      await insistIntact(draft, keys, 'after');
      renameSync(draft, path);
      // What the old file's log still held of the old pages must not be applied to the new one.
      for (const suffix of ['-wal', '-shm']) {
        if (existsSync(draft + suffix)) renameSync(draft + suffix, path + suffix);
        else rmSync(path + suffix, { force: true });
      }
      remove(searchIndexPath(config.dataDir));
      return { removed, firstSeq };
    } finally {
      remove(draft);
    }
  });
}

async function insistIntact(path: string, keys: AuditKeys, when: string): Promise<void> {
  const { outcome, finding, problem } = await verifyDatabase({
    path,
    ...ownKey(keys),
  });
  if (outcome !== 'intact') {
    throw new PruneRefused(
      `the log does not verify ${when} pruning: ${finding?.detail ?? problem ?? outcome}`,
    );
  }
}

/** A day long past by a wrong clock may be yesterday. */
function insistOnClock(path: string, now: number): void {
  const reader = openReader(path);
  try {
    const logTimes = [newestCheckpoint(reader)?.at ?? 0, logEdges(reader).lastAt];
    const doubts = brakeDoubts({ now, logTimes, count: 0, outOf: 0 });
    if (doubts.includes('clock_behind'))
      throw new PruneRefused('the clock of this machine is before the newest entry of the log: set it right');
  } finally {
    reader.close();
  }
}

/** What stays, and what stands for the rest; no stub where nothing can go. */
async function whatGoes(path: string, keys: AuditKeys, { before, now }: { before: number; now: number }) {
  const reader = openReader(path);
  try {
    const places = await placesToCut((args) => blocksFrom(reader, args), before);
    const firstSeq = places.at(-1) ?? logEdges(reader).first;
    return {
      firstSeq,
      stub: stubBefore(reader, keys, firstSeq, now),
      statements: statementsBefore(reader, firstSeq),
    };
  } finally {
    reader.close();
  }
}

function remove(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}
