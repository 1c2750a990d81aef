import type { Command } from 'commander';
import { auditConfig } from './audit-config.ts';
import { CommandFailed, say } from './command.ts';
import { cliPrincipal } from './principal.ts';

/** `desk audit rotate-wrapping-key --yes`: another key wraps the keys of persons from here on; the desk must not run. */
export function auditRotateWrappingKey(audit: Command): void {
  audit
    .command('rotate-wrapping-key')
    .description('change the key that wraps the keys of persons, and opens backups; the desk must not run')
    .requiredOption('--yes', 'yes, a new key takes its place')
    .action(async () => {
      const { RotationRefused } = await import('../../features/audit/epoch/rotate-key.ts');
      const { rotateWrappingKey } = await import('../../features/audit/wrapping/rotate-wrapping-key.ts');
      const { startLedger } = await import('../start-ledger.ts');
      const config = auditConfig();
      try {
        await rotateWrappingKey(config, { actor: cliPrincipal().actor, startLedger });
      } catch (error) {
        if (error instanceof RotationRefused) throw new CommandFailed(error.message, 1);
        throw error;
      }
      say(
        'A new wrapping key stands in the key file. Start the desk: it wraps all keys of persons by it in the',
      );
      say('background, and the log says when that is done.');
      say(
        `Keep a copy of ${config.keyFile} elsewhere, in the place of the old one: backups from now on open with the new key alone.`,
      );
      say(
        'The key of before stays in the file, for backups of before. Whoever has it opens those still: delete the ones you do not need.',
      );
    });
}
