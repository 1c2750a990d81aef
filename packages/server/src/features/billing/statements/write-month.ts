import type { Period } from '@srs-desk/shared/billing/periods.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import type { FileLanguage } from '../../../platform/tables/made-file.ts';
import { numberWhereClosed } from '../customers/number-statements.ts';
import { reckoning } from '../reads.ts';
import { writeZip } from './write-zip.ts';

/** Which statements are written, and where. */
interface MonthToWrite {
  readonly period: Period;
  readonly language: FileLanguage | null;
  readonly path: string;
  readonly stopped: AbortSignal;
}

/**
 * Writes the statements of a month into one ZIP, a PDF and a workbook per customer: numbered, and the same bytes each time,
 * once the month is closed. In the language given, else in that of each customer.
 * @throws Conflict `changed` when the month is closed or opened meanwhile; whatever stops the thread
 */
export async function writeMonth(
  desk: Desk,
  who: Principal,
  { period, language, path, stopped }: MonthToWrite,
  onProgress: (done: number, of: number, bytes: number) => void,
): Promise<void> {
  const close = await numberWhereClosed(desk, who, period);
  const closeId = close?.id ?? null;
  const { reads, at } = reckoning(desk);
  const billed = await reads.run('billing.billed', { ...at, period }, stopped);
  onProgress(0, billed.length, 0);
  const zip = writeZip({ path, mtime: close?.closedAt ?? desk.clock.now() }, stopped);
  try {
    for (const [place, externalId] of billed.entries()) {
      const asked = { ...at, period, externalId: externalId || null, closeId };
      const { printed, spoken } = await reads.run('billing.printed', asked, stopped);
      const { bytes } = await zip.take({ kind: 'statement', printed, language: language ?? spoken ?? 'en' });
      onProgress(place + 1, billed.length, bytes);
    }
    const { bytes } = await zip.take({ kind: 'end' });
    onProgress(billed.length, billed.length, bytes);
  } finally {
    await zip.close();
  }
}
