import { auditConfig, readText } from './audit-config.ts';
import { CommandFailed, type DeskCommand, say } from './command.ts';

const gather = (value: string, before: string[] = []): string[] => [...before, value];

/** `desk standby`: exit 0 when a desk may take over on this data folder, 1 when not, 2 when something could not be checked. */
export const standby: DeskCommand = (program) => {
  program
    .command('standby')
    .description('check that a replica in DATA_DIR may take over: keys, last checkpoint, nobody runs on it')
    .option('--checkpoint <file>', 'a checkpoint that the log must contain', gather)
    .action(async ({ checkpoint = [] }: { checkpoint?: string[] }) => {
      const { checkStandby } = await import('../../features/audit/standby.ts');
      const checks = checkStandby(auditConfig(), checkpoint.map(readText), Date.now());
      for (const { state, what } of checks) say(`${state.padEnd(8)} ${what}`);
      const states = new Set(checks.map(({ state }) => state));
      if (states.has('bad')) throw new CommandFailed('do not start a desk on it as it is', 1);
      if (states.has('unknown'))
        throw new CommandFailed('nothing speaks against it, but not all could be checked', 2);
      say('a desk may be started on it; stop the old one for good first');
    });
};
