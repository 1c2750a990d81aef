import { type EraseResult, PENDING_CHOICES, type PendingChoice } from '@srs-desk/shared/api/audit.ts';
import { Option } from 'commander';
import { auditConfig } from './audit-config.ts';
import { type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

/** `desk orders erase --ref-id ID --reason TEXT --yes [--pending cancel|leave_open]`: erases the person of an order everywhere. */
export const ordersErase: DeskCommand = (program) => {
  const orders =
    program.commands.find((command) => command.name() === 'orders') ??
    program.command('orders').description('orders of this desk');
  orders
    .command('erase')
    .description('erase the person of an order: orders, log, search, write-ahead log; cannot be undone')
    .requiredOption('--ref-id <id>', 'one of the person’s orders')
    .requiredOption('--reason <text>', 'why; stays readable in the log, so it must name nobody')
    .requiredOption('--yes', 'yes, it cannot be undone')
    .addOption(
      new Option('--pending <what>', 'what to do with orders that are pending at SRS').choices(
        PENDING_CHOICES,
      ),
    )
    .action(
      async ({ refId, reason, pending }: { refId: string; reason: string; pending?: PendingChoice }) => {
        const path = `/api/orders/${encodeURIComponent(refId)}/erase`;
        const answer = await withDesk(auditConfig, (ask) =>
          ask('POST', path, { reason, confirm: true, pending }),
        );
        const { refIds, compacted, aside } = expectOk(answer) as EraseResult;
        say(`erased: ${refIds.join(', ')}`);
        if (!compacted) say('the file could not be rewritten just now; it is tried again');
        for (const path of aside) say(`NOT erased from ${path}: delete this file, moved aside by a restore`);
      },
    );
};
