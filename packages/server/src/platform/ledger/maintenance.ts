import type { Database } from 'better-sqlite3';
import { checkpointWal } from './wal-state.ts';

/** Work on the file as a whole that cannot run inside a transaction. Named, like changes, and as closed a list. */
type Maintenance = (database: Database, args: unknown) => unknown;

export const maintenance: ReadonlyMap<string, Maintenance> = new Map<string, Maintenance>([
  ['compact', compact],
  ['optimize', optimize],
]);

/**
 * Rewrites the file without free pages and empties the WAL: nothing deleted can be found in either afterwards. Where the WAL is
 * replicated, it is copied into the file alone: who replicates it empties it.
 */
function compact(database: Database, args: unknown): { walPages: number } {
  database.exec('VACUUM');
  if (args === 'replicated') return { walPages: checkpointWal(database, 'PASSIVE').log };
  const wal = checkpointWal(database, 'TRUNCATE');
  if (wal.busy !== 0) throw new Error('the WAL could not be emptied: a reader holds it');
  return { walPages: wal.log };
}

function optimize(database: Database): null {
  database.pragma('optimize');
  return null;
}
