import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../platform/config/config.ts';
import { makeFolder } from '../../../platform/config/make-folder.ts';
import { schemaState } from '../../../platform/db/schema-state.ts';
import type { EntryDraft } from '../../../platform/ledger/entry-draft.ts';
import type { AuditKeys } from '../../../platform/ledger/key-file.ts';
import { migrateFile } from '../../../platform/ledger/open-for-writing.ts';
import { ownKey } from '../verify/own-key.ts';
import { verifyDatabase } from '../verify/verify-database.ts';
import { backupPath } from './backup-files.ts';
import { readBackup } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

/** The database must be brought up to date, and what would bring it back could not be made: nothing was changed. */
class NoBackupBefore extends Error {
  override readonly name = 'NoBackupBefore';
}

/**
 * Makes a backup of a database that the next step brings up to date, opens it again, brings that copy up to date and verifies the
 * log in it. Gives the entry that tells of it, null where nothing is to be brought up to date.
 * @throws NewerDatabase, NoBackupBefore
 */
export async function backUpBeforeMigration(
  { databasePath, dataDir, backups }: Config,
  keys: AuditKeys,
  now: number,
): Promise<EntryDraft | null> {
  if (schemaState(databasePath) !== 'older') return null;
  const to = backupPath(backups.dir, 'before-upgrade', now);
  const copy = join(dataDir, `backup-${process.pid}-${now}.part`);
  try {
    makeFolder(backups.dir);
    const { lastSeq } = await writeBackup({
      databasePath,
      keys,
      recipients: backups.recipients,
      out: to,
      now,
    });
    await readBackup(to, keys, copy);
    // A log is read in the form of now: what is about to be done is done to the copy first.
    migrateFile(copy);
    const { outcome, finding, problem } = await verifyDatabase({ path: copy, ...ownKey(keys), threads: 1 });
    if (outcome !== 'intact')
      throw new Error(`its log does not verify: ${finding?.detail ?? problem ?? outcome}`);
    const detail = { to, size: statSync(to).size, lastSeq, verified: true, before: 'upgrade' };
    return { action: 'backup.create', actor: 'system', origin: 'system', target: to, detail };
  } catch (error) {
    if (existsSync(to)) rmSync(to);
    const why = error instanceof Error ? error.message : String(error);
    throw new NoBackupBefore(
      `the database must be brought up to date, but the backup before it (${to}) could not be made: ${why}`,
    );
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(copy + suffix, { force: true });
  }
}
