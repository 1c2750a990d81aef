import { readFileSync } from 'node:fs';
import { ROLES } from '@srs-desk/shared/access/roles.ts';
import { sessionsEnded } from '@srs-desk/shared/api/session.ts';
import { accountLink, userMade } from '@srs-desk/shared/api/users.ts';
import { Option } from 'commander';
import { auditConfig } from './audit-config.ts';
import { type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

interface UserOptions {
  name: string;
  role: string;
  displayName?: string;
  passwordStdin?: boolean;
}

/**
 * `desk user add --name --role`: a new user and the invitation; a password never stands on the command line. `desk user link
 * --name`: a link for one who is there, which works while logging in by password is switched off, too. `desk user reset-factor
 * --name`: for who has lost app and recovery codes. `desk user end-sessions`: every login ends, with the secret in its cookie.
 */
export const userCommands: DeskCommand = (program) => {
  const user = program.command('user').description('users of this desk');
  user
    .command('add')
    .description('add a user, who chooses a password by the link that is printed')
    .requiredOption('--name <name>', 'user name')
    .addOption(new Option('--role <role>', 'what the user may do').choices([...ROLES]).makeOptionMandatory())
    .option('--display-name <text>', 'name to show; the user name when absent')
    .option('--password-stdin', 'no link: read the password from standard input')
    .action(async ({ name, role, displayName, passwordStdin }: UserOptions) => {
      const password = passwordStdin ? readFileSync(0, 'utf8').replace(/\r?\n$/, '') : undefined;
      const body = { username: name, displayName: displayName ?? name, role, password };
      const made = await withDesk(auditConfig, (ask) => ask('POST', '/api/users', body));
      const { link } = userMade.parse(expectOk(made, 2));
      say(
        link
          ? `${name} chooses a password until ${link.expiresAt}: ${link.url}`
          : `${name} may now log in as ${role}`,
      );
    });
  user
    .command('link')
    .description('a one-time link by which a user sets a password, which logs in')
    .requiredOption('--name <name>', 'user name')
    .action(async ({ name }: { name: string }) => {
      const path = `/api/users/${encodeURIComponent(name)}/link`;
      const made = await withDesk(auditConfig, (ask) => ask('POST', path, {}));
      const { url, expiresAt } = accountLink.parse(expectOk(made, 2));
      say(`${name} sets a password until ${expiresAt}: ${url}`);
    });
  user
    .command('end-sessions')
    .description(
      'end all sessions of everybody, or of one user: each browser has to log in and gets a new secret',
    )
    .option('--name <name>', 'of this user alone')
    .requiredOption('--yes', 'yes, everybody is logged out')
    .action(async ({ name }: { name?: string }) => {
      const answer = await withDesk(auditConfig, (ask) =>
        ask('POST', '/api/sessions/end-all', { username: name }),
      );
      say(`${sessionsEnded.parse(expectOk(answer, 2)).sessionsEnded} sessions ended`);
    });
  user
    .command('reset-factor')
    .description('take the second factor of a user away whose app and recovery codes are lost')
    .requiredOption('--name <name>', 'user name')
    .action(async ({ name }: { name: string }) => {
      const path = `/api/users/${encodeURIComponent(name)}/factor`;
      expectOk(await withDesk(auditConfig, (ask) => ask('DELETE', path)), 2);
      say(`${name} logs in without a second factor until one is set up again`);
    });
};
