import { WORDS_DE } from '@srs-desk/shared/words/de/index.ts';

const { decision, field, itemState, jobState } = WORDS_DE;

const resources = {
  aliases: {
    fields: {
      raw: 'Wie erhalten',
      canonical: 'Verrechnet als',
      changedAt: 'Geändert',
    },
  },
  'api-keys': {
    fields: {
      name: 'Zweck',
      prefix: 'Beginnt mit',
      id: 'Nummer',
      access: 'Darf',
      scopes: 'Darf',
      lastUsedAt: 'Zuletzt benutzt',
      createdAt: 'Erstellt',
      expiresAt: 'Läuft ab',
      state: 'Zustand',
    },
  },
  approvals: {
    fields: {
      act: 'Was',
      target: 'Wofür',
      state: 'Zustand',
      askedAt: 'Beantragt',
      decidedAt: 'Entschieden',
    },
  },
  audit: {
    fields: {
      q: 'Wörter',
      seq: 'Nr.',
      id: 'Nummer',
      at: 'Wann',
      at_gte: 'Von',
      at_lte: 'Bis',
      kind: 'Art',
      action: 'Aktion',
      actor: 'Wer',
      origin: 'Quelle',
      operation: 'Operation',
      outcome: 'Ausgang',
      refId: field.refId,
      orderId: field.orderId,
      externalId: field.externalId,
      person: 'Person des Auftrags (Ref ID)',
      callId: 'API-Aufruf',
      target: 'Ziel',
      sealed: 'Versiegelter Teil',
      reason: 'Angegebener Grund',
      uuid: 'UUID',
    },
  },
  'cancellation-policies': {
    fields: {
      name: 'Name',
      rule: 'Bedingung',
      everyHours: 'Läuft alle … Stunden',
      enabled: 'Eingeschaltet',
      nextRunAt: 'Nächster Lauf',
      matching: 'Findet jetzt',
      proposalId: 'Vorschlag',
    },
  },
  handovers: {
    fields: {
      refId: 'Auftrag',
      issue: 'Problem',
      team: 'Team',
      createdBy: 'Wer',
      createdAt: 'Erstellt',
      state: 'Stand',
      ticketNumber: 'Ticketnummer',
    },
  },
  calls: {
    fields: {
      outcome: 'Ausgang',
      operation: 'Operation',
      refId: field.refId,
      orderId: field.orderId,
      externalId: field.externalId,
      origin: 'Quelle',
      durationMs: 'Dauer',
      startedAt: 'Wann',
      httpStatus: 'HTTP',
      correlationId: 'Correlation ID',
    },
  },
  cancellations: {
    fields: {
      id: 'Stornierung',
      state: 'Zustand',
      source: 'Grundlage',
      reason: 'Grund',
      requestedBy: 'Von',
      counts: { willCancel: jobState.planned },
      results: { cancelled: itemState.cancelled, failed: itemState.failed },
      plannedAt: 'Wann',
    },
  },
  invoices: {
    fields: {
      number: 'Rechnungsnummer',
      supplier: 'Lieferant',
      period: 'Monat',
      lines: 'Zeilen',
      sumMinor: 'Summe',
      differenceMinor: 'Rückforderung',
      open: decision.open,
      uploadedAt: 'Hochgeladen',
    },
  },
  periods: {
    fields: {
      id: 'Monat',
      state: 'Stand',
      closedAt: 'Abgeschlossen am',
    },
  },
  orders: {
    fields: {
      ...field,
      erased: 'Gelöschte Person',
      q: 'Suchtext',
      step: 'Schritt',
      supportTeam: 'Zuständig',
      createdAt_gte: 'Erteilt ab',
      createdAt_lte: 'Erteilt bis',
      statusChangedAt_gte: 'Geändert ab',
      statusChangedAt_lte: 'Unverändert seit',
    },
  },
  'saved-views': { fields: { name: 'Name', shared: 'Mit Kolleginnen und Kollegen teilen' } },
  users: {
    fields: {
      username: 'Benutzername',
      displayName: 'Angezeigter Name',
      role: 'Rolle',
      lastSeenAt: 'Zuletzt gesehen',
      state: 'Zustand',
      password: 'Passwort',
      hasFactor: 'Zweiter Faktor',
      passwordChangedAt: 'Passwort gesetzt',
      disabled: 'Gesperrt: keine Anmeldung, Sitzungen enden sofort',
    },
  },
  registrations: {
    fields: {
      refId: field.refId,
      externalId: field.externalId,
      askedBy: 'Gefragt von',
      askedAt: 'Gefragt',
      state: 'Stand',
      nextAskAt: 'Nächste Frage',
    },
  },
};

export default resources;
