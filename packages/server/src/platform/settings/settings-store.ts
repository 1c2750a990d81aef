import type { Reader } from '../db/reader.ts';

/** A setting as stored: its JSON text, who set it and when (ms since epoch). */
export interface StoredSetting {
  name: string;
  json: string;
  changedAt: number;
  changedBy: string;
}

/** All settings that somebody has set, by name. */
export function readSettings(reader: Reader): Map<string, StoredSetting> {
  const rows = reader
    .sql('SELECT name, value AS json, changed_at AS changedAt, changed_by AS changedBy FROM settings')
    .all() as StoredSetting[];
  return new Map(rows.map((row) => [row.name, row]));
}
