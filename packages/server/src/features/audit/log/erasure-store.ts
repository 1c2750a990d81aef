import type { Reader } from '../../../platform/db/reader.ts';
import { COMPACTION_DUE } from './changes.ts';
import { subjectsOfOrder } from './person-scope.ts';

/** Of an erasure's orders and keys, those that the file still holds. */
export function subjectsStillThere(
  reader: Reader,
  refIds: readonly string[],
  subjects: readonly string[],
): { refIds: string[]; subjects: string[] } {
  const live = reader.sql('SELECT 1 FROM subject_keys WHERE subject_id = ? AND erased_at IS NULL');
  const order = reader.sql('SELECT 1 FROM orders WHERE ref_id = ? AND erased_at IS NULL');
  const leftOrders = refIds.filter((refId) => order.get(refId) !== undefined);
  const all = new Set(subjects);
  for (const refId of leftOrders)
    for (const subject of subjectsOfOrder((sql) => reader.sql(sql), refId)) all.add(subject);
  return { refIds: leftOrders, subjects: [...all].filter((subject) => live.get(subject) !== undefined) };
}

/** Whether the file waits to be rewritten after an erasure. */
export function isCompactionDue(reader: Reader): boolean {
  const value = reader.sql('SELECT value FROM counters WHERE name = ?').pluck().get(COMPACTION_DUE);
  return value === 1;
}
