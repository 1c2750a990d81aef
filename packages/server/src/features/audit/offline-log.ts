import type { Config } from '../../platform/config/config.ts';
import { makeFolder } from '../../platform/config/make-folder.ts';
import { lockDataFolder } from '../../platform/db/lock.ts';
import { openReader, type Reader } from '../../platform/db/reader.ts';
import { type AuditKeys, loadOrCreateKeys } from '../../platform/ledger/key-file.ts';
import type { Ledger, StartLedger } from '../../platform/ledger/ledger.ts';
import { migrateFile } from '../../platform/ledger/open-for-writing.ts';
import { enterHandOver, insistOnOwnKey } from './epoch/hand-over.ts';
import { enterWrappingKey, insistOnWrappingKey } from './wrapping/wrapping-key.ts';

/** The log without the rest of the desk, for work that needs the data folder to itself. */
interface OfflineLog {
  keys: AuditKeys;
  ledger: Ledger;
  reader: Reader;
}

/**
 * Runs `work` while this process alone owns the data folder, made where there is none.
 * @throws DataFolderTaken when a desk runs on it.
 */
export async function withDataFolder<T>(config: Config, work: (keys: AuditKeys) => Promise<T>): Promise<T> {
  makeFolder(config.dataDir);
  const lock = lockDataFolder(config.lockPath);
  try {
    return await work(loadOrCreateKeys(config.keyFile));
  } finally {
    lock.release();
  }
}

/** Opens the database of an owned data folder for `work`, and closes it again. @throws KeyReplaced, WrappingKeyLacking */
export async function withOfflineLog<T>(
  config: Pick<Config, 'databasePath'>,
  keys: AuditKeys,
  startLedger: StartLedger,
  work: (log: OfflineLog) => Promise<T>,
  who?: { actor: string; origin: 'cli' },
): Promise<T> {
  migrateFile(config.databasePath);
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
