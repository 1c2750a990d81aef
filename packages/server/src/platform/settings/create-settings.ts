import type { Reader } from '../db/reader.ts';
import { readSettings, type StoredSetting } from './queries.ts';
import type { RegisteredSetting, SettingSpec, Settings } from './settings.ts';

/** The settings over the database: read once, kept until {@link Settings.reload}. */
export function createSettings(reader: Reader, registered: readonly RegisteredSetting[]): Settings {
  let stored: Map<string, StoredSetting> | null = null;
  const parsed = new Map<string, unknown>();
  return {
    registered,
    get<T>(spec: SettingSpec<T>): T {
      if (parsed.has(spec.name)) return parsed.get(spec.name) as T;
      stored ??= readSettings(reader);
      const value = parseStored(spec, stored.get(spec.name)?.value);
      parsed.set(spec.name, value);
      return value;
    },
    reload() {
      stored = null;
      parsed.clear();
    },
  };
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
