import type statusEn from '../en/status.ts';

const status: typeof statusEn = {
  order: {
    created: 'Erfasst',
    initialized: 'Bereit zum Start',
    identification_done: 'Identifikation erfolgt',
    data_ready: 'Daten bereit',
    terminated: 'Abgeschlossen',
    error: 'Fehler',
    cancelled: 'Storniert',
    unknown: 'Unbekannter Status',
  },
  orderHelp: {
    created:
      'Created: Daten erfasst und gespeichert; der Identifikationsanbieter hat den Auftrag noch nicht.',
    initialized:
      'Initialized: Der Anbieter hat den Auftrag, die Person kann mit der Ziel-URL beginnen. Ob sie begonnen hat, weiss SRS nicht.',
    identification_done: 'Identification done: Die Person ist fertig; der Nachweis wird vorbereitet.',
    data_ready:
      'Data ready: Der Anbieter hält die Daten für den Import in die Registrierungsdatenbank bereit.',
    terminated:
      'Terminated: Der Nachweis liegt in der Registrierungsdatenbank. Allenfalls fehlt noch die Annahme der Bedingungen.',
    error:
      'Error: Die Identifikation war negativ oder die Daten liessen sich nicht importieren. Nennt der Anbieter einen Grund, steht er daneben.',
    cancelled: 'Cancelled: Der Auftrag ist storniert. Die Ziel-URL gilt nicht mehr.',
    unknown: 'SRS hat einen Status gesendet, den dieses Pult nicht kennt. Er wird so gezeigt, wie er kam.',
  },
  verify: {
    not_due: 'Noch nicht fällig',
    due: 'Fällig',
    no_evidence: 'Kein Nachweis',
    terms_not_accepted: 'Bedingungen offen',
    valid: 'Geprüft',
    expired: 'Nachweis abgelaufen',
  },
  attention: {
    gone: 'Bei SRS unbekannt',
    error: 'Fehler',
    no_target_url: 'Keine Ziel-URL',
    expired_session: 'Sitzung abgelaufen',
    unknown_status: 'Unbekannter Status',
    superseded: 'Abgelöst',
    terms_pending: 'Bedingungen offen',
    stuck: 'Steckt fest',
  },
  team: {
    swisscom_service_desk: 'Swisscom Service Desk',
    service_provider_support: 'Support des Service Providers',
    isp_via_swisscom_service_desk: 'Identifikationsanbieter via Swisscom Service Desk',
    none: 'Niemand: erledigt',
  },
  teamShort: {
    swisscom_service_desk: 'Swisscom',
    service_provider_support: 'Wir',
    isp_via_swisscom_service_desk: 'Anbieter via Swisscom',
    none: 'Niemand',
  },
  step: {
    label: 'Prozessschritte',
    now: 'Aktueller Schritt',
    done: 'Erledigt',
    ahead: 'Kommt noch',
    since: 'seit %{age}',
    '1': 'Zugang zu SRS',
    '2': 'Person beginnt',
    '3': 'Identifikation',
    '4': 'Bis es gelingt',
    '5': 'Nachweis, Bedingungen',
  },
  age: { soon: 'bald', late: 'spät' },
  outcome: {
    ok: 'OK',
    http_error: 'Abgelehnt',
    network_error: 'Keine Verbindung',
    timeout: 'Zeit überschritten',
    invalid_response: 'Antwort unlesbar',
    in_flight: 'Unterwegs',
    unknown: 'Ausgang unbekannt',
  },
  operation: {
    token: 'Token',
    list_methods: 'Methoden auflisten',
    place_order: 'Auftrag erteilen',
    get_status: 'Status lesen',
    cancel_order: 'Auftrag stornieren',
    verify: 'Verify Call',
    lookup: 'Nachweis suchen',
    other: 'Anderes',
  },
  origin: { sync: 'Abgleich', user: 'Person', gateway: 'Gateway', system: 'Desk', cli: 'Kommandozeile' },
};

export default status;
