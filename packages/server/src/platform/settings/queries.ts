import type { Reader } from '../db/reader.ts';
import { statement } from '../db/statement.ts';
import { settings } from './table.ts';

/** A setting as stored: its JSON text, who set it and when (ms since epoch). */
export type StoredSetting = typeof settings.$inferSelect;

const all = statement((db) => db.select().from(settings));

/** All settings that somebody has set, by name. */
export function readSettings(reader: Reader): Map<string, StoredSetting> {
  return new Map(
    all(reader)
      .all()
      .map((row) => [row.name, row]),
  );
}
