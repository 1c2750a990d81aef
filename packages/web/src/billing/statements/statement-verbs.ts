import type { MonthExportView, StatementLogo, StatementView } from '@srs-desk/shared/billing/wire.ts';
import { ask, withQuery } from '../../api/http.ts';

export const statementVerbs = {
  /** What a customer owes for a month. External ID '' is none. */
  statement: (query: { period: string; externalId: string }, signal?: AbortSignal) =>
    ask<StatementView>(withQuery('statements', query), { signal }),
  /** The logo of the statements to come; null without one. */
  statementLogo: (_: object, signal?: AbortSignal) =>
    ask<StatementLogo | null>('statements/logo', { signal }),
  /** Puts a PNG or JPEG on the statements to come. */
  putLogo: ({ file }: { file: File }) => ask<StatementLogo>('statements/logo', { method: 'PUT', body: file }),
  /** Takes the logo off the statements to come. */
  removeLogo: (_: object) => ask('statements/logo', { method: 'DELETE' }),
  /** One's own ZIPs of statements, the newest first. */
  monthExports: (_: object, signal?: AbortSignal) => ask<MonthExportView[]>('statement-exports', { signal }),
  /** Begins the ZIP of a month's statements; without a language, each in that of its customer. */
  beginMonthExport: (body: { period: string; lang?: 'en' | 'de' }) =>
    ask<MonthExportView>('statement-exports', { method: 'POST', body }),
  /** Stops the ZIP that is under way. */
  stopMonthExport: ({ id }: { id: string }) =>
    ask<MonthExportView>(`statement-exports/${id}/stop`, { method: 'POST' }),
};
