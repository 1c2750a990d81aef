import type { Command } from 'commander';
import { auditConfig } from './audit-config.ts';
import { CommandFailed, say } from './command.ts';
import { cliPrincipal } from './principal.ts';

/** `desk audit rotate-key --yes`: another key signs the log from here on, handed over to by the old one; the desk must not run. */
export function auditRotateKey(audit: Command): void {
  audit
    .command('rotate-key')
    .description('change the key that signs the log, cross-signed by the old one; the desk must not run')
    .requiredOption('--yes', 'yes, the old key goes')
    .action(async () => {
      const { RotationRefused, rotateKey } = await import('../../features/audit/epoch/rotate-key.ts');
      const { startLedger } = await import('../start-ledger.ts');
      const config = auditConfig();
      try {
        const { actor } = cliPrincipal();
        const text = await rotateKey(config, { actor, now: Date.now(), startLedger });
        say(`the log is signed by a new key from here on: ${text}`);
        say(
          `Keep a copy of ${config.keyFile} elsewhere. Copies of the file before still open backups and what is sealed.`,
        );
        say(
          'Checkpoints of the old key stay proven by the log: whoever has its public key follows the entry, signed by both, to the new one.',
        );
      } catch (error) {
        if (error instanceof RotationRefused) throw new CommandFailed(error.message, 1);
        throw error;
      }
    });
}
