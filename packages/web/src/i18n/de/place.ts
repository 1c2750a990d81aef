const place = {
  title: 'Auftrag erteilen',
  method: 'Identifikationsmethode',
  send: 'Auftrag erteilen',
  placed: 'Auftrag erteilt',
  advice: 'Was die Methode verlangt',
  remark: {
    missing: 'ist für diese Methode Pflicht',
    useless: 'nimmt diese Methode nicht an',
    other: 'passt nicht zu dieser Methode',
  },
  field: {
    firstName: 'Vorname',
    lastName: 'Nachname',
    mobile: 'Mobilnummer',
    dob: 'Geburtsdatum (JJJJ-MM-TT)',
    placeOfBirth: 'Geburtsort',
    nationality: 'Staatsangehörigkeit',
    documentValidity: 'Gültigkeit des Ausweises',
    country: 'Land',
    email: 'E-Mail',
    language: 'Sprache',
    externalId: 'External ID',
  },
  evidence: {
    check: 'Schon ein gültiger Nachweis?',
    valid: 'Diese Person hat einen gültigen Nachweis (%{id}): Es braucht keinen neuen Auftrag.',
    none: 'Kein gültiger Nachweis: Es braucht einen Auftrag.',
    terms:
      'Der Nachweis ist da, die Bedingungen sind noch nicht angenommen: Es braucht keinen neuen Auftrag.',
  },
  rule: { mandatory: 'Pflicht', optional: 'möglich', useless: 'nicht angenommen' },
  filter: {
    issuer: 'Anbieter',
    jurisdiction: 'Rechtsraum',
    loa: 'LOA',
    offline: 'Offline',
    method: 'Methodenart',
    webflow: 'Im Browser',
    realtime: 'Echtzeit',
  },
  register: {
    title: 'Ref IDs registrieren',
    help: 'Eine Ref ID je Zeile. SRS wird sogleich nach jeder gefragt; der Support registriert eine aufs Mal.',
    label: 'Ref IDs',
    send: 'Registrieren',
    file: 'CSV-Datei…',
    line: 'Zeile',
    result: {
      new: 'neu',
      known: 'schon bekannt',
      not_found: 'bei SRS nicht gefunden',
      invalid: 'keine Ref ID',
    },
  },
};

export default place;
