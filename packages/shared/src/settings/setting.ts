import * as z from 'zod';
import type { SettingEffect, SettingUnit } from './setting-values.ts';

/**
 * What a value is, beyond its type and bounds: `.meta()` of its schema, so that the JSON schema of a setting, and the page
 * made from it, have it too.
 */
interface ValueMeta {
  readonly unit?: SettingUnit;
  readonly effect?: SettingEffect;
  /** A control over what people may do: in which direction it lets them do more. `higher`: null is the highest. */
  readonly looser?: 'higher' | 'lower';
  /** Names that may stand in braces in a text. */
  readonly placeholders?: readonly string[];
  /** A text of several lines. */
  readonly lines?: true;
  readonly [other: string]: unknown;
}

/** Says of a schema what its value is. */
export function described<S extends z.ZodType>(schema: S, meta: ValueMeta): S {
  return schema.meta(meta);
}

function isParts(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One thing that an admin may set: its name, its schema, and what holds until somebody sets it. */
export class Setting<T, Name extends string = string> {
  readonly name: Name;
  readonly schema: z.ZodType<T>;
  readonly fallback: T;
  /** What was read last: settings are asked for far more often than changed. */
  #read: { json: string; value: T } | null = null;

  constructor(name: Name, schema: z.ZodType<T>, fallback: T) {
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

  /** The JSON schema of what may be set, with what {@link described} says of each value. */
  jsonSchema(): unknown {
    return z.toJSONSchema(this.schema, { io: 'input', unrepresentable: 'any' });
  }

  #parse(json: string): T {
    try {
      const stored: unknown = JSON.parse(json);
      const result = this.schema.safeParse(stored);
      if (result.success) return result.data;
      // Stored before the setting had a part: what was set stays.
      const whole = this.schema.safeParse(isParts(stored) ? { ...this.fallback, ...stored } : stored);
      return whole.success ? whole.data : this.fallback;
    } catch {
      return this.fallback;
    }
  }
}
