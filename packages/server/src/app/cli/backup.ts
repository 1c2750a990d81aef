import { createReadStream, existsSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { backupView } from '@srs-desk/shared/api/backups.ts';
import { backupIdentities } from '../../features/audit/backup/backup-identity.ts';
import { identityText, recipientText } from '../../platform/age/age-keys.ts';
import { iso } from '../../platform/db/iso-time.ts';
import { loadKeys } from '../../platform/ledger/key-file.ts';
import { auditConfig, readText } from './audit-config.ts';
import { CommandFailed, type DeskCommand, expectOk, say } from './command.ts';
import { withDesk } from './command-socket.ts';

/** `desk backup --out FILE`: an encrypted backup, also while the desk runs; `-` writes it to standard output. */
export const backup: DeskCommand = (program) => {
  program
    .command('backup')
    .description('write an encrypted backup of the database, also while the desk runs')
    .requiredOption('--out <file>', 'where to, a file that is not there yet; - for standard output')
    .action(async ({ out }: { out: string }) => {
      const { keyFile, dataDir } = auditConfig();
      if (out === '-') {
        // Should this process die, the next start removes it by its name.
        const passing = join(dataDir, `backup-${process.pid}-${Date.now()}.part`);
        try {
          await makeBackup(passing);
          // A reader that fails fails the backup: what it got is cut off.
          process.stdout.removeAllListeners('error');
          await pipeline(createReadStream(passing), process.stdout);
        } finally {
          rmSync(passing, { force: true });
        }
        return;
      }
      const entries = await makeBackup(resolve(out));
      if (!existsSync(out))
        throw new CommandFailed(
          `the desk says that it wrote ${resolve(out)}, but there is no such file here: it has a folder of that name of its own (PrivateTmp); name one that both see`,
          2,
        );
      say(
        `${out} written and read back, with ${entries} log entries; it opens with the key file ${keyFile}, and with the keys of BACKUP_RECIPIENTS where the desk has any`,
      );
    });
};

/** `desk backup-identity`: the secret by which `age` opens this desk's backups. */
export const backupIdentityCommand: DeskCommand = (program) => {
  program
    .command('backup-identity')
    .description('print the secret (of age) that opens the backups, made out of the key file')
    .action(() => {
      const { keyFile } = auditConfig();
      say(`# opens the backups of the desk whose key file is ${keyFile}: keep it as secret as that`);
      for (const [place, identity] of backupIdentities(loadKeys(keyFile)).entries()) {
        if (place > 0) say('# of backups before the wrapping key was changed');
        say(`# public key: ${recipientText(identity.recipient)}`);
        say(identityText(identity));
      }
    });
};

/** Gives the number of entries in it. */
async function makeBackup(to: string): Promise<number> {
  const answer = await withDesk(auditConfig, (ask) => ask('POST', '/api/backups', { to, wait: true }));
  return backupView.parse(expectOk(answer, 2)).backups[0]?.lastSeq ?? 0;
}

interface RestoreFlags {
  from: string;
  replace?: boolean;
  checkpoint?: string[];
  lost?: string[];
}

const gather = (value: string, before: string[] = []): string[] => [...before, value];

/** `desk restore --from FILE`: exit 1 when the backup or its log is broken, or it is of another key; 2 when it could not be tried. */
export const restore: DeskCommand = (program) => {
  program
    .command('restore')
    .description('put a backup in the place of the database, which is moved aside; the desk must not run')
    .requiredOption('--from <file>', 'the backup')
    .option('--replace', 'delete the database that is there, instead of moving it aside')
    .option('--checkpoint <file>', 'a checkpoint that the backup must contain', gather)
    .option(
      '--lost <file>',
      'the last checkpoint of what is given up, where it lies neither in the data folder nor in CHECKPOINT_DIR',
      gather,
    )
    .action(async ({ from, replace, checkpoint = [], lost = [] }: RestoreFlags) => {
      const { BackupBroken } = await import('../../features/audit/backup/backup-broken.ts');
      const { RestoreRefused, restoreBackup } = await import('../../features/audit/backup/restore-backup.ts');
      const { startLedger } = await import('../start-ledger.ts');
      try {
        const config = auditConfig();
        const done = await restoreBackup(config, from, {
          replace: replace ?? false,
          checkpoints: checkpoint.map(readText),
          lost: lost.map(readText),
          startLedger,
        });
        say(`restored the state of ${iso(done.lastAt)}, ${done.lastSeq} log entries; its log is intact`);
        say(`${done.replayed} erasures repeated`);
        if (done.refused.length > 0) {
          say(`on the erasure list and NOT erased, under legal hold since: ${done.refused.join(', ')}`);
          say('The first start of the desk after the hold is released erases them.');
        }
        say(`the restored database is ${config.databasePath}`);
        if (done.replaced !== null) {
          say(`the database that was there before was moved to ${done.replaced}`);
          say('It still holds personal data, and no erasure reaches it: delete it when it is not needed.');
        }
      } catch (error) {
        if (error instanceof BackupBroken) throw new CommandFailed(error.message, 1);
        if (error instanceof RestoreRefused) throw new CommandFailed(error.message, error.isBroken ? 1 : 2);
        throw error;
      }
    });
};
