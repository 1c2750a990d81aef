import { VERSION } from '../../platform/version.ts';
import { audit } from './audit.ts';
import { backup, backupIdentityCommand, restore } from './backup.ts';
import type { DeskCommand } from './command.ts';
import { configCheck } from './config-check.ts';
import { doctor } from './doctor.ts';
import { keyCommands } from './key.ts';
import { message } from './message.ts';
import { ordersErase } from './orders-erase.ts';
import { ordersImport } from './orders-import.ts';
import { ordersPersonFile } from './orders-person-file.ts';
import { runProgram } from './run-program.ts';
import { standby } from './standby.ts';
import { testBench } from './test-bench.ts';
import { userCommands } from './user.ts';

/** Every command, one file each. What only its work needs it loads then: with all of it a command took more than twice as long to start. */
const COMMANDS: readonly DeskCommand[] = [
  configCheck,
  doctor,
  testBench,
  message,
  ordersImport,
  ordersErase,
  ordersPersonFile,
  userCommands,
  keyCommands,
  audit,
  backup,
  backupIdentityCommand,
  restore,
  standby,
];

await runProgram('desk', (program) => {
  program.description('SRS Desk on the command line').version(VERSION);
  for (const add of COMMANDS) add(program);
  // A program of its own beside this one, `desk-seed` (bench/seed): the desk itself has no seeding in it.
  program.command('seed', 'fill an empty data folder with realistic orders, calls and a log that verifies');
});
