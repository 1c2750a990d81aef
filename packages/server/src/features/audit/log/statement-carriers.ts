import type { AuditAction } from '@srs-desk/shared/audit/actions.ts';
import { and, asc, inArray, lte, ne } from 'drizzle-orm';
import * as z from 'zod';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { entries } from '../../../platform/ledger/table.ts';

/** Entries that carry signed statements about the log itself, in `detail.statements` (`shared/audit/statement.ts`). */
export const CARRIERS = [
  'audit.key_rotate',
  'audit.prune',
  'backup.restore',
] as const satisfies readonly AuditAction[];

/** The statements that one entry carries. */
export interface Carried {
  seq: number;
  action: (typeof CARRIERS)[number];
  notes: readonly string[];
}

const carrier = z.object({
  seq: z.int(),
  action: z.enum(CARRIERS),
  detail: z.object({ statements: z.array(z.string()).default([]) }),
});

const upTo = statement({ seq: entries.seq }, (db, { seq }) =>
  db
    .select({ seq: entries.seq, action: entries.action, detail: entries.detail })
    .from(entries)
    .where(and(inArray(entries.action, [...CARRIERS]), ne(entries.kind, 'call'), lte(entries.seq, seq)))
    .orderBy(asc(entries.seq)),
);

/** What an entry carries, by its text; null where it is none of {@link CARRIERS}, or cannot be read. */
export function carriedBy(text: string): Carried | null {
  return carriedIn(() => JSON.parse(text));
}

function carriedIn(entry: () => unknown): Carried | null {
  try {
    const { seq, action, detail } = carrier.parse(entry());
    return { seq, action, notes: detail.statements };
  } catch {
    return null;
  }
}

/** What the entries up to `seq` carry, in their order. */
export function carriedUpTo(db: Db, seq: number): Carried[] {
  return upTo(db)
    .all({ seq })
    .flatMap(({ detail, ...entry }) => carriedIn(() => ({ ...entry, detail: JSON.parse(detail) })) ?? []);
}
