import * as z from 'zod';
import { periodSchema } from './periods.ts';
import {
  statementAdjustment,
  statementLine,
  statementOrder,
  statementTotal,
  statementVat,
} from './statement-fields.ts';
import { VAT_NOTES } from './vat.ts';

const maybeText = z.string().nullable();
const time = z.iso.datetime();
const count = z.int();

/** Who issues a statement. */
export const statementIssuer = z.strictObject({
  name: z.string(),
  /** Lines as on an envelope; empty where nobody entered them. */
  address: z.array(z.string()),
  vatNumber: z.string(),
  /** Which logo, `/api/statements/logo/:hash`; null without one. */
  logo: maybeText.default(null),
});

/** The logo of the statements to come: `/api/statements/logo`. */
export const statementLogo = z.object({
  /** SHA-256 of its bytes, hex. */
  hash: z.string(),
  media: z.enum(['image/png', 'image/jpeg']),
  width: count,
  height: count,
  changedAt: time,
  changedBy: z.string(),
});
export type StatementLogo = z.infer<typeof statementLogo>;

/** `/api/statements?period=&externalId=`: what one customer owes for a month, with every order. */
export const statementView = z.object({
  externalId: maybeText,
  period: periodSchema,
  closed: z.boolean(),
  provisional: z.boolean(),
  /** `2026-11-0042`, once the month is closed and its statements were numbered. */
  number: maybeText,
  issuer: statementIssuer,
  /** Lines as on an envelope; empty where nobody entered them. */
  recipient: z.array(z.string()),
  unpriced: count,
  totals: z.array(statementTotal),
  vat: z.array(statementVat),
  vatNote: z.enum(VAT_NOTES).nullable(),
  lines: z.array(statementLine),
  adjustments: z.array(statementAdjustment),
  orders: z.array(statementOrder),
});
export type StatementView = z.infer<typeof statementView>;

/** Which statements become one ZIP; without a language, each in that of its customer. */
export const monthExportInput = z.strictObject({
  period: periodSchema,
  lang: z.enum(['en', 'de']).optional(),
});

/** The ZIP of a month's statements: `/api/statement-exports`. */
export const monthExportView = z.object({
  id: z.string(),
  period: periodSchema,
  language: z.enum(['en', 'de']).nullable(),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  /** Statements written, and in all. */
  done: count,
  of: count,
  bytes: count,
  /** Why it failed. */
  code: maybeText,
  startedAt: time,
});
export type MonthExportView = z.infer<typeof monthExportView>;
