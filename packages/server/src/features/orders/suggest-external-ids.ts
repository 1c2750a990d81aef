import type { Desk } from '../../platform/desk.ts';
import { externalIdsFrom } from './queries.ts';

/** External IDs in use that begin with `prefix`, at most ten, in order. */
export function suggestExternalIds(desk: Desk, prefix: string): string[] {
  return externalIdsFrom(desk.reader, prefix.trim(), 10);
}
