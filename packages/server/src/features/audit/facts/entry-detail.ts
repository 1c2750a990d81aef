import type { EntryV1 } from '@srs-desk/shared/audit/entry.ts';

type Detail = EntryV1['detail'];

/** The text of a detail; undefined where there is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A time that stands as ISO text, ms since epoch; null stays null, undefined where it is not stated. */
export function timeOf(value: unknown): number | null | undefined {
  if (value === null) return null;
  return typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? Date.parse(value) : undefined;
}

/** The parts of a detail that is an object; none where it is not. */
export function partsOf(value: unknown): Detail {
  return isParts(value) ? value : {};
}

function isParts(value: unknown): value is Detail {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements of a detail that is a list; none where it is not. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** When an entry was written, ms since epoch. */
export function atOf(entry: EntryV1): number {
  return Date.parse(entry.at);
}

/** The number in a target such as `price 7`, or in one that is nothing else; null where there is none. */
export function numberIn(target: string | undefined): number | null {
  const found = /(\d+)$/.exec(target ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

/** What tables call an actor: `user:anna` is `anna` there, a key stays `key:7`. */
export function nameOf(actor: string): string {
  return actor.replace(/^user:/, '');
}
