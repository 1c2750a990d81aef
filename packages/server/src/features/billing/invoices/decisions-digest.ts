import { createHash } from 'node:crypto';
import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '../../../platform/db/connection.ts';
import { statement } from '../../../platform/db/statement.ts';
import { billingInvoiceLines as lines } from './table.ts';

const decided = statement({ invoiceId: lines.invoiceId }, (db, { invoiceId }) =>
  db
    .select({
      position: lines.id,
      disposition: lines.disposition,
      note: lines.note,
      decidedAt: lines.decidedAt,
      decidedBy: lines.decidedBy,
    })
    .from(lines)
    .where(and(eq(lines.invoiceId, invoiceId), isNotNull(lines.decidedAt)))
    .orderBy(asc(lines.id)),
);

/** How many lines of an invoice are decided, and a SHA-256 (hex) over every decision, each a line of JSON: what the log states. */
export function decisionsOf(db: Db, invoiceId: number): { decided: number; decisions: string } {
  const hash = createHash('sha256');
  const rows = decided(db).all({ invoiceId });
  for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
  return { decided: rows.length, decisions: hash.digest('hex') };
}
