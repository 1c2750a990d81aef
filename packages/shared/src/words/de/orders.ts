import type { Words } from '../words.ts';
import { FIELD_WORDS } from './fields.ts';

const { field } = FIELD_WORDS;

/** Words of orders and their support in German. */
export const ORDER_WORDS = {
  role: { support: 'Support', finance: 'Finanzen', admin: 'Admin' },
  status: {
    created: 'Angelegt',
    initialized: 'Bereit zum Start',
    identification_done: 'Identifikation erfolgt',
    data_ready: 'Daten bereit',
    terminated: 'Abgeschlossen',
    error: 'Fehler',
    cancelled: 'Storniert',
    unknown: 'Unbekannter Status',
  },
  statusMeaning: {
    created:
      'Die Daten sind erhoben und gespeichert; der Identifikationsanbieter hat den Auftrag noch nicht bestätigt.',
    initialized:
      'Der Identifikationsanbieter hat den Auftrag, die Person kann mit der Target URL beginnen. SRS zeigt nicht, ob sie begonnen hat.',
    identification_done: 'Die Person ist fertig; der Nachweis wird vorbereitet.',
    data_ready: 'Der Identifikationsanbieter hält die Daten für den Import in die RA-Datenbank bereit.',
    terminated:
      'Der Nachweis liegt in der RA-Datenbank. Je nach Methode muss die Person noch die Nutzungsbestimmungen annehmen.',
    error:
      'Die Daten liessen sich nicht importieren: Betrugsverdacht, ein anderes negatives Ergebnis oder ungenügende Mittel wie Kamera oder Mikrofon. Der Anbieter kann einen Grund angeben; es braucht einen neuen Auftrag.',
    cancelled:
      'Der Auftrag wurde storniert; seine Target URL gilt nicht mehr. Das lässt sich nicht rückgängig machen.',
    unknown:
      'SRS hat einen Status gesendet, den der Desk nicht kennt. Er wird gezeigt, wie er kam; die Synchronisierung läuft weiter.',
  },
  verify: {
    not_due: 'Noch nicht fällig',
    due: 'Fällig',
    no_evidence: 'Kein Nachweis',
    terms_not_accepted: 'Bestimmungen offen',
    valid: 'Verifiziert',
    expired: 'Nachweis abgelaufen',
  },
  verifyMeaning: {
    not_due: 'Zu früh: Der Auftrag ist nicht abgeschlossen, oder der Nachweis kann noch nicht da sein.',
    due: 'Der Desk führt den Verify Call als Nächstes aus.',
    no_evidence: 'Der RA-Service findet zu dieser Person, diesem Rechtsraum und dieser LOA keinen Nachweis.',
    terms_not_accepted: 'Der Nachweis ist da; die Person hat die Nutzungsbestimmungen nicht angenommen.',
    valid: 'Der Nachweis ist gültig; die Person kann unterschreiben.',
    expired: 'Der Nachweis war gültig und ist abgelaufen; die Person muss sich nochmals identifizieren.',
  },
  attention: {
    gone: 'Bei SRS unbekannt',
    error: 'Fehler',
    no_target_url: 'Keine Target URL',
    expired_session: 'Sitzung abgelaufen',
    unknown_status: 'Unbekannter Status',
    superseded: 'Ersetzt',
    terms_pending: 'Bestimmungen offen',
    stuck: 'Hängt',
  },
  age: { soon: 'bald fällig', late: 'überfällig' },
  step: {
    1: 'Zugriff auf SRS',
    2: 'Zum Start führen',
    3: 'Identifikation',
    4: 'Zum Erfolg führen',
    5: 'Nachweis und Bestimmungen',
  },
  team: {
    swisscom_service_desk: 'Swisscom Service Desk',
    service_provider_support: 'Service Provider Support',
    isp_via_swisscom_service_desk: 'Identifikationsanbieter via Swisscom Service Desk',
    none: 'Nichts zu tun',
  },
  nextActor: {
    user: 'Die Person',
    us: 'Wir',
    swisscom: 'Swisscom',
    isp: 'Der Anbieter via Swisscom',
    none: 'Niemand',
  },
  teamShort: {
    swisscom_service_desk: 'Swisscom',
    service_provider_support: 'Wir',
    isp_via_swisscom_service_desk: 'ISP via Swisscom',
    none: 'Niemand',
  },
  ticketField: {
    proNumber: 'PRO-Nr',
    refId: field.refId,
    orderId: field.orderId,
    method: 'Identifikationsmethode',
    msisdn: `${field.msisdn} (MSISDN)`,
    evidenceId: field.evidenceId,
    problem: 'Problem',
    time: 'Zeit',
    contact: 'Kontakt',
  },
  ticketState: { open: 'wartet auf Antwort', answered: 'beantwortet', closed: 'geschlossen' },
  situation: {
    start: 'So beginnen',
    link_pending: 'Link folgt',
    reminder: 'Noch offen',
    reuse_link: 'Gleicher Link',
    app_or_browser: 'App oder Browser',
    wait_for_result: 'Ergebnis wird geprüft',
    registering: 'Bald unterschreiben',
    accept_terms: 'Bestimmungen annehmen',
    terms_sms_missing: 'SMS fehlt',
    number_wrong: 'Falsche Nummer',
    check_data: 'Angaben prüfen',
    new_link: 'Neuer Link',
    newer_link: 'Neuster Link',
    failed: 'Nicht abgeschlossen',
    session_over: 'Zeit abgelaufen',
    link_cancelled: 'Link ungültig',
    identify_again: 'Nochmals identifizieren',
    evidence_expired: 'Abgelaufen',
    cannot_sign: 'Kann nicht unterschreiben',
    can_sign: 'Kann unterschreiben',
    already_identified: 'Schon identifiziert',
    looking_into: 'Wir klären ab',
  },
  methodType: { Video: 'Videogespräch', eID: 'eID', Bankident: 'Bank-Login' },
  importOutcome: {
    new: 'neu',
    known: 'bereits bekannt',
    not_found: 'bei SRS nicht gefunden',
    pending: 'SRS noch nicht gefragt',
    conflict: 'Widerspruch',
    invalid: 'ungültig',
  },
  registrationState: { pending: 'SRS noch nicht gefragt', not_found: 'Bei SRS nicht gefunden' },
} as const satisfies Partial<Words>;
