import type { Command } from 'commander';
import * as z from 'zod';
import { auditConfig } from './audit-config.ts';
import { CommandFailed, say } from './command.ts';
import { cliPrincipal } from './principal.ts';

/** `desk audit prune --before DATE --yes`: takes old entries out, leaving a signed stub; the desk must not run. */
export function auditPrune(audit: Command): void {
  audit
    .command('prune')
    .description('take entries older than a day out of the log, leaving a signed stub; the desk must not run')
    .requiredOption('--before <date>', 'entries before this time go (ISO 8601)')
    .requiredOption('--yes', 'yes, they cannot be had back')
    .action(async ({ before }: { before: string }) => {
      // Not whatever V8 can read: 09.05.2025 would be the 5th of September.
      const given = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(before);
      if (!given.success)
        throw new CommandFailed(
          '--before must be a day or a time such as 2025-01-01 or 2025-01-01T00:00:00Z',
          2,
        );
      const at = Date.parse(given.data);
      const { PruneRefused, pruneLog } = await import('../../features/audit/prune-log.ts');
      const { startLedger } = await import('../start-ledger.ts');
      try {
        const { actor } = cliPrincipal();
        const { removed, firstSeq } = await pruneLog(auditConfig(), {
          before: at,
          actor,
          now: Date.now(),
          startLedger,
        });
        say(`${removed} entries removed; the log begins with entry ${firstSeq}`);
      } catch (error) {
        if (error instanceof PruneRefused) throw new CommandFailed(error.message, 1);
        throw error;
      }
    });
}
