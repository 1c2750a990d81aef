import { readFileSync } from 'node:fs';
import { ROLES } from '@srs-desk/shared/access/roles.ts';
import { Option } from 'commander';
import { auditConfig } from './audit-config.ts';
import { type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

/** `desk user add --name --role --password-stdin`: a new user; the password never stands on the command line. */
export const userAdd: DeskCommand = (program) => {
  const user = program.command('user').description('users of this desk');
  user
    .command('add')
    .description('add a user; the password is read from standard input')
    .requiredOption('--name <name>', 'user name')
    .addOption(new Option('--role <role>', 'what the user may do').choices([...ROLES]).makeOptionMandatory())
    .option('--display-name <text>', 'name to show; the user name when absent')
    .requiredOption('--password-stdin', 'read the password from standard input')
    .action(async ({ name, role, displayName }: { name: string; role: string; displayName?: string }) => {
      const password = readFileSync(0, 'utf8').replace(/\r?\n$/, '');
      const body = { username: name, displayName: displayName ?? name, role, password };
      expectOk(await withDesk(auditConfig, (ask) => ask('POST', '/api/users', body)), 2);
      say(`${name} may now log in as ${role}`);
    });
};
