import { closeSync, rmSync, writeFileSync } from 'node:fs';
import { PERSON_FILE_FORMATS, type PersonFileFormat } from '@srs-desk/shared/api/person-file.ts';
import { LANGUAGES, type Language } from '@srs-desk/shared/words/language.ts';
import { Option } from 'commander';
import { auditConfig } from './audit-config.ts';
import { type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';
import { newFile } from './out-file.ts';

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
      // Made before anything is asked: what cannot be written must not be recorded as given.
      const file = newFile(out);
      const path = `/api/orders/${encodeURIComponent(refId)}/person-file`;
      try {
        const made = expectOk(await withDesk(auditConfig, (ask) => ask('POST', path, wish)));
        writeFileSync(file, typeof made === 'string' ? made : JSON.stringify(made, null, 1));
      } catch (error) {
        rmSync(out, { force: true });
        throw error;
      } finally {
        closeSync(file);
      }
      say(`written to ${out}: it holds personal data in clear`);
    });
};
