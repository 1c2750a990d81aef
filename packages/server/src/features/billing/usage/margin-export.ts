import type { Desk, Principal } from '../../../platform/desk.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import type { FileLanguage, MadeFile } from '../../../platform/tables/made-file.ts';
import { reckoning } from '../reads.ts';
import { checkedUsage, type UsageQuery } from './read-usage.ts';

/** Revenue, cost and margin as a file; the export is entered in the log first. @throws InvalidInput */
export async function exportMargin(
  desk: Desk,
  who: Principal,
  query: UsageQuery,
  format: 'csv' | 'xlsx',
  language: FileLanguage,
  gone: AbortSignal,
): Promise<MadeFile> {
  const asked = checkedUsage(desk, query);
  const { longReads, at } = reckoning(desk);
  const { file, rows } = await longReads.run('billing.margin_file', { ...at, asked, format, language }, gone);
  unwrap(
    await desk.ledger.record(
      [],
      [
        {
          action: 'billing.margin.export',
          actor: who.actor,
          origin: who.origin,
          target: `${asked.from}..${asked.to}`,
          detail: { format, language, rows, groupBy: asked.groupBy ?? null },
        },
      ],
    ),
  );
  return file;
}
