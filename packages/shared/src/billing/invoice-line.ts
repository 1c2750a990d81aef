import * as z from 'zod';
import {
  choice,
  type Field,
  integer,
  type KeysWith,
  keysWith,
  list,
  maybeAmount,
  maybeInteger,
  maybeText,
  maybeTime,
  text,
} from '../fields/field.ts';
import type { Currency } from './money.ts';
import type { Day, Period } from './periods.ts';

/** What became of an invoice line, or of an order of ours that no line names. */
export const MATCH_CLASSES = [
  'matched',
  'amount_differs',
  'not_checked',
  'wrong_period',
  'duplicate',
  'unknown_external_id',
  'invoice_only',
  'credit',
  'fee',
  'total',
  'ours_only',
] as const;
export type MatchClass = (typeof MATCH_CLASSES)[number];

/** What made the match, or more about why there is none. */
export const MATCH_REASONS = [
  'ref_id',
  'order_id',
  'external_id_and_day',
  'aggregate',
  'earlier_line',
  'earlier_invoice',
  'no_reference',
  'unknown_reference',
  'not_billable',
  'currency',
  'amount',
  'amount_not_checked',
  'quantity',
  'unit_price',
  'undoes_line',
  'undoes_earlier_invoice',
  'base_fee',
  'minimum_fee',
  'fee_not_agreed',
  'vat',
  'total_agrees',
  'total_differs',
  'external_id_differs',
  'no_line',
] as const;
export type MatchReason = (typeof MATCH_REASONS)[number];

/** What is done about a difference. */
export const DISPOSITIONS = [
  'open',
  'accepted',
  'disputed',
  'credited',
  'ours_corrected',
  'ignored',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** What a column of a supplier's file may mean to us, and the headers under which it is found, folded. */
export const INVOICE_COLUMNS = {
  refId: [
    'refid',
    'ref',
    'refnr',
    'referenznr',
    'referenceid',
    'reference',
    'referenz',
    'referenzid',
    'referenznummer',
    'transactionid',
  ],
  orderId: [
    'orderid',
    'order',
    'auftragsid',
    'auftrag',
    'auftragsnr',
    'auftragsnummer',
    'ordernr',
    'ordernumber',
    'bestellnr',
    'bestellnummer',
  ],
  externalId: [
    'externalid',
    'customerid',
    'kunde',
    'kundenid',
    'kundennr',
    'kundennummer',
    'customer',
    'externeid',
    'client',
  ],
  quantity: ['quantity', 'qty', 'menge', 'anzahl', 'stueck', 'stuck', 'count', 'pieces', 'units'],
  unitPrice: [
    'unitprice',
    'priceperunit',
    'einzelpreis',
    'stueckpreis',
    'stuckpreis',
    'preisproeinheit',
    'einheitspreis',
    'ansatz',
    'rate',
  ],
  date: ['date', 'datum', 'day', 'tag', 'leistungsdatum', 'servicedate', 'timestamp'],
  method: ['method', 'methode', 'verfahren', 'product', 'produkt', 'service'],
  amount: ['amount', 'betrag', 'price', 'preis', 'total', 'nettobetrag', 'netamount', 'net', 'netto', 'sum'],
  currency: ['currency', 'waehrung', 'wahrung', 'ccy'],
  text: ['text', 'description', 'beschreibung', 'bezeichnung', 'remark', 'bemerkung'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type InvoiceField = keyof typeof INVOICE_COLUMNS;
export const INVOICE_FIELDS = Object.keys(INVOICE_COLUMNS) as InvoiceField[];

/** What may be said of a field of an invoice line, beside what holds for every noun. */
interface LineFieldSpec extends Field {
  /** Read from the file as it stands, from the column of the same name. */
  readonly file?: true;
  /** Written when the invoice is reconciled; the rest when the line is settled. */
  readonly matched?: true;
}

const MATCHED = { row: true, matched: true } as const;
const FILE = { ...MATCHED, file: true } as const;

/**
 * Every field of an invoice line, once: what the supplier's file says, what we know, and what was decided. What is exported
 * goes into the dispute file.
 */
export const INVOICE_LINE_FIELDS = {
  id: { ...integer, row: true, filter: true, sort: 1 },
  line: { ...maybeInteger, ...MATCHED, exported: true },
  class: { ...choice(MATCH_CLASSES), ...MATCHED, filter: true, exported: true },
  disposition: { ...choice(DISPOSITIONS), row: true, filter: true },
  reasons: { ...list(z.enum(MATCH_REASONS)), ...MATCHED },
  refId: { ...maybeText, ...FILE, filter: true, exported: true },
  orderId: { ...maybeText, ...FILE, exported: true },
  externalId: { ...maybeText, ...FILE, exported: true },
  day: { ...maybeText, ...MATCHED, exported: true },
  method: { ...maybeText, ...FILE, exported: true },
  text: { ...maybeText, ...FILE },
  /** Pieces that the line charges, where it says so, and what it names as the price of each. */
  quantity: { ...maybeInteger, ...MATCHED, exported: true },
  unitMinor: { ...maybeAmount, ...MATCHED, exported: true },
  /** How many orders of ours an aggregated line was compared with. */
  ourQuantity: { ...maybeInteger, ...MATCHED, exported: true },
  /** What a row of class total states; it charges nothing itself. */
  statedMinor: { ...maybeAmount, ...MATCHED },
  invoicedMinor: { ...maybeAmount, ...MATCHED, exported: true },
  expectedMinor: { ...maybeAmount, ...MATCHED, exported: true },
  /** What is asked back: invoiced less expected while the line is open or disputed, nothing once it is settled otherwise. */
  differenceMinor: { ...maybeAmount, row: true, exported: true },
  /** That of the invoice. */
  currency: { ...text, exported: true },
  ourRefId: { ...maybeText, ...MATCHED, filter: true },
  ourExternalId: { ...maybeText, ...MATCHED },
  ourPeriod: { ...maybeText, ...MATCHED, exported: true },
  earlierLine: { ...maybeInteger, ...MATCHED, exported: true },
  earlierInvoice: { ...maybeInteger, ...MATCHED, exported: true },
  note: { ...maybeText, row: true, exported: true },
  decidedAt: { ...maybeTime, row: true },
  decidedBy: { ...maybeText, row: true },
} as const satisfies Readonly<Record<string, LineFieldSpec>>;

/** Texts that are kept as the file has them. */
export const FILE_FIELDS = keysWith(INVOICE_LINE_FIELDS, 'file');
type FileField = KeysWith<typeof INVOICE_LINE_FIELDS, 'file'>;

/** What reconciling an invoice writes of each line. */
export const MATCHED_FIELDS = keysWith(INVOICE_LINE_FIELDS, 'matched');
export type MatchedField = KeysWith<typeof INVOICE_LINE_FIELDS, 'matched'>;

/** One line of a supplier's invoice, read and checked. */
export interface InvoiceLine extends Readonly<Record<FileField, string | null>> {
  /** Line in the file, counted from 1 with the header as people see it. */
  readonly line: number;
  readonly day: Day | null;
  /** Pieces and price of each, where the file has columns for them. */
  readonly quantity: number | null;
  readonly unitMinor: number | null;
  /** Negative for a credit. Without tax, but for a total: that is as the file states it. */
  readonly amountMinor: number;
  /** The amount as the file has it, where that is with tax. */
  readonly fileMinor?: number;
  readonly currency: Currency;
  /** A row that sums up others or states a tax: it charges nothing itself. */
  readonly isTotal: boolean;
  /** What was said of a total before; of stored lines alone, whose tax is not known any more. */
  readonly totalReason?: MatchReason;
}

/** The price of a piece that a line names, or that its amount comes to. */
export function pieceMinor({
  unitMinor,
  amountMinor,
  quantity,
}: Pick<InvoiceLine, 'unitMinor' | 'amountMinor' | 'quantity'>): number {
  return unitMinor ?? amountMinor / (quantity ?? 0);
}

/** One of our orders as reconciliation sees it. */
export interface InvoicedOrder {
  readonly refId: string;
  readonly orderId: string | null;
  /** The External ID to bill, aliases followed. */
  readonly externalId: string | null;
  readonly issuer: string | null;
  readonly method: string | null;
  /** Month of its billing event, null while it is not billable. */
  readonly billedPeriod: Period | null;
  readonly billedDay: Day | null;
  /** What we expect to pay for it; null when no price says so. */
  readonly amountMinor: number | null;
  readonly currency: Currency | null;
  /** Orders of one pool share tiers: which of them costs which tier's price is a matter of counting. */
  readonly pool: string | null;
}
