import type { Words } from '../words.ts';
import { FIELD_WORDS } from './fields.ts';
import { ORDER_WORDS } from './orders.ts';

const { field } = FIELD_WORDS;
const { status, verify } = ORDER_WORDS;

/** Words of billing in German. */
export const BILLING_WORDS = {
  usage: {
    placed: 'Erteilt',
    terminated: status.terminated,
    verified: verify.valid,
    error: status.error,
    cancelled: status.cancelled,
    pending: 'Offen',
    billable: 'Verrechenbar',
  },
  billingEvent: {
    placed: 'Erteilt',
    identification_done: status.identification_done,
    terminated: status.terminated,
    verified: verify.valid,
  },
  monthState: { running: 'läuft', open: 'abzuschliessen', closed: 'abgeschlossen' },
  invoiceColumn: {
    refId: field.refId,
    orderId: field.orderId,
    externalId: field.externalId,
    date: 'Datum',
    method: field.method,
    amount: 'Betrag',
    currency: 'Währung',
    text: 'Text',
  },
  invoiceClass: {
    matched: 'Stimmt überein',
    amount_differs: 'Betrag weicht ab',
    wrong_period: 'Falscher Monat',
    duplicate: 'Doppelt verrechnet',
    unknown_external_id: 'Unbekannte External ID',
    invoice_only: 'Kein verrechenbarer Auftrag',
    ours_only: 'Fehlt auf der Rechnung',
  },
  invoiceClassMeaning: {
    matched: 'verrechnet wie erwartet',
    amount_differs: 'unser Auftrag, aber anderer Betrag oder andere Währung',
    wrong_period: 'unser Auftrag, in einem anderen Monat verrechenbar',
    duplicate: 'bereits auf einer früheren Zeile oder Rechnung verrechnet',
    unknown_external_id: 'für einen Kunden, den wir nicht kennen',
    invoice_only: 'zu dieser Zeile haben wir keinen oder keinen verrechenbaren Auftrag',
    ours_only: 'bei uns verrechenbar, nicht auf der Rechnung',
  },
  matchReason: {
    ref_id: 'über die Ref ID gefunden',
    order_id: 'über die Order ID gefunden',
    external_id_and_day: 'über External ID und Tag gefunden',
    earlier_line: 'bereits auf einer früheren Zeile',
    earlier_invoice: 'bereits auf einer früheren Rechnung',
    no_reference: 'die Zeile nennt keinen Auftrag',
    unknown_reference: 'keiner unserer Aufträge hat diese Kennung',
    not_billable: 'unser Auftrag ist nicht verrechenbar',
    currency: 'andere Währung',
    amount: 'anderer Betrag',
    amount_not_checked: 'kein Lieferantenpreis zum Vergleich',
    external_id_differs: 'andere External ID als bei uns',
    no_line: 'keine Zeile auf der Rechnung',
  },
  decision: {
    open: 'Offen',
    accepted: 'Akzeptiert',
    disputed: 'Beanstandet',
    credited: 'Gutgeschrieben',
    ours_corrected: 'Bei uns korrigiert',
    ignored: 'Ignoriert',
  },
} as const satisfies Partial<Words>;
