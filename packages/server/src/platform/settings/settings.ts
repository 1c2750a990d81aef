import type { Setting } from '@srs-desk/shared/settings/setting.ts';
import type { Db } from '../db/connection.ts';
import type { Reader } from '../db/reader.ts';
import { readSettings, type StoredSetting, storedSetting } from './queries.ts';

/** The settings as they stand now, read once and kept. Who changes one calls {@link Settings.reload}. */
export class Settings {
  readonly #reader: Reader;
  #stored: Map<string, StoredSetting> | null = null;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  /** The current value. */
  get<T>(setting: Setting<T>): T {
    this.#stored ??= readSettings(this.#reader);
    return setting.read(this.#stored.get(setting.name)?.value);
  }

  /** Reads the table anew after a change. */
  reload(): void {
    this.#stored = null;
  }
}

/** Reads a setting as it stands in the open transaction, for who runs in the writer. */
export function settingReader<T>(setting: Setting<T>): (db: Db) => T {
  return (db) => setting.read(storedSetting(db, setting.name));
}
