import { Connection } from '../../../platform/db/connection.ts';
import { openReadOnly } from '../../../platform/db/open-read-only.ts';
import { logEdges } from './queries.ts';

/**
 * Copies the living database to `to` by SQLite's online backup, in one step: writers go on meanwhile, and the copy is
 * the state of one moment. Blocks the calling thread while it copies.
 */
export async function snapshotDatabase(path: string, to: string): Promise<void> {
  const database = openReadOnly(path);
  try {
    // All pages at once: a copy in parts would begin anew with every write in between.
    await database.backup(to, { progress: () => 0x7fff_ffff });
  } finally {
    database.close();
  }
}

/** As {@link logEdges}, of a database file. */
export function logEdgesIn(path: string): ReturnType<typeof logEdges> {
  const database = openReadOnly(path);
  try {
    return logEdges(new Connection(database));
  } finally {
    database.close();
  }
}
