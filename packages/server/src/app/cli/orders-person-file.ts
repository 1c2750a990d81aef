import { writeFileSync } from 'node:fs';
import { PERSON_FILE_FORMATS, type PersonFileFormat } from '@srs-desk/shared/api/person-file.ts';
import { LANGUAGES, type Language } from '@srs-desk/shared/words/language.ts';
import { Option } from 'commander';
import { auditConfig } from './audit-config.ts';
import { type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

interface Wanted {
  refId: string;
  reason: string;
  out: string;
  format: PersonFileFormat;
  lang: Language;
}

/** `desk orders person-file --ref-id ID --reason TEXT --out FILE`: everything about the person of an order, for them. */
export const ordersPersonFile: DeskCommand = (program) => {
  const orders =
    program.commands.find((command) => command.name() === 'orders') ??
    program.command('orders').description('orders of this desk');
  orders
    .command('person-file')
    .description(
      'write everything the desk knows about the person of an order into one file; recorded in the log',
    )
    .requiredOption('--ref-id <id>', 'one of the person’s orders')
    .requiredOption('--reason <text>', 'why, for example the letter it answers')
    .requiredOption('--out <file>', 'where to; must not exist yet')
    .addOption(new Option('--format <format>', 'page or data').choices(PERSON_FILE_FORMATS).default('html'))
    .addOption(new Option('--lang <language>', 'of the page').choices(LANGUAGES).default('en'))
    .action(async ({ refId, out, ...wish }: Wanted) => {
      const path = `/api/orders/${encodeURIComponent(refId)}/person-file`;
      const file = expectOk(await withDesk(auditConfig, (ask) => ask('POST', path, wish)));
      const text = typeof file === 'string' ? file : JSON.stringify(file, null, 1);
      writeFileSync(out, text, { mode: 0o600, flag: 'wx' });
      say(`written to ${out}: it holds personal data in clear`);
    });
};
