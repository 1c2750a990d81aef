import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import type { FileLanguage, MadeFile } from '../../../platform/tables/made-file.ts';
import { reckoning } from '../reads.ts';
import { checkedUsage, type UsageQuery, usageFilter } from './read-usage.ts';

/** The usage asked for as a file; the export is entered in the log first. @throws InvalidInput */
export async function exportUsage(
  desk: Desk,
  who: Principal,
  query: UsageQuery,
  format: 'csv' | 'xlsx',
  language: FileLanguage,
  gone: AbortSignal,
): Promise<MadeFile> {
  const asked = checkedUsage(desk, query);
  const { longReads, at } = reckoning(desk);
  const { file, rows } = await longReads.run('billing.usage_file', { ...at, asked, format, language }, gone);
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.usage.export',
          actor: who.actor,
          origin: who.origin,
          externalId: asked.externalId || null,
          target: `${asked.from}..${asked.to}`,
          detail: { format, language, rows, groupBy: asked.groupBy ?? null, filter: usageFilter(asked) },
        },
      ],
    ),
  );
  return file;
}
