import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { startLedger } from '../src/app/start-ledger.ts';
import { entryRow } from '../src/features/audit/log/queries.ts';
import { Connection } from '../src/platform/db/connection.ts';
import { openReadOnly } from '../src/platform/db/open-read-only.ts';
import type { EntryDraft } from '../src/platform/ledger/entry-draft.ts';
import { loadOrCreateKeys } from '../src/platform/ledger/key-file.ts';
import { LeafHasher } from '../src/platform/ledger/leaf-hasher.ts';
import { migrateFile, openForWriting } from '../src/platform/ledger/open-for-writing.ts';
import { textOf } from '../src/platform/ledger/stored-entry.ts';
import { type MadeLog, makeLog } from './audit/make-log.ts';
import type { BenchOptions, BenchRow } from './bench.ts';

export const name = 'audit';

const CHILD = fileURLToPath(new URL('./audit/verify-child.mjs', import.meta.url));
/** The built command line: what an auditor runs. */
const DESK = fileURLToPath(new URL('../dist/desk.js', import.meta.url));
const WAITING = 256;

const draft = (n: number): EntryDraft => ({
  action: 'order.sync.status_changed',
  actor: 'sync',
  origin: 'sync',
  refId: `ref-${n % 1000}`,
  orderId: `order-${n % 1000}`,
  externalId: 'CUSTOMER-7',
  detail: { changes: [{ field: 'status', before: 'created', after: 'service_provider_created' }] },
});

function perSecond(count: number, started: number): number {
  return (count / (performance.now() - started)) * 1000;
}

/** The same text into a bare table of the same file settings: what the disk gives. */
function rawInserts(folder: string, text: string, count: number, perTransaction: number): number {
  const database = openForWriting(join(folder, `raw-${perTransaction}.db`));
  database.exec('CREATE TABLE raw (seq INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO raw (text) VALUES (?)');
  const group = database.transaction(() => {
    for (let i = 0; i < perTransaction; i++) insert.run(text);
  });
  const started = performance.now();
  for (let done = 0; done < count; done += perTransaction) group();
  const rate = perSecond(count, started);
  database.close();
  return rate;
}

async function writing(folder: string, quick: boolean): Promise<BenchRow[]> {
  const [one, many] = quick ? [300, 3_000] : [8_000, 80_000];
  const databasePath = join(folder, 'write.db');
  migrateFile(databasePath);
  const keys = loadOrCreateKeys(join(folder, 'keys', 'write.json'));
  const ledger = await startLedger({ databasePath, keys, clock: { now: () => Date.now() } });
  const waits: number[] = [];
  const started = performance.now();
  for (let n = 0; n < one; n++) {
    const at = performance.now();
    await ledger.record([], [draft(n)]);
    waits.push(performance.now() - at);
  }
  const single = perSecond(one, started);
  waits.sort((a, b) => a - b);

  let next = 0;
  const groupStarted = performance.now();
  const work = async (): Promise<void> => {
    while (next < many) await ledger.record([], [draft(next++)]);
  };
  await Promise.all(Array.from({ length: WAITING }, work));
  const grouped = perSecond(many, groupStarted);
  await ledger.close();
  const text = firstText(databasePath);
  const rawOne = rawInserts(folder, text, one, 1);
  const rawMany = rawInserts(folder, text, many, 64);
  return [
    {
      metric: 'durable entries, one per transaction',
      value: single,
      unit: '1/s',
      floor: rawOne,
      share: single / rawOne,
    },
    { metric: 'wait for one entry, p50', value: waits[waits.length >> 1] ?? 0, unit: 'ms' },
    { metric: 'wait for one entry, p99', value: waits[Math.floor(waits.length * 0.99)] ?? 0, unit: 'ms' },
    {
      metric: `durable entries, ${WAITING} waiting (grouped)`,
      value: grouped,
      unit: '1/s',
      floor: rawMany,
      share: grouped / rawMany,
    },
  ];
}

function firstText(path: string): string {
  const reader = openReadOnly(path);
  const row = entryRow(new Connection(reader), 1);
  reader.close();
  return row === undefined ? '' : textOf(row);
}

/** Reading the rows in order and hashing a text of that size for each, with nothing spelled and nothing checked. */
function rawReadAndHash(path: string): { both: number; hash: number } {
  const text = firstText(path);
  const database = new Database(path, { readonly: true });
  database.pragma('mmap_size = 268435456');
  const hasher = new LeafHasher();
  const started = performance.now();
  let count = 0;
  for (const _ of database.prepare('SELECT * FROM entries ORDER BY seq').raw().iterate()) {
    hasher.hash(text);
    count += 1;
  }
  const both = perSecond(count, started);
  database.close();
  const hashStarted = performance.now();
  for (let i = 0; i < count; i++) hasher.hash(text);
  return { both, hash: perSecond(count, hashStarted) };
}

interface Verified {
  rate: number;
  maxRssMiB: number;
}

function verifyIn(log: MadeLog, depth: 'chain' | 'all'): Verified {
  const flags = ['--db', log.path, ...(depth === 'chain' ? ['--chain-only'] : [])];
  const child = spawnSync(process.execPath, [CHILD, DESK, ...flags], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(child.stdout + child.stderr);
  const { durationMs, lastSeq } = JSON.parse(child.stdout) as { durationMs: number; lastSeq: number };
  return { rate: (lastSeq / durationMs) * 1000, maxRssMiB: Number(child.stderr) };
}

function verifying(folder: string, quick: boolean): BenchRow[] {
  const log = makeLog(join(folder, 'log'));
  const rows: BenchRow[] = [];
  const [small, middle, whole] = quick ? [5_000, 10_000, 50_000] : [125_000, 250_000, 500_000];
  for (const size of [small, middle]) {
    log.growTo(size);
    const { maxRssMiB } = verifyIn(log, 'all');
    rows.push({ metric: `memory while verifying ${size} entries`, value: maxRssMiB, unit: 'MiB' });
  }
  const made = log.growTo(whole);
  rows.unshift({
    metric: 'entries made in bulk (no fsync; chained, sealed, indexed)',
    value: made,
    unit: '1/s',
  });
  const floor = rawReadAndHash(log.path);
  rows.push({ metric: 'raw SHA-256 of the same texts', value: floor.hash, unit: '1/s' });
  for (const depth of ['chain', 'all'] as const) {
    const { rate, maxRssMiB } = verifyIn(log, depth);
    const target = depth === 'chain' ? 100_000 : 60_000;
    rows.push({
      metric: depth === 'chain' ? 'verified, chain and tree' : 'verified, complete',
      value: rate,
      unit: '1/s',
      floor: floor.both,
      share: rate / floor.both,
      ...(quick ? {} : { target: `≥ ${target}`, met: rate >= target }),
    });
    if (depth === 'all')
      rows.push({ metric: `memory while verifying ${whole} entries`, value: maxRssMiB, unit: 'MiB' });
  }
  log.close();
  return rows;
}

/** The audit log: how fast it is written and proven, beside the bare disk and the bare hash of the same run. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-bench-'));
  try {
    const rows = [...(await writing(folder, quick)), ...verifying(folder, quick)];
    return {
      rows,
      notes: [
        'floors: the same texts inserted into a bare table (FULL, one or 64 per transaction); the stored texts read in order and hashed',
        'a made log is calls: intent and outcome, the outcome with a sealed body; verified by the built `desk audit verify`, in a process of its own',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
