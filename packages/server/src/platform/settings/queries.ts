import { eq } from 'drizzle-orm';
import type { Db } from '../db/connection.ts';
import type { Reader } from '../db/reader.ts';
import { statement } from '../db/statement.ts';
import { settings } from './table.ts';

/** A setting as stored: its JSON text, who set it and when (ms since epoch). */
export type StoredSetting = typeof settings.$inferSelect;

const all = statement((db) => db.select().from(settings));

const valueByName = statement({ name: settings.name }, (db, { name }) =>
  db.select({ value: settings.value }).from(settings).where(eq(settings.name, name)),
);

/** The JSON text of one setting; undefined when nobody has set it. */
export function storedSetting(db: Db, name: string): string | undefined {
  return valueByName(db).get({ name })?.value;
}

/** All settings that somebody has set, by name. */
export function readSettings(reader: Reader): Map<string, StoredSetting> {
  return new Map(
    all(reader)
      .all()
      .map((row) => [row.name, row]),
  );
}
