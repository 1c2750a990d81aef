// `desk seed --orders N --calls N [--seed S] [--until DATE]`: bulk data for trials and benchmarks, into an empty data folder.

import { auditConfig } from '../../src/app/cli/audit-config.ts';
import { CommandFailed, say } from '../../src/app/cli/command.ts';
import { cliPrincipal } from '../../src/app/cli/principal.ts';
import { runProgram } from '../../src/app/cli/run-program.ts';
import { makeFolder } from '../../src/platform/config/make-folder.ts';
import { DataFolderTaken, lockDataFolder } from '../../src/platform/db/lock.ts';
import { LoadRefused } from '../../src/platform/ledger/bulk-load.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';
import { seedDatabase } from './seed-database.ts';

interface SeedFlags {
  orders: string;
  calls: string;
  seed: string;
  until?: string;
}

const MOST = 100_000_000;

await runProgram('desk seed', (program) => {
  program
    .description('fill an empty data folder with realistic orders, calls and a log that verifies')
    .requiredOption('--orders <n>', 'how many orders')
    .requiredOption('--calls <n>', 'how many calls to SRS (two log entries each)')
    .option('--seed <n>', 'the same seed gives the same orders', '1')
    .option('--until <date>', 'the last moment that is replayed (ISO 8601); the beginning of today')
    .action(seedFolder);
});

async function seedFolder(flags: SeedFlags): Promise<void> {
  const options = {
    orders: whole('--orders', flags.orders, 1),
    calls: whole('--calls', flags.calls, 0),
    seed: whole('--seed', flags.seed, 0),
    until: untilOf(flags.until),
  };
  const config = auditConfig();
  makeFolder(config.dataDir);
  const lock = takeLock(config.lockPath);
  try {
    const startedAt = performance.now();
    const { entries } = await seedDatabase(config.databasePath, loadOrCreateKeys(config.keyFile), {
      ...options,
      actor: cliPrincipal().actor,
      billingTimeZone: config.billingTimeZone,
      onProgress: ({ orders, entries }) => say(`${orders} orders, ${entries} log entries`),
    });
    const seconds = (performance.now() - startedAt) / 1_000;
    const rate = Math.round(entries / seconds);
    say(
      `${options.orders} orders, ${options.calls} calls, ${entries} log entries in ${seconds.toFixed(1)} s (${rate}/s)`,
    );
    say(`${config.databasePath}; check it with: desk audit verify`);
  } catch (error) {
    if (error instanceof LoadRefused) throw new CommandFailed(error.message, 1);
    throw error;
  } finally {
    lock.release();
  }
}

function whole(name: string, text: string, least: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > MOST)
    throw new CommandFailed(
      `${name} must be a whole number from ${least} to ${MOST}, not ${JSON.stringify(text)}`,
      2,
    );
  return value;
}

function untilOf(text: string | undefined): number {
  if (text === undefined) return Math.floor(Date.now() / 86_400_000) * 86_400_000;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new CommandFailed('--until must be a time such as 2026-11-01', 2);
  return at;
}

function takeLock(path: string) {
  try {
    return lockDataFolder(path);
  } catch (error) {
    if (error instanceof DataFolderTaken)
      throw new CommandFailed(`${error.message}: stop it, or choose another DATA_DIR`, 2);
    throw error;
  }
}
