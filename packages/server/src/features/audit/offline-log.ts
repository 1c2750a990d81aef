import type { Config } from '../../platform/config/config.ts';
import { giveToOwner } from '../../platform/config/give-to-owner.ts';
import { makeFolder } from '../../platform/config/make-folder.ts';
import { lockDataFolder } from '../../platform/db/lock.ts';
import { openReader, type Reader } from '../../platform/db/reader.ts';
import { schemaState } from '../../platform/db/schema-state.ts';
import { type AuditKeys, loadKeys } from '../../platform/ledger/key-file.ts';
import type { Ledger, StartLedger } from '../../platform/ledger/ledger.ts';
import { enterHandOver, insistOnOwnKey } from './epoch/hand-over.ts';
import { enterWrappingKey, insistOnWrappingKey } from './wrapping/wrapping-key.ts';

/** Nothing was changed: only a start brings a database up to date, for it makes a backup first. */
class DatabaseNotCurrent extends Error {
  override readonly name = 'DatabaseNotCurrent';
}

/** The log without the rest of the desk, for work that needs the data folder to itself. */
interface OfflineLog {
  keys: AuditKeys;
  ledger: Ledger;
  reader: Reader;
}

/**
 * Runs `work` while this process alone owns the data folder, made where there is none.
 * @throws DataFolderTaken when a desk runs on it; KeyFileError
 */
export async function withDataFolder<T>(config: Config, work: (keys: AuditKeys) => Promise<T>): Promise<T> {
  makeFolder(config.dataDir);
  const lock = lockDataFolder(config.lockPath);
  try {
    return await work(loadKeys(config.keyFile));
  } finally {
    giveToOwner(config.dataDir);
    lock.release();
  }
}

/**
 * Opens the database of an owned data folder for `work`, and closes it again.
 * @throws DatabaseNotCurrent, KeyReplaced, WrappingKeyLacking
 */
export async function withOfflineLog<T>(
  config: Pick<Config, 'databasePath'>,
  keys: AuditKeys,
  startLedger: StartLedger,
  work: (log: OfflineLog) => Promise<T>,
  who?: { actor: string; origin: 'cli' },
): Promise<T> {
  const state = schemaState(config.databasePath);
  if (state === 'none') throw new DatabaseNotCurrent(`there is no database ${config.databasePath}`);
  if (state === 'older')
    throw new DatabaseNotCurrent(
      `the database ${config.databasePath} is of an earlier version: start this desk once, which makes a backup and brings it up to date`,
    );
  const clock = { now: () => Date.now() };
  const ledger = await startLedger({ databasePath: config.databasePath, keys, clock });
  const reader = openReader(config.databasePath);
  try {
    insistOnOwnKey(reader, keys);
    insistOnWrappingKey(reader, keys);
    await enterHandOver({ keys, reader, ledger }, who);
    await enterWrappingKey({ keys, reader, ledger }, who);
    return await work({ keys, ledger, reader });
  } finally {
    await ledger.close();
    reader.close();
  }
}
