import type { FileTexts } from '../texts.ts';
import { BILLING_WORDS } from './billing.ts';
import { FIELD_WORDS } from './fields.ts';

const { invoiceColumn, usage } = BILLING_WORDS;
const { field } = FIELD_WORDS;

/** Words of files in Swiss Standard German. */
export const FILES_DE: FileTexts = {
  usage: {
    sheet: 'Nutzung',
    headers: {
      period: 'Monat',
      externalId: field.externalId,
      issuer: field.issuer,
      method: field.method,
      ...usage,
      unpriced: 'Ohne Preis',
      currency: 'Währung',
      amount: 'Betrag',
      adjustment: 'Korrekturen',
      total: 'Total',
    },
  },
  statement: {
    title: 'Abrechnung der Identifikationen',
    externalId: field.externalId,
    number: 'Nummer',
    recipient: 'An',
    noExternalId: '(keine)',
    period: 'Monat',
    state: {
      closed: 'Definitiv: Monat abgeschlossen',
      open: 'Monat noch nicht abgeschlossen',
      provisional: 'Vorläufig: Zahlen können sich noch ändern',
    },
    created: 'Erstellt am',
    timeZone: 'Zeitzone',
    summary: 'Zusammenfassung',
    summaryHeaders: {
      issuer: field.issuer,
      method: field.method,
      quantity: 'Anzahl',
      unitMinor: 'Stückpreis',
      amountMinor: 'Betrag',
      currency: 'Währung',
    },
    adjustments: 'Korrekturen früherer Monate',
    adjustmentHeaders: {
      period: 'Monat',
      issuer: field.issuer,
      method: field.method,
      billable: 'Anzahl',
      amountMinor: 'Betrag',
      currency: 'Währung',
    },
    orders: 'Aufträge',
    // Narrow: the full name stands in the summary above.
    orderHeaders: {
      refId: field.refId,
      orderId: field.orderId,
      externalId: field.externalId,
      issuer: 'Anbieter',
      method: field.method,
      billedAt: 'Verrechenbar seit',
      amountMinor: 'Betrag',
      currency: 'Währung',
    },
    totals: 'Total',
    totalHeaders: {
      currency: 'Währung',
      usageMinor: 'Nutzung',
      adjustmentsMinor: 'Korrekturen',
      totalMinor: 'Total',
    },
    minimumFee: 'Ergänzung zur Mindestgebühr',
    unpriced: 'ohne Preis',
    unpricedNote: (count) => `${count} verrechenbare Aufträge haben keinen Preis und sind nicht im Total.`,
    nothing: 'In diesem Monat ist nichts zu verrechnen.',
    page: (page, pages) => `Seite ${page} von ${pages}`,
  },
  dispute: {
    sheet: 'Beanstandung',
    supplier: 'Lieferant',
    number: 'Rechnung',
    period: 'Monat',
    total: 'Total',
    headers: {
      ...invoiceColumn,
      unitMinor: invoiceColumn.unitPrice,
      ourQuantity: 'Unsere Menge',
      line: 'Zeile',
      class: 'Klasse',
      day: 'Tag',
      invoicedMinor: 'Verrechnet',
      expectedMinor: 'Erwartet',
      differenceMinor: 'Differenz',
      ourPeriod: 'Unser Monat',
      earlierLine: 'Frühere Zeile',
      earlierInvoice: 'Frühere Rechnung',
      note: 'Notiz',
    },
  },
};
