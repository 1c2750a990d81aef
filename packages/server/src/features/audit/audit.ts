import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../../platform/config/config.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { Unavailable } from '../../platform/errors.ts';
import { type AuditKeys, verifierKeyText } from '../../platform/ledger/key-file.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import { SubjectKeys } from '../../platform/ledger/subject-keys.ts';
import type { Recorder } from '../../platform/recorder/recorder.ts';
import { ViewThrottle } from '../../platform/view-throttle.ts';
import { Backups } from './backup/backups.ts';
import { CheckpointKeeper } from './checkpoint-keeper.ts';
import { ErasureList } from './erasure-list.ts';
import { EntrySearch } from './log/entry-search.ts';
import type { StubRow } from './log/queries.ts';
import { searchIndexPath } from './log/search-index.ts';
import { stubBefore } from './log/stub.ts';
import { replayErasures } from './replay-erasures.ts';
import { VerificationRun } from './verification-run.ts';

/** What the log has besides the ledger: search, checkpoints, verification, the erasure list. */
interface Audit {
  /** The log's public key, as an auditor gets it. */
  readonly publicKey: string;
  readonly checkpoints: CheckpointKeeper;
  readonly verification: VerificationRun;
  readonly erasures: ErasureList;
  readonly views: ViewThrottle;
  readonly backups: Backups;
  /** The search over the log; its index is begun at the first call. */
  search(): EntrySearch;
  /** How many entries the search does not know yet; 0 before the first search. */
  searchLag(): number;
  /** In how many entries the search index and the log differed when it was opened; it was then made anew. */
  searchLacked(): number;
  /** The key that a subject's sealed parts open with; null when there is none or it was destroyed. */
  subjectKey(subjectId: string): Uint8Array | null;
  /** What would stand for the entries before `firstSeq`, signed; null where there are none. */
  stubBefore(firstSeq: number): StubRow | null;
  /** Rewrites the file without free pages and empties the write-ahead log. @throws Error while something reads */
  compact(): Promise<void>;
  /** Repeats what the erasure list says and the file forgot, then signs and exports from now on. */
  start(): Promise<void>;
  /** Signs and exports a last time. To be called before the ledger closes. */
  stop(): Promise<void>;
}

declare module '../../platform/desk.ts' {
  interface Desk {
    readonly audit: Audit;
  }
}

interface AuditParts {
  config: Config;
  clock: { now(): number };
  log: Logger;
  reader: Reader;
  ledger: Ledger;
  recorder: Recorder;
  keys: AuditKeys;
}

/** Where the erasure list of a data folder lies: beside the keys, so that no backup of the database takes it along. */
export function erasureListPath(dataDir: string): string {
  return join(dataDir, 'keys', 'erasures.jsonl');
}

function openSearch({ config, log }: AuditParts): EntrySearch {
  const search = new EntrySearch(config.databasePath, searchIndexPath(config.dataDir));
  search.ready.then(
    () => {
      if (search.lacked > 0)
        log.warn({ entries: search.lacked }, 'the search index did not have what the log has: made anew');
    },
    (error: unknown) => {
      // A desk that stops meanwhile tells those who wait.
      if (!(error instanceof Unavailable))
        log.error({ err: error }, 'the search over the log cannot be opened');
    },
  );
  return search;
}

export function createAudit(parts: AuditParts): Audit {
  const { config, reader, ledger, keys, clock } = parts;
  const publicKey = verifierKeyText(keys);
  const erasures = new ErasureList(erasureListPath(config.dataDir));
  const checkpoints = new CheckpointKeeper({ ...parts, publicKey });
  const verification = new VerificationRun({
    path: config.databasePath,
    publicKey,
    reader,
    ledger,
    clock,
    trusted: config.timeStamps.trusted,
  });
  const backups = new Backups(keys);
  let search: EntrySearch | null = null;
  return {
    publicKey,
    checkpoints,
    verification,
    erasures,
    views: new ViewThrottle(),
    backups,
    search() {
      if (search?.ended) {
        void search.close();
        search = null;
      }
      search ??= openSearch(parts);
      return search;
    },
    searchLag: () => search?.lag() ?? 0,
    searchLacked: () => search?.lacked ?? 0,
    // Not through a cache: a destroyed key must be gone at once.
    subjectKey: (subjectId) => new SubjectKeys(keys, reader).get(subjectId) ?? null,
    stubBefore: (firstSeq) => stubBefore(reader, keys, firstSeq, clock.now()),
    async compact() {
      await ledger.maintain('compact', config.isReplicated ? 'replicated' : null);
      reader.reopen();
    },
    async start() {
      erasures.make();
      const { repeated, refused } = await replayErasures({ ledger, reader }, erasures.all());
      if (repeated > 0)
        parts.log.warn({ repeated }, 'erasures were repeated: the file still held what they had erased');
      if (refused.length > 0)
        parts.log.error(
          { refIds: refused },
          'on the erasure list and NOT erased: under legal hold since. The first start after its release erases them',
        );
      checkpoints.start();
      // One that was there before the start is compared with the log; none is made before somebody searches.
      if (existsSync(searchIndexPath(config.dataDir))) this.search();
    },
    async stop() {
      await backups.stop();
      await verification.stop();
      await checkpoints.stop();
      await search?.close();
      search = null;
    },
  };
}
