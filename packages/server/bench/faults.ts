import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLedger } from '../src/app/start-ledger.ts';
import { readVerifierKey } from '../src/features/audit/verify/open-checkpoint-note.ts';
import { verifyDatabase } from '../src/features/audit/verify/verify-database.ts';
import { openReadOnly } from '../src/platform/db/open-read-only.ts';
import { loadOrCreateKeys, verifierKeyText } from '../src/platform/ledger/key-file.ts';
import { migrateFile } from '../src/platform/ledger/open-for-writing.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import {
  type AppendCall,
  callsOfAppend,
  straceWorks,
  type TracedRun,
  traceAppend,
} from './faults/strace-append.ts';

export const name = 'faults';

async function prepare(folder: string): Promise<string> {
  const databasePath = join(folder, 'desk.db');
  migrateFile(databasePath);
  const keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
  const ledger = await startLedger({ databasePath, keys, clock: { now: () => Date.now() } });
  await ledger.record([], [{ action: 'system.start', actor: 'system' }]);
  await ledger.close();
  return verifierKeyText(keys);
}

function targetsIn(path: string): string[] {
  const database = openReadOnly(path);
  try {
    const sql = "SELECT target FROM entries WHERE action = 'settings.change' ORDER BY seq";
    return database.prepare(sql).pluck().all() as string[];
  } finally {
    database.close();
  }
}

/** What must hold after a fault; the first thing that does not, or null. */
async function broken(run: TracedRun, vkey: string): Promise<string | null> {
  if (!run.lines.some((line) => line.includes('(INJECTED)'))) return 'nothing was injected';
  const { first, second, third, state } = run.appended;
  if (first !== 'written') return `the first entry was ${first}`;
  const path = join(run.folder, 'desk.db');
  const verified = await verifyDatabase({ path, key: readVerifierKey(vkey) });
  if (verified.outcome !== 'intact')
    return `the log is ${verified.outcome}: ${verified.finding?.detail ?? verified.problem}`;
  const there = targetsIn(path);
  if (!there.includes('first')) return 'an acknowledged entry is gone';
  if (second === 'written' && !there.includes('second')) return 'an acknowledged entry is gone';
  if (third === 'written' && !there.includes('third')) return 'an acknowledged entry is gone';
  if (second === 'unknown' && (third !== 'latched' || state !== 'latched'))
    return `it went on after an I/O error: ${third}`;
  if (second !== 'unknown' && second !== 'full') return `the entry was ${second} in spite of the fault`;
  return null;
}

async function inject(folder: string, vkey: string, call: AppendCall, error: string): Promise<BenchRow> {
  const run = traceAppend(folder, `${call.name}:error=${error}:when=${call.nth}`);
  try {
    const problem = await broken(run, vkey);
    const { second, third } = run.appended;
    const came = problem ?? `INJECTED; refused (${second}), the next one ${third}; chain intact`;
    return {
      metric: `${error} in ${call.name} no. ${call.nth} (${call.file}): ${came}`,
      value: problem === null ? 1 : 0,
      unit: 'held',
      target: 'held',
      met: problem === null,
    };
  } finally {
    run.remove();
  }
}

/** A fault in each write and each sync of one append, by strace. Without strace it says so and measures nothing. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  if (!straceWorks()) return { rows: [], notes: ['strace is not here or may not trace: nothing was tried'] };
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-faults-'));
  try {
    const vkey = await prepare(folder);
    const undisturbed = traceAppend(folder, null);
    const calls = callsOfAppend(undisturbed.lines);
    undisturbed.remove();
    if (calls.length === 0) throw new Error('the append made no system call that could be found');
    const rows: BenchRow[] = [];
    for (const call of quick ? calls.slice(-2) : calls) {
      rows.push(await inject(folder, vkey, call, 'EIO'));
      if (call.name.startsWith('pwrite') || call.name === 'write')
        rows.push(await inject(folder, vkey, call, 'ENOSPC'));
    }
    return {
      rows,
      notes: [`the append makes ${calls.length} calls: ${calls.map((call) => call.name).join(', ')}`],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
