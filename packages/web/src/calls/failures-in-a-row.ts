import type { CallRow } from '@srs-desk/shared/api/calls.ts';
import { hasFailed } from '@srs-desk/shared/call/fields.ts';

/** How many of these calls failed in a row, from the first on. */
export function failuresInARow(calls: readonly Pick<CallRow, 'outcome' | 'answer'>[]): number {
  const good = calls.findIndex((call) => !hasFailed(call));
  return good < 0 ? calls.length : good;
}
