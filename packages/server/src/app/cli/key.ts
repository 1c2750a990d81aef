import { apiKeyMade, apiKeyRow } from '@srs-desk/shared/api/users.ts';
import * as z from 'zod';
import { auditConfig } from './audit-config.ts';
import { CommandFailed, type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

/**
 * `desk key list`: the keys of programs and of the gateway, without the keys themselves. `desk key rotate --id N`: another secret
 * for one, the one before working on for a while.
 */
export const keyCommands: DeskCommand = (program) => {
  const key = program.command('key').description('API keys, those of the gateway among them');
  key
    .command('list')
    .description('list the keys that are not revoked: number, name, first characters, end')
    .action(async () => {
      const answer = await withDesk(auditConfig, (ask) => ask('GET', '/api/api-keys'));
      const keys = z.array(apiKeyRow).parse(expectOk(answer, 2));
      for (const { id, name, prefix, expiresAt } of keys.filter(({ revokedAt }) => revokedAt === null))
        say(`${id}  ${name}  ${prefix}…  ${expiresAt ?? 'no end'}`);
    });
  key
    .command('rotate')
    .description('another secret for a key, which is printed this once; the one before works on for a while')
    .requiredOption('--id <number>', 'which key (desk key list)')
    .option('--overlap-hours <hours>', 'how long the secret of before works on; 0 ends it at once', '24')
    .action(async ({ id, overlapHours }: { id: string; overlapHours: string }) => {
      if (!/^\d+$/.test(overlapHours))
        throw new CommandFailed(
          '--overlap-hours must be a whole number such as 24; 0 ends the secret of before at once',
          2,
        );
      const path = `/api/api-keys/${encodeURIComponent(id)}/rotate`;
      const body = { overlapHours: Number(overlapHours) };
      const made = apiKeyMade.parse(
        expectOk(await withDesk(auditConfig, (ask) => ask('POST', path, body)), 2),
      );
      say(`the new secret of ${made.name}, shown this once: ${made.key}`);
      say(
        made.previousUntil === null
          ? 'The one before is refused from now on.'
          : `The one before works until ${made.previousUntil}: change the application over by then.`,
      );
    });
};
