import type { MatchClass } from '@srs-desk/shared/billing/invoice-line.ts';

/** Words of files in one language. */
export interface FileTexts {
  readonly usage: { readonly sheet: string; readonly headers: readonly string[] };
  readonly statement: {
    readonly title: string;
    readonly externalId: string;
    readonly noExternalId: string;
    readonly period: string;
    readonly state: { readonly closed: string; readonly open: string; readonly provisional: string };
    readonly made: string;
    readonly timeZone: string;
    readonly summary: string;
    readonly summaryHeaders: readonly string[];
    readonly adjustments: string;
    readonly adjustmentHeaders: readonly string[];
    readonly orders: string;
    readonly orderHeaders: readonly string[];
    readonly totals: string;
    readonly totalHeaders: readonly string[];
    readonly minimumFee: string;
    readonly unpriced: string;
    readonly unpricedNote: (count: number) => string;
    readonly nothing: string;
    readonly page: (page: number, pages: number) => string;
  };
  readonly dispute: {
    readonly sheet: string;
    readonly headers: readonly string[];
    readonly classes: Readonly<Record<MatchClass, string>>;
  };
}

const en: FileTexts = {
  usage: {
    sheet: 'Usage',
    headers: [
      'Period',
      'External ID',
      'Issuer',
      'Method',
      'Placed',
      'Terminated',
      'Verified',
      'Error',
      'Cancelled',
      'Pending',
      'Billable',
      'Without price',
      'Currency',
      'Amount',
      'Adjustments',
      'Total',
    ],
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
    summaryHeaders: ['Issuer', 'Method', 'Quantity', 'Unit price', 'Amount', 'Currency'],
    adjustments: 'Adjustments of closed months',
    adjustmentHeaders: ['Month', 'Issuer', 'Method', 'Quantity', 'Amount', 'Currency'],
    orders: 'Orders',
    orderHeaders: [
      'Ref ID',
      'Order ID',
      'External ID',
      'Issuer',
      'Method',
      'Billed at',
      'Amount',
      'Currency',
    ],
    totals: 'Total',
    totalHeaders: ['Currency', 'Usage', 'Adjustments', 'Total'],
    minimumFee: 'Difference to the minimum fee',
    unpriced: 'without price',
    unpricedNote: (count) => `${count} billable orders have no price and are not part of the total.`,
    nothing: 'Nothing billable in this month.',
    page: (page, pages) => `Page ${page} of ${pages}`,
  },
  dispute: {
    sheet: 'Dispute',
    headers: [
      'Line',
      'Finding',
      'Ref ID',
      'Order ID',
      'External ID',
      'Day',
      'Method',
      'Invoiced',
      'Expected',
      'Difference',
      'Currency',
      'Our month',
      'Earlier line',
      'Earlier invoice',
      'Note',
    ],
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
    headers: [
      'Monat',
      'External ID',
      'Anbieter',
      'Methode',
      'Bestellt',
      'Abgeschlossen',
      'Verifiziert',
      'Fehler',
      'Abgebrochen',
      'Offen',
      'Verrechenbar',
      'Ohne Preis',
      'Währung',
      'Betrag',
      'Korrekturen',
      'Total',
    ],
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
    summaryHeaders: ['Anbieter', 'Methode', 'Anzahl', 'Preis', 'Betrag', 'Währung'],
    adjustments: 'Korrekturen abgeschlossener Monate',
    adjustmentHeaders: ['Monat', 'Anbieter', 'Methode', 'Anzahl', 'Betrag', 'Währung'],
    orders: 'Aufträge',
    orderHeaders: [
      'Ref ID',
      'Order ID',
      'External ID',
      'Anbieter',
      'Methode',
      'Verrechnet am',
      'Betrag',
      'Währung',
    ],
    totals: 'Total',
    totalHeaders: ['Währung', 'Nutzung', 'Korrekturen', 'Total'],
    minimumFee: 'Differenz zur Mindestgebühr',
    unpriced: 'ohne Preis',
    unpricedNote: (count) => `${count} verrechenbare Aufträge haben keinen Preis und sind nicht im Total.`,
    nothing: 'In diesem Monat ist nichts zu verrechnen.',
    page: (page, pages) => `Seite ${page} von ${pages}`,
  },
  dispute: {
    sheet: 'Beanstandung',
    headers: [
      'Zeile',
      'Befund',
      'Ref ID',
      'Order ID',
      'External ID',
      'Tag',
      'Methode',
      'Verrechnet',
      'Erwartet',
      'Differenz',
      'Währung',
      'Unser Monat',
      'Frühere Zeile',
      'Frühere Rechnung',
      'Bemerkung',
    ],
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
