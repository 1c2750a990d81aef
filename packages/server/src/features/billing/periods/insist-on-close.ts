import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Db } from '../../../platform/db/connection.ts';
import { Conflict } from '../../../platform/errors.ts';
import { readCurrentClose } from './queries.ts';

/** Lets pass only while a month stands as it did: under this close, or open (null). @throws Conflict `changed` */
export function insistOnClose(db: Db, period: Period, closeId: number | null): void {
  if ((readCurrentClose(db, period)?.id ?? null) === closeId) return;
  throw new Conflict('changed', `${period} was closed or opened meanwhile: begin again.`, { period });
}
