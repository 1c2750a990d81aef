import type { MatchClass } from '@srs-desk/shared/billing/invoice-line.ts';

/** The columns of each table, in their order. */
export const USAGE_KEYS = [
  'period',
  'externalId',
  'issuer',
  'method',
  'placed',
  'terminated',
  'verified',
  'error',
  'cancelled',
  'pending',
  'billable',
  'unpriced',
  'currency',
  'amount',
  'adjustment',
  'total',
] as const;
export const SUMMARY_KEYS = ['issuer', 'method', 'quantity', 'unit', 'amount', 'currency'] as const;
export const ADJUSTMENT_KEYS = ['period', 'issuer', 'method', 'quantity', 'amount', 'currency'] as const;
export const ORDER_KEYS = [
  'refId',
  'orderId',
  'externalId',
  'issuer',
  'method',
  'billedAt',
  'amount',
  'currency',
] as const;
export const TOTAL_KEYS = ['currency', 'usage', 'adjustments', 'total'] as const;
export const DISPUTE_KEYS = [
  'line',
  'class',
  'refId',
  'orderId',
  'externalId',
  'day',
  'method',
  'invoiced',
  'expected',
  'difference',
  'currency',
  'ourPeriod',
  'earlierLine',
  'earlierInvoice',
  'note',
] as const;

/** What stands above each of these columns. */
type Headings<K extends readonly string[]> = Readonly<Record<K[number], string>>;

/** Words of files in one language. */
export interface FileTexts {
  readonly usage: { readonly sheet: string; readonly headers: Headings<typeof USAGE_KEYS> };
  readonly statement: {
    readonly title: string;
    readonly externalId: string;
    readonly noExternalId: string;
    readonly period: string;
    readonly state: { readonly closed: string; readonly open: string; readonly provisional: string };
    readonly made: string;
    readonly timeZone: string;
    readonly summary: string;
    readonly summaryHeaders: Headings<typeof SUMMARY_KEYS>;
    readonly adjustments: string;
    readonly adjustmentHeaders: Headings<typeof ADJUSTMENT_KEYS>;
    readonly orders: string;
    readonly orderHeaders: Headings<typeof ORDER_KEYS>;
    readonly totals: string;
    readonly totalHeaders: Headings<typeof TOTAL_KEYS>;
    readonly minimumFee: string;
    readonly unpriced: string;
    readonly unpricedNote: (count: number) => string;
    readonly nothing: string;
    readonly page: (page: number, pages: number) => string;
  };
  readonly dispute: {
    readonly sheet: string;
    readonly headers: Headings<typeof DISPUTE_KEYS>;
    readonly classes: Readonly<Record<MatchClass, string>>;
  };
}

const en: FileTexts = {
  usage: {
    sheet: 'Usage',
    headers: {
      period: 'Period',
      externalId: 'External ID',
      issuer: 'Issuer',
      method: 'Method',
      placed: 'Placed',
      terminated: 'Terminated',
      verified: 'Verified',
      error: 'Error',
      cancelled: 'Cancelled',
      pending: 'Pending',
      billable: 'Billable',
      unpriced: 'Without price',
      currency: 'Currency',
      amount: 'Amount',
      adjustment: 'Adjustments',
      total: 'Total',
    },
  },
  statement: {
    title: 'Statement of identifications',
    externalId: 'External ID',
    noExternalId: '(none)',
    period: 'Period',
    state: {
      closed: 'Final: the month is closed',
      open: 'The month is not closed yet',
      provisional: 'Provisional: figures may still change',
    },
    made: 'Made',
    timeZone: 'Time zone',
    summary: 'Summary',
    summaryHeaders: {
      issuer: 'Issuer',
      method: 'Method',
      quantity: 'Quantity',
      unit: 'Unit price',
      amount: 'Amount',
      currency: 'Currency',
    },
    adjustments: 'Adjustments of closed months',
    adjustmentHeaders: {
      period: 'Month',
      issuer: 'Issuer',
      method: 'Method',
      quantity: 'Quantity',
      amount: 'Amount',
      currency: 'Currency',
    },
    orders: 'Orders',
    orderHeaders: {
      refId: 'Ref ID',
      orderId: 'Order ID',
      externalId: 'External ID',
      issuer: 'Issuer',
      method: 'Method',
      billedAt: 'Billed at',
      amount: 'Amount',
      currency: 'Currency',
    },
    totals: 'Total',
    totalHeaders: {
      currency: 'Currency',
      usage: 'Usage',
      adjustments: 'Adjustments',
      total: 'Total',
    },
    minimumFee: 'Difference to the minimum fee',
    unpriced: 'without price',
    unpricedNote: (count) => `${count} billable orders have no price and are not part of the total.`,
    nothing: 'Nothing billable in this month.',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
  dispute: {
    sheet: 'Dispute',
    headers: {
      line: 'Line',
      class: 'Finding',
      refId: 'Ref ID',
      orderId: 'Order ID',
      externalId: 'External ID',
      day: 'Day',
      method: 'Method',
      invoiced: 'Invoiced',
      expected: 'Expected',
      difference: 'Difference',
      currency: 'Currency',
      ourPeriod: 'Our month',
      earlierLine: 'Earlier line',
      earlierInvoice: 'Earlier invoice',
      note: 'Note',
    },
    classes: {
      matched: 'Matched',
      amount_differs: 'Amount differs',
      wrong_period: 'Belongs to another month',
      duplicate: 'Charged twice',
      unknown_external_id: 'Unknown External ID',
      invoice_only: 'Not known to us',
      ours_only: 'Missing on the invoice',
    },
  },
};

const de: FileTexts = {
  usage: {
    sheet: 'Nutzung',
    headers: {
      period: 'Monat',
      externalId: 'External ID',
      issuer: 'Anbieter',
      method: 'Methode',
      placed: 'Bestellt',
      terminated: 'Abgeschlossen',
      verified: 'Verifiziert',
      error: 'Fehler',
      cancelled: 'Abgebrochen',
      pending: 'Offen',
      billable: 'Verrechenbar',
      unpriced: 'Ohne Preis',
      currency: 'Währung',
      amount: 'Betrag',
      adjustment: 'Korrekturen',
      total: 'Total',
    },
  },
  statement: {
    title: 'Abrechnung der Identifikationen',
    externalId: 'External ID',
    noExternalId: '(keine)',
    period: 'Monat',
    state: {
      closed: 'Definitiv: der Monat ist abgeschlossen',
      open: 'Der Monat ist noch nicht abgeschlossen',
      provisional: 'Provisorisch: die Zahlen können sich noch ändern',
    },
    made: 'Erstellt',
    timeZone: 'Zeitzone',
    summary: 'Zusammenfassung',
    summaryHeaders: {
      issuer: 'Anbieter',
      method: 'Methode',
      quantity: 'Anzahl',
      unit: 'Preis',
      amount: 'Betrag',
      currency: 'Währung',
    },
    adjustments: 'Korrekturen abgeschlossener Monate',
    adjustmentHeaders: {
      period: 'Monat',
      issuer: 'Anbieter',
      method: 'Methode',
      quantity: 'Anzahl',
      amount: 'Betrag',
      currency: 'Währung',
    },
    orders: 'Aufträge',
    orderHeaders: {
      refId: 'Ref ID',
      orderId: 'Order ID',
      externalId: 'External ID',
      issuer: 'Anbieter',
      method: 'Methode',
      billedAt: 'Verrechnet am',
      amount: 'Betrag',
      currency: 'Währung',
    },
    totals: 'Total',
    totalHeaders: {
      currency: 'Währung',
      usage: 'Nutzung',
      adjustments: 'Korrekturen',
      total: 'Total',
    },
    minimumFee: 'Differenz zur Mindestgebühr',
    unpriced: 'ohne Preis',
    unpricedNote: (count) => `${count} verrechenbare Aufträge haben keinen Preis und sind nicht im Total.`,
    nothing: 'In diesem Monat ist nichts zu verrechnen.',
    page: (page, pages) => `Seite ${page} von ${pages}`,
  },
  dispute: {
    sheet: 'Beanstandung',
    headers: {
      line: 'Zeile',
      class: 'Befund',
      refId: 'Ref ID',
      orderId: 'Order ID',
      externalId: 'External ID',
      day: 'Tag',
      method: 'Methode',
      invoiced: 'Verrechnet',
      expected: 'Erwartet',
      difference: 'Differenz',
      currency: 'Währung',
      ourPeriod: 'Unser Monat',
      earlierLine: 'Frühere Zeile',
      earlierInvoice: 'Frühere Rechnung',
      note: 'Bemerkung',
    },
    classes: {
      matched: 'Stimmt überein',
      amount_differs: 'Betrag weicht ab',
      wrong_period: 'Gehört in einen anderen Monat',
      duplicate: 'Doppelt verrechnet',
      unknown_external_id: 'Unbekannte External ID',
      invoice_only: 'Uns nicht bekannt',
      ours_only: 'Fehlt auf der Rechnung',
    },
  },
};

/** Words of files, by language. */
export const fileTexts: Readonly<Record<'en' | 'de', FileTexts>> = { en, de };
