import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { keyWrapping } from './table.ts';

const only = statement((db) => db.select().from(keyWrapping));

/** How far the keys of subjects are wrapped by which wrapping key; undefined where it was never changed. */
export function readWrapping(db: Db): typeof keyWrapping.$inferSelect | undefined {
  return only(db).get();
}
