import { existsSync } from 'node:fs';
import { placeOf } from '@srs-desk/shared/audit/statement.ts';
import type { Config } from '../../platform/config/config.ts';
import { iso } from '../../platform/db/iso-time.ts';
import { DataFolderTaken, lockDataFolder } from '../../platform/db/lock.ts';
import { openReader, type Reader } from '../../platform/db/reader.ts';
import { schemaState } from '../../platform/db/schema-state.ts';
import { currentEpoch } from '../../platform/ledger/epoch.ts';
import { type AuditKeys, loadKeys } from '../../platform/ledger/key-file.ts';
import { erasureListPath } from './audit.ts';
import { insistOnOwnKey } from './epoch/hand-over.ts';
import { lostEndOf } from './epoch/lost-end.ts';
import { outsideCheckpoints } from './epoch/outside-checkpoints.ts';
import { ErasureList } from './erasure-list.ts';
import { logEdges, newestOfAction } from './log/queries.ts';
import { ownHistory } from './verify/own-key.ts';
import { insistOnWrappingKey } from './wrapping/wrapping-key.ts';

/** One thing that must hold before a standby takes over. `unknown`: it could not be checked. */
interface StandbyCheck {
  state: 'good' | 'bad' | 'unknown';
  what: string;
}

const good = (what: string): StandbyCheck => ({ state: 'good', what });
const bad = (what: string): StandbyCheck => ({ state: 'bad', what });
const unknown = (what: string): StandbyCheck => ({ state: 'unknown', what });
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * Whether a desk may be started on this data folder in place of the one that is gone: the replica is whole as far as the
 * checkpoints outside say, its keys are there, nobody runs on it. Changes nothing. Not the verification of the whole log.
 * `checkpoints`: notes that lie elsewhere.
 */
export function checkStandby(config: Config, checkpoints: readonly string[], now: number): StandbyCheck[] {
  const { databasePath, keyFile } = config;
  const files = [
    existsSync(databasePath) ? null : bad(`there is no database ${databasePath}: restore the replica first`),
    existsSync(keyFile)
      ? null
      : bad(`there is no key file ${keyFile}: without it nothing that is sealed can be read`),
  ].filter((check) => check !== null);
  if (files.length > 0) return files;
  try {
    const schema = schemaState(databasePath);
    const keys = loadKeys(keyFile);
    const reader = openReader(databasePath);
    try {
      if (schema !== 'current')
        return [
          good('the database is of an older version: the start brings it up to date'),
          unknown('what its log says is looked at once it is of this version'),
          freedom(config.lockPath),
        ];
      return [
        good('the database is of this version'),
        keyCheck(reader, keys),
        ...checksOf(reader, config, keys, checkpoints, now),
      ];
    } finally {
      reader.close();
    }
  } catch (error) {
    return [bad(reasonOf(error))];
  }
}

function checksOf(
  reader: Reader,
  config: Config,
  keys: AuditKeys,
  checkpoints: readonly string[],
  now: number,
): StandbyCheck[] {
  const { last, lastAt } = logEdges(reader);
  const age = Math.round((now - lastAt) / 1000);
  return [
    continuation(reader, keys, [...outsideCheckpoints(config), ...checkpoints]),
    good(`the newest entry is number ${last}, of ${iso(lastAt)}, ${age} s ago: what came later is lost`),
    erasureCheck(reader, config.dataDir),
    freedom(config.lockPath),
  ];
}

function keyCheck(reader: Reader, keys: AuditKeys): StandbyCheck {
  try {
    insistOnOwnKey(reader, keys);
    insistOnWrappingKey(reader, keys);
    return good('the key file is that of this log');
  } catch (error) {
    return bad(reasonOf(error));
  }
}

/** Whether the log goes on from the last checkpoint that is known outside of it. */
function continuation(reader: Reader, keys: AuditKeys, notes: readonly string[]): StandbyCheck {
  const history = ownHistory(reader, keys);
  const places = notes.flatMap((note) => {
    const opened = history.open(note);
    return opened.ok ? [placeOf(opened.checkpoint)] : [];
  });
  if (places.length === 0)
    return unknown(
      'no checkpoint of this log lies in keys/ or CHECKPOINT_DIR: whether entries are missing cannot be seen, give --checkpoint FILE',
    );
  const lost = lostEndOf(reader, keys, notes);
  if (lost !== null)
    return bad(
      `the log lacks entries up to number ${lost.size}, which a checkpoint outside states: wait for the replica, or start all the same and lose them (the log then says so)`,
    );
  // An earlier one may speak of an end that a restore gave up.
  const epoch = currentEpoch(reader);
  const sizes = places.filter((place) => place.epoch === epoch).map(({ size }) => size);
  if (sizes.length === 0)
    return unknown(
      'the checkpoints outside are all of before the last restore: whether entries are missing since cannot be seen, give --checkpoint FILE',
    );
  return good(`the log has all that the last checkpoint outside states, ${Math.max(...sizes)} entries`);
}

/** Erasures that came after the last of the replica are repeated by the list alone, which a desk has from its first start on. */
function erasureCheck(reader: Reader, dataDir: string): StandbyCheck {
  const path = erasureListPath(dataDir);
  if (!existsSync(path))
    return unknown(
      'keys/erasures.jsonl is not there: erasures that the replica lacks, if there were any, are not repeated',
    );
  const newest = newestOfAction(reader, 'order.erase')?.refId ?? null;
  const isListed = new ErasureList(path)
    .all()
    .some(({ refIds }) => newest !== null && refIds.includes(newest));
  if (newest !== null && !isListed)
    return unknown(
      'keys/erasures.jsonl is older than the log: erasures that came after both, if there were any, are not repeated',
    );
  return good(
    'the list of erasures is not older than the log: what it has is repeated at the start, an erasure made after this copy of the list was taken is not',
  );
}

function freedom(lockPath: string): StandbyCheck {
  if (!existsSync(lockPath)) return good('no desk runs on this data folder');
  try {
    lockDataFolder(lockPath).release();
    return good('no desk runs on this data folder');
  } catch (error) {
    if (error instanceof DataFolderTaken) return bad(error.message);
    throw error;
  }
}
