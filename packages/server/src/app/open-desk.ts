import { accessSync, constants, existsSync } from 'node:fs';
import { pino } from 'pino';
import { OidcProvider } from '../features/access/oidc/provider.ts';
import { createAudit } from '../features/audit/audit.ts';
import { backUpBeforeMigration } from '../features/audit/backup/before-migration.ts';
import { removeDeadCopies, removeDeadDrafts } from '../features/audit/backup/write-backup.ts';
import { compactAfterErasure } from '../features/audit/compact.ts';
import { beginWherePutBack, insistOnDatabase } from '../features/audit/epoch/begin-where-put-back.ts';
import { enterHandOver, insistOnKeyOf } from '../features/audit/epoch/hand-over.ts';
import { keepLastCheckpoint } from '../features/audit/epoch/outside-checkpoints.ts';
import { isCompactionDue } from '../features/audit/log/queries.ts';
import { logEdgesIn } from '../features/audit/log/snapshot-file.ts';
import { rewrapKeys } from '../features/audit/wrapping/rewrap-keys.ts';
import { enterWrappingKey } from '../features/audit/wrapping/wrapping-key.ts';
import { rebookOrders } from '../features/billing/usage/rebook.ts';
import { Sync } from '../features/orders/poll/sync.ts';
import { Viewers } from '../features/support/queue/viewers.ts';
import type { Config } from '../platform/config/config.ts';
import { giveToOwner } from '../platform/config/give-to-owner.ts';
import { makeFolder } from '../platform/config/make-folder.ts';
import { type DataFolderLock, lockDataFolder } from '../platform/db/lock.ts';
import { LASTING_CACHE_KIB } from '../platform/db/open-read-only.ts';
import { openReader } from '../platform/db/reader.ts';
import { schemaState } from '../platform/db/schema-state.ts';
import type { Desk } from '../platform/desk.ts';
import { createEvents } from '../platform/events/events.ts';
import { FreeSpace } from '../platform/free-space.ts';
import { createSealer } from '../platform/ledger/create-sealer.ts';
import { type AuditKeys, loadKeys, loadOrCreateKeys } from '../platform/ledger/key-file.ts';
import type { StartLedger } from '../platform/ledger/ledger.ts';
import { migrateFile } from '../platform/ledger/open-for-writing.ts';
import { Recorder } from '../platform/recorder/recorder.ts';
import { Settings } from '../platform/settings/settings.ts';
import { SrsClient, type SrsClientOptions } from '../platform/srs/client.ts';
import { ReadThread } from '../platform/threads/reads.ts';
import { startWorker } from '../platform/threads/start-worker.ts';
import { VERSION } from '../platform/version.ts';
import { secondAdminActs } from './second-admin-acts.ts';
import { startLedger } from './start-ledger.ts';

/** What may take long is given up after ten minutes; two go on at once, so that a short one does not wait behind a long one. */
const LONG_READS = { longestMs: 10 * 60_000, threads: 2 };

/** The data folder cannot be used: says which and why. */
class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
}

export interface OpenOptions {
  clock?: { now(): number };
  /** `silent` in tests. */
  logLevel?: string;
  /** Pages the database may have; for tests of a full disk. */
  maxPageCount?: number;
  /** Another way to start the ledger; for tests. */
  startLedger?: StartLedger;
  /** Timeouts and pace of the SRS client, where they differ from the defaults; for tests and benchmarks. */
  srs?: Pick<SrsClientOptions, 'timeouts' | 'limiter'>;
}

/** A desk that runs, with what only its owner may touch. */
export interface RunningDesk extends Desk {
  readonly keys: AuditKeys;
  /** Stops the sync, lets the writer finish, closes the database last. */
  close(): Promise<void>;
}

/**
 * The one place where the parts are put together: data folder → keys → database → ledger → recorder → SRS → sync.
 * The sync is not started; that is `main`'s decision.
 * @throws DataFolderError, DataFolderTaken, KeyFileError, NewerDatabase, NoBackupBefore, DatabaseMissing, KeyReplaced, WrappingKeyLacking
 */
export async function openDesk(config: Config, options: OpenOptions = {}): Promise<RunningDesk> {
  const clock = options.clock ?? { now: () => Date.now() };
  const log = pino({ level: options.logLevel ?? 'info', base: null });
  prepareFolder(config.dataDir);
  const lock = lockDataFolder(config.lockPath);
  try {
    return await openLocked(config, options, clock, log, lock);
  } catch (error) {
    giveToOwner(config.dataDir);
    lock.release();
    throw error;
  }
}

async function openLocked(
  config: Config,
  options: OpenOptions,
  clock: { now(): number },
  log: pino.Logger,
  lock: DataFolderLock,
): Promise<RunningDesk> {
  removeDeadCopies(config.dataDir);
  const isThere = existsSync(config.keyFile) || hasLog(config);
  const keys = isThere ? loadKeys(config.keyFile) : loadOrCreateKeys(config.keyFile);
  removeDeadDrafts(config.backups.dir, keys);
  insistOnDatabase(config, keys);
  const backedUp = await backUpBeforeMigration(config, keys, clock.now());
  migrateFile(config.databasePath);
  insistOnKeyOf(config.databasePath, keys);
  const events = createEvents(clock, (error) => log.error({ err: error }, 'an event listener failed'));
  const ledger = await (options.startLedger ?? startLedger)({
    databasePath: config.databasePath,
    keys,
    clock,
    isReplicated: config.isReplicated,
    maxPageCount: options.maxPageCount,
    onChangedRows: (changedRows) => events.publish(changedRows),
    onCheckpoint: (note) => {
      try {
        keepLastCheckpoint(config.dataDir, note);
      } catch (error) {
        log.warn({ err: error }, 'the last checkpoint could not be kept beside the keys');
      }
    },
    onState: (state) => log[state === 'ok' ? 'info' : 'error']({ state }, 'the ledger changed its state'),
  });
  const reader = openReader(config.databasePath, LASTING_CACHE_KIB);
  await enterHandOver({ keys, reader, ledger });
  await beginWherePutBack({ config, keys, reader, ledger, log, clock });
  await enterWrappingKey({ keys, reader, ledger });
  const sealer = createSealer(reader, keys);
  const settings = new Settings(reader);
  const recorder = new Recorder({
    ledger,
    clock,
    urls: upstreamUrls(config),
    outbound: config.outbound,
    mail: config.notify.mail,
  });
  const srs = new SrsClient({ config: config.srs, recorder, clock, log, ...options.srs });
  const startReads = () => startWorker('read', import.meta.url, { databasePath: config.databasePath });
  const audit = createAudit({ config, clock, log, reader, ledger, recorder, keys });
  const viewers = new Viewers(clock, events);
  const oidc = config.login.oidc && new OidcProvider(config.login.oidc, { recorder, clock, log });
  const base = {
    config,
    clock,
    log,
    reader,
    reads: new ReadThread(startReads),
    longReads: new ReadThread(startReads, LONG_READS),
    sealer,
    ledger,
    settings,
    recorder,
    srs,
    events,
    freeSpace: new FreeSpace(config.dataDir, clock),
    audit,
    keys,
    viewers,
    oidc,
    secondAdminActs,
  };
  const sync = new Sync(base);
  const started = await ledger.record(
    [
      { name: 'call.recover', args: null },
      { name: 'billing.prepare', args: { timeZone: config.billingTimeZone } },
    ],
    [
      ...(backedUp === null ? [] : [backedUp]),
      { action: 'system.start', actor: 'system', origin: 'system', detail: { version: VERSION } },
    ],
  );
  log.info({ version: VERSION, node: process.version }, 'SRS Desk starts');
  if (started.ok && started.results[1].rebook) void rebookOrders({ ledger, log });
  void rewrapKeys({ ledger, log, reader });
  await audit.start();
  oidc?.start();
  const desk = { ...base, sync };
  // What an upgrade left free goes before anybody waits for the desk.
  if (backedUp !== null && isCompactionDue(reader)) await compactAfterErasure(desk);
  return {
    ...desk,
    async close() {
      oidc?.stop();
      await sync.stop();
      await ledger
        .record([], [{ action: 'system.stop', actor: 'system', origin: 'system' }])
        .catch(() => undefined);
      await audit
        .stop()
        .catch((error: unknown) => log.error({ err: error }, 'the audit log could not be closed well'));
      await recorder.close();
      await ledger.close();
      base.reads.close();
      base.longReads.close();
      reader.close();
      giveToOwner(config.dataDir);
      lock.release();
    },
  };
}

/** Whether there is a log already: then a key file that is missing is lost, or was looked for in the wrong place. */
function hasLog({ databasePath }: Config): boolean {
  return schemaState(databasePath) !== 'none' && logEdgesIn(databasePath).last > 0;
}

function upstreamUrls(config: Config) {
  return {
    token: config.srs.tokenUrl,
    srs: config.srs.baseUrl,
    ras: config.srs.rasBaseUrl,
    idp: config.gateway.idpUrl ?? new URL(config.srs.tokenUrl).origin,
    ...(config.checkpoints.url === null ? {} : { checkpoint: config.checkpoints.url }),
    ...(config.timeStamps.url === null ? {} : { tsa: config.timeStamps.url }),
    ...(config.notify.webhook === null ? {} : { webhook: config.notify.webhook.url }),
    ...(config.login.oidc === null ? {} : { oidc: new URL(config.login.oidc.issuer).origin }),
  };
}

function prepareFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new DataFolderError(
      `the data folder ${dataDir} cannot be written (${why}): set DATA_DIR to one that can`,
    );
  }
}
