import type { z } from 'zod';

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

/** The settings as they stand now; reading is cheap, changing goes through the `settings.change` verb. */
export interface Settings {
  /** Every setting that can be changed through the API. */
  readonly registered: readonly RegisteredSetting[];
  /** The current value; the fallback when nothing (or nothing valid any more) is stored. */
  get<T>(spec: SettingSpec<T>): T;
  /** Reads the table anew after a change. */
  reload(): void;
}
