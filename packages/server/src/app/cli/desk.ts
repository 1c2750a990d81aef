import { Command, CommanderError } from 'commander';
import { ConfigError } from '../../platform/config/config.ts';
import { audit } from './audit.ts';
import { backup, restore } from './backup.ts';
import { CommandFailed, type DeskCommand } from './command.ts';
import { doctor } from './doctor.ts';
import { ordersErase } from './orders-erase.ts';
import { ordersImport } from './orders-import.ts';
import { seed } from './seed.ts';
import { testBench } from './test-bench.ts';
import { userAdd } from './user-add.ts';

/** Every command, one file each. */
const COMMANDS: readonly DeskCommand[] = [
  doctor,
  testBench,
  ordersImport,
  ordersErase,
  userAdd,
  audit,
  backup,
  restore,
  seed,
];

const program = new Command('desk').description('SRS Desk on the command line').exitOverride();
for (const add of COMMANDS) add(program);

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = explain(error);
}

/** Says what went wrong in one line per problem; gives the exit code. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof CommandFailed) {
    if (error.message !== '') process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof ConfigError) {
    for (const problem of error.problems) process.stderr.write(`${problem}\n`);
    return 2;
  }
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 2;
}
