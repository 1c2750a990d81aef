import type { BackupView } from '@srs-desk/shared/api/backups.ts';
import { ask } from '../api/http.ts';

export const backupVerbs = {
  /** Where backups go and when, the last ones, and the one that is being made. */
  readBackups: (_: object, signal?: AbortSignal) => ask<BackupView>('backups', { signal }),
  /** Begins one. */
  makeBackup: (_: object) => ask<BackupView>('backups', { method: 'POST', body: {} }),
};
