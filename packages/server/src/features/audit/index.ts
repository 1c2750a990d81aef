/** What other features may use of this one. */
export { lastBackupAt, readBackups } from './backup/read-backups.ts';
export { auditHealth } from './health.ts';
export { newestByTarget } from './log/queries.ts';
