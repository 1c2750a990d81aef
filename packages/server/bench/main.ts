import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Bench, BenchRow } from './bench.ts';
import { isPlanted } from './plant/plant.ts';

const HERE = dirname(fileURLToPath(import.meta.url));
const RESULTS = join(HERE, '../../../bench/results');
const NOT_BENCHES = new Set(['bench.ts', 'main.ts']);

/** Where benchmarks lie: those that need a browser beside the web app. */
const FOLDERS = [HERE, join(HERE, '../../web/bench')];

function allNames(): string[] {
  return FOLDERS.flatMap((folder) => readdirSync(folder))
    .filter((file) => file.endsWith('.ts') && !NOT_BENCHES.has(file))
    .map((file) => file.slice(0, -3))
    .sort();
}

function fileOf(name: string): string | undefined {
  return FOLDERS.map((folder) => join(folder, `${name}.ts`)).find((file) => existsSync(file));
}

function namesAsked(args: readonly string[]): string[] {
  const asked = args.filter((arg) => !arg.startsWith('--'));
  const unknown = asked.filter((name) => fileOf(name) === undefined);
  if (unknown.length > 0) {
    process.stderr.write(`No benchmark named ${unknown.join(', ')}. There are: ${allNames().join(', ')}\n`);
    process.exit(2);
  }
  return asked.length > 0 ? asked : allNames();
}

function rounded(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en');
  return value.toPrecision(3);
}

function printTable(name: string, rows: readonly BenchRow[]): void {
  const cells = rows.map((row) => [
    row.metric,
    `${rounded(row.value)} ${row.unit}`,
    row.floor === undefined ? '' : `${rounded(row.floor)} ${row.unit}`,
    row.share === undefined ? '' : `${Math.round(row.share * 100)} %`,
    row.target ?? '',
    row.met === undefined ? '' : row.met ? 'met' : 'MISSED',
  ]);
  const table = [['metric', 'measured', 'floor', 'share', 'target', ''], ...cells];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  process.stdout.write(`\n${name}\n`);
  for (const row of table) {
    process.stdout.write(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}\n`);
  }
}

/** Which aims a planted fault made a benchmark miss that its last run without one had met. @throws Error without such a run */
function newlyMissed(path: string, rows: readonly BenchRow[]): string[] {
  if (!existsSync(path))
    throw new Error(`BENCH_PLANT compares with ${path}: run the benchmark without it first.`);
  const { rows: before } = JSON.parse(readFileSync(path, 'utf8')) as { rows: BenchRow[] };
  // Numbers in the names differ from run to run.
  const nameOf = ({ metric }: BenchRow) => metric.replace(/\d[\d.,]*/g, '');
  const met = new Set(before.filter((row) => row.met).map(nameOf));
  return rows.filter((row) => row.met === false && met.has(nameOf(row))).map(({ metric }) => metric.trim());
}

const args = process.argv.slice(2);
const quick = args.includes('--quick');
for (const name of namesAsked(args)) {
  const bench = (await import(fileOf(name) ?? name)) as Bench;
  const startedAt = new Date();
  const { rows, notes = [] } = await bench.run({ quick });
  printTable(name, rows);
  for (const note of notes) process.stdout.write(`  ${note}\n`);
  const path = join(RESULTS, `${name}.json`);
  if (isPlanted) {
    const missed = newlyMissed(path, rows);
    if (missed.length === 0) process.exitCode = 1;
    process.stdout.write(
      `  the planted fault is ${missed.length > 0 ? 'noticed' : 'NOT noticed'}: ${missed.join('; ')}\n`,
    );
    continue;
  }
  const machine = {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
  };
  mkdirSync(RESULTS, { recursive: true });
  const result = { name, quick, startedAt: startedAt.toISOString(), machine, rows, notes };
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
}
