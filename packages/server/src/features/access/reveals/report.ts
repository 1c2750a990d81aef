import type { ShownFor } from '@srs-desk/shared/access/reveal-categories.ts';
import type { RevealReportRow } from '@srs-desk/shared/api/reveal-report.ts';
import { calendarOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import { WORDS } from '@srs-desk/shared/words/both.ts';
import { and, asc, count, desc, gte, inArray, lt, ne, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { type FileLanguage, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';

const told = (name: string) => sql`json_extract(${entries.detail}, ${sql.raw(`'$.${name}'`)})`;

// Entries of before categories were asked for have none.
const category = sql<ShownFor>`CASE WHEN ${entries.action} = 'audit.pack' THEN 'proof_pack'
  WHEN ${entries.action} = 'personal_data.disclose' THEN 'subject_access'
  WHEN ${told('why')} IS NOT NULL THEN 'hand_over' ELSE coalesce(${told('category')}, 'unstated') END`;

const shown = statement({ from: entries.at, to: 'integer' }, (db, { from, to }) =>
  db
    .select({
      actor: entries.actor,
      category,
      reveals: count(),
      orders: sql<number>`count(DISTINCT ${entries.refId})`,
    })
    .from(entries)
    .where(
      and(
        inArray(entries.action, ['personal_data.reveal', 'personal_data.disclose', 'audit.pack']),
        ne(entries.kind, 'call').inlineParams(),
        gte(entries.at, from),
        lt(entries.at, to),
        sql`(${entries.action} <> 'audit.pack' OR ${told('personalData')} = 1)`,
      ),
    )
    .groupBy(entries.actor, category)
    .orderBy(asc(entries.actor), desc(count()), category),
);

/** Who was shown personal data how often in a month of the billing time zone, and why, as the log has it. */
export function revealReport({ reader, config }: Desk, month: Period): RevealReportRow[] {
  return shown(reader).all(calendarOf(config.billingTimeZone).boundsOf(month));
}

const HEADINGS = {
  en: { actor: 'Who', category: 'Why', reveals: 'Reveals', orders: 'Orders' },
  de: { actor: 'Wer', category: 'Warum', reveals: 'Anzeigen', orders: 'Aufträge' },
} as const;

/** The same as a CSV file; that it was taken is in the log. */
export async function revealReportFile(
  desk: Desk,
  { actor, origin }: Principal,
  month: Period,
  language: FileLanguage,
): Promise<MadeFile> {
  const rows = revealReport(desk, month).map((row) => ({
    ...row,
    category: WORDS[language].shownFor[row.category],
  }));
  const entry = { action: 'personal_data.report', actor, origin, target: month } as const;
  unwrap(await desk.ledger.record([], [{ ...entry, detail: { rows: rows.length } }]));
  const columns = (['actor', 'category', 'reveals', 'orders'] as const).map((key) => ({
    key,
    heading: HEADINGS[language][key],
  }));
  return tableFile(['reveals', month], [{ sheet: month, columns, rows }], 'csv', language);
}
