import type { SupportRules } from '@srs-desk/shared/api/support-rules.ts';
import type { Reader } from '../../../platform/db/reader.ts';

/** How long nine in ten orders of each method stay in each status, as far as the desk has history. */
export function usualDurations(reader: Reader): SupportRules['usual'] {
  return reader
    .sql(
      'SELECT issuer, method, status, p90_seconds AS p90Seconds FROM usual_durations ORDER BY issuer, method, status',
    )
    .all() as SupportRules['usual'];
}
