import type { OrderMessage } from '@srs-desk/shared/api/support.ts';
import { SITUATIONS } from '@srs-desk/shared/process/situations.ts';
import { LANGUAGES } from '@srs-desk/shared/words/language.ts';
import { Option } from 'commander';
import { commandConfig, type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

interface Wanted {
  refId: string;
  lang: string;
  situation?: string;
}

/** `desk message --ref-id ID`: what may be told to the user of an order, the same text as on its page and from the API. */
export const message: DeskCommand = (program) => {
  program
    .command('message')
    .description('what may be told to the user of an order: only what is known, and no dead link')
    .requiredOption('--ref-id <id>', 'the order')
    .addOption(new Option('--lang <language>', 'its language').choices(LANGUAGES).default('en'))
    .addOption(
      new Option('--situation <situation>', 'another than the one that fits best').choices(SITUATIONS),
    )
    .action(async ({ refId, ...wanted }: Wanted) => {
      const query = new URLSearchParams({ ...wanted });
      const path = `/api/orders/${encodeURIComponent(refId)}/message?${query}`;
      const { subject, body } = expectOk(
        await withDesk(commandConfig, (ask) => ask('GET', path)),
      ) as OrderMessage;
      say(`${subject}\n\n${body}`);
    });
};
