import * as z from 'zod';
import { amount, choice, integer, maybeAmount, maybeText, shapeWith, text, time } from '../fields/field.ts';
import { periodSchema } from './periods.ts';

const COLUMN = { row: true, exported: true } as const;
const METHOD = { issuer: { ...maybeText, ...COLUMN }, method: { ...maybeText, ...COLUMN } } as const;

/** A line of the statement's summary: pieces of one method at one unit price, or a minimum fee's difference. */
export const STATEMENT_LINE_FIELDS = {
  kind: { ...choice(['pieces', 'minimum_fee', 'unpriced']), row: true },
  ...METHOD,
  quantity: { ...integer, ...COLUMN },
  unitMinor: { ...maybeAmount, ...COLUMN },
  amountMinor: { ...amount, ...COLUMN },
  currency: { ...maybeText, ...COLUMN },
} as const;
export const statementLine = z.object(shapeWith(STATEMENT_LINE_FIELDS, 'row')).readonly();
export type StatementLine = z.infer<typeof statementLine>;

/** What is charged or credited for an earlier month that was closed. */
export const STATEMENT_ADJUSTMENT_FIELDS = {
  period: { kind: 'text', wire: periodSchema, ...COLUMN },
  ...METHOD,
  billable: { ...integer, ...COLUMN },
  amountMinor: { ...amount, ...COLUMN },
  currency: { ...maybeText, ...COLUMN },
} as const;
export const statementAdjustment = z.object(shapeWith(STATEMENT_ADJUSTMENT_FIELDS, 'row'));

/** Sums of a statement in one currency. */
export const STATEMENT_TOTAL_FIELDS = {
  currency: { ...text, ...COLUMN },
  usageMinor: { ...amount, ...COLUMN },
  adjustmentsMinor: { ...amount, ...COLUMN },
  /** Without tax. */
  totalMinor: { ...amount, ...COLUMN },
  /** Null, as what is to be paid, where no rate of tax is known. */
  vatMinor: { ...maybeAmount, ...COLUMN },
  roundingMinor: { ...maybeAmount, ...COLUMN },
  grossMinor: { ...maybeAmount, ...COLUMN },
} as const;
export const statementTotal = z.object(shapeWith(STATEMENT_TOTAL_FIELDS, 'row')).readonly();
export type StatementTotal = z.infer<typeof statementTotal>;

/** The part of a statement that one rate taxes. */
export const STATEMENT_VAT_FIELDS = {
  currency: { ...text, ...COLUMN },
  /** 810 is 8.1 %. */
  basisPoints: { ...integer, ...COLUMN },
  netMinor: { ...amount, ...COLUMN },
  vatMinor: { ...amount, ...COLUMN },
} as const;
export const statementVat = z.object(shapeWith(STATEMENT_VAT_FIELDS, 'row')).readonly();
export type StatementVat = z.infer<typeof statementVat>;

/** An order that is charged, by the External ID it was placed under. */
export const STATEMENT_ORDER_FIELDS = {
  refId: { ...text, ...COLUMN },
  orderId: { ...maybeText, ...COLUMN },
  externalId: { ...maybeText, ...COLUMN },
  ...METHOD,
  billedAt: { ...time, ...COLUMN },
  amountMinor: { ...maybeAmount, ...COLUMN },
  currency: { ...maybeText, ...COLUMN },
} as const;
export const statementOrder = z.object(shapeWith(STATEMENT_ORDER_FIELDS, 'row'));
