import type { z } from 'zod';
import type { Db } from '../db/connection.ts';
import type { Reader } from '../db/reader.ts';
import { readSettings, type StoredSetting, storedSetting } from './queries.ts';

/** One thing that an admin may set: its name, its schema, and what holds until somebody sets it. */
export class Setting<T> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  readonly fallback: T;
  /** What was read last: settings are asked for far more often than changed. */
  #read: { json: string; value: T } | null = null;

  constructor({ name, schema, fallback }: { name: string; schema: z.ZodType<T>; fallback: T }) {
    this.name = name;
    this.schema = schema;
    this.fallback = fallback;
  }

  /** The value that a stored text stands for; the fallback where nothing (or nothing valid any more) is stored. */
  read(json: string | undefined): T {
    if (json === undefined) return this.fallback;
    if (this.#read?.json !== json) this.#read = { json, value: this.#parse(json) };
    return this.#read.value;
  }

  #parse(json: string): T {
    try {
      const result = this.schema.safeParse(JSON.parse(json));
      return result.success ? result.data : this.fallback;
    } catch {
      return this.fallback;
    }
  }
}

/** A setting as an admin meets it. */
export interface RegisteredSetting {
  spec: Setting<unknown>;
  /** What it does, in a sentence. */
  summary: string;
}

/** The settings as they stand now, read once and kept; changing goes through `change-setting.ts`. */
export class Settings {
  /** Every setting that can be changed through the API. */
  readonly registered: readonly RegisteredSetting[];
  readonly #reader: Reader;
  #stored: Map<string, StoredSetting> | null = null;

  constructor(reader: Reader, registered: readonly RegisteredSetting[]) {
    this.#reader = reader;
    this.registered = registered;
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
