import type { z } from 'zod';
import type { Db } from '../db/connection.ts';
import type { Reader } from '../db/reader.ts';
import { readSettings, type StoredSetting, storedSetting } from './queries.ts';

/** One thing that an admin may set: its name, its schema, and what holds until somebody sets it. */
export interface SettingSpec<T> {
  name: string;
  schema: z.ZodType<T>;
  fallback: T;
}

/** A setting as an admin meets it. */
export interface RegisteredSetting {
  spec: SettingSpec<unknown>;
  /** What it does, in a sentence. */
  summary: string;
}

/** The settings as they stand now, read once and kept; changing goes through `change-setting.ts`. */
export class Settings {
  /** Every setting that can be changed through the API. */
  readonly registered: readonly RegisteredSetting[];
  readonly #reader: Reader;
  readonly #parsed = new Map<string, unknown>();
  #stored: Map<string, StoredSetting> | null = null;

  constructor(reader: Reader, registered: readonly RegisteredSetting[]) {
    this.#reader = reader;
    this.registered = registered;
  }

  /** The current value; the fallback when nothing (or nothing valid any more) is stored. */
  get<T>(spec: SettingSpec<T>): T {
    if (this.#parsed.has(spec.name)) return this.#parsed.get(spec.name) as T;
    this.#stored ??= readSettings(this.#reader);
    const value = parseStored(spec, this.#stored.get(spec.name)?.value);
    this.#parsed.set(spec.name, value);
    return value;
  }

  /** Reads the table anew after a change. */
  reload(): void {
    this.#stored = null;
    this.#parsed.clear();
  }
}

function parseStored<T>(spec: SettingSpec<T>, json: string | undefined): T {
  if (json === undefined) return spec.fallback;
  try {
    const result = spec.schema.safeParse(JSON.parse(json));
    return result.success ? result.data : spec.fallback;
  } catch {
    return spec.fallback;
  }
}

/** Reads a setting as it stands in the open transaction, for who runs in the writer; parsed again when its text changes. */
export function settingReader<T>(spec: SettingSpec<T>): (db: Db) => T {
  let parsed: { json: string | undefined; value: T } | null = null;
  return (db) => {
    const json = storedSetting(db, spec.name);
    if (parsed === null || parsed.json !== json) parsed = { json, value: parseStored(spec, json) };
    return parsed.value;
  };
}
