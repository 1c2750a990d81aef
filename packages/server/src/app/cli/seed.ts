import { seedDatabase } from '../../../bench/seed/data/seed-database.ts';
import { makeFolder } from '../../platform/config/make-folder.ts';
import { DataFolderTaken, lockDataFolder } from '../../platform/db/lock.ts';
import { LoadRefused } from '../../platform/ledger/bulk-load.ts';
import { loadOrCreateKeys } from '../../platform/ledger/key-file.ts';
import { auditConfig } from './audit-config.ts';
import { CommandFailed, type DeskCommand, say } from './command.ts';
import { cliPrincipal } from './principal.ts';

interface RequestContext {
  orders: string;
  calls: string;
  seed: string;
  until?: string;
}

const MOST = 100_000_000;

/** `desk seed --orders N --calls N [--seed S] [--until DATE]`: bulk data for trials and benchmarks, into an empty data folder. */
export const seed: DeskCommand = (program) => {
  program
    .command('seed')
    .description('fill an empty data folder with realistic orders, calls and a log that verifies')
    .requiredOption('--orders <n>', 'how many orders')
    .requiredOption('--calls <n>', 'how many calls to SRS (two log entries each)')
    .option('--seed <n>', 'the same seed gives the same orders', '1')
    .option('--until <date>', 'the last moment that is told (ISO 8601); the beginning of today')
    .action(async (asked: RequestContext) => {
      const options = {
        orders: whole('--orders', asked.orders, 1),
        calls: whole('--calls', asked.calls, 0),
        seed: whole('--seed', asked.seed, 0),
        until: untilOf(asked.until),
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
    });
};

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
