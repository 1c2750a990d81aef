import type { ShownFor } from '@srs-desk/shared/access/reveal-categories.ts';
import type { RevealReportRow } from '@srs-desk/shared/api/reveal-report.ts';
import { calendarOf, type Period } from '@srs-desk/shared/billing/periods.ts';
import { WORDS } from '@srs-desk/shared/words/both.ts';
import { and, asc, count, desc, gte, inArray, lt, ne, sql } from 'drizzle-orm';
import { statement } from '../../../platform/db/statement.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { prunedBefore } from '../../../platform/ledger/pruned-before.ts';
import { entries } from '../../../platform/ledger/table.ts';
import { unwrap } from '../../../platform/ledger/unwrap.ts';
import { type FileLanguage, type MadeFile, tableFile } from '../../../platform/tables/made-file.ts';
import type { Table } from '../../../platform/tables/table.ts';

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

/** Up to when (ms) the log tells nothing of this month, since it was pruned; null where it tells of all of it. */
function unknownUpTo({ reader, config }: Desk, month: Period): number | null {
  const cut = prunedBefore(reader);
  return cut === null || cut <= calendarOf(config.billingTimeZone).boundsOf(month).from ? null : cut;
}

/** Who was shown personal data how often in a month of the billing time zone, and why, as the log has it. */
export function revealReport({ reader, config }: Desk, month: Period): RevealReportRow[] {
  return shown(reader).all(calendarOf(config.billingTimeZone).boundsOf(month));
}

const HEADINGS = {
  en: { actor: 'Who', category: 'Why', reveals: 'Reveals', orders: 'Orders' },
  de: { actor: 'Wer', category: 'Warum', reveals: 'Anzeigen', orders: 'Aufträge' },
} as const;

const PRUNED = {
  en: {
    heading: 'Not complete',
    text: (at: string) =>
      `Entries of the log before ${at} UTC were pruned: what they told of this month is not in this file.`,
  },
  de: {
    heading: 'Unvollständig',
    text: (at: string) =>
      `Einträge des Protokolls vor ${at} UTC wurden ausgelagert: Was sie über diesen Monat sagten, fehlt in dieser Datei.`,
  },
} as const;

function prunedTable(at: number | null, language: FileLanguage): Table[] {
  if (at === null) return [];
  const { heading, text } = PRUNED[language];
  const note = text(new Date(at).toISOString().slice(0, 16).replace('T', ' '));
  return [{ sheet: 'pruned', columns: [{ key: 'note', heading }], rows: [{ note }] }];
}

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
  const tables = [{ sheet: month, columns, rows }, ...prunedTable(unknownUpTo(desk, month), language)];
  return tableFile(['reveals', month], tables, 'csv', language);
}
