import { existsSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Config } from '../../../platform/config/config.ts';
import type { Reader } from '../../../platform/db/reader.ts';
import type { AuditKeys } from '../../../platform/ledger/key-file.ts';
import type { Ledger } from '../../../platform/ledger/ledger.ts';
import { ownHistory } from '../verify/own-key.ts';
import { epochEntry } from './begin-epoch.ts';
import { lostEndOf } from './lost-end.ts';
import { outsideCheckpoints } from './outside-checkpoints.ts';

/** There is no database, but there was one: a desk that began anew would look as if nothing had ever been in it. */
class DatabaseMissing extends Error {
  override readonly name = 'DatabaseMissing';
}

/** @throws DatabaseMissing when the log of these keys had entries and its database is gone */
export function insistOnDatabase(config: Config, keys: AuditKeys): void {
  if (existsSync(config.databasePath)) return;
  const history = ownHistory(null, keys);
  for (const note of outsideCheckpoints(config)) {
    const opened = history.open(note);
    if (!opened.ok || opened.checkpoint.size === 0) continue;
    throw new DatabaseMissing(
      `the database ${config.databasePath} is gone, but its log had ${opened.checkpoint.size} entries: restore a backup (desk restore --from FILE), or put the file back. To begin with nothing, use an empty DATA_DIR`,
    );
  }
}

/**
 * Begins an epoch where the database is older than the checkpoints beside it: somebody put a former file in its place, without
 * `desk restore`. Nothing may have been written since it was opened.
 */
export async function beginWherePutBack(parts: {
  config: Config;
  keys: AuditKeys;
  reader: Reader;
  ledger: Ledger;
  log: Logger;
  clock: { now(): number };
}): Promise<void> {
  const { config, keys, reader, ledger, log, clock } = parts;
  const lost = lostEndOf(reader, keys, outsideCheckpoints(config));
  if (lost === null) return;
  await ledger.record([], [epochEntry(reader, keys, { backupOf: null, lost, now: clock.now() })]);
  log.warn(
    { lostUpTo: lost.size },
    'AN OLDER DATABASE STANDS IN PLACE OF THE ONE THAT WAS THERE: its log goes on as a new epoch, and says so',
  );
}
