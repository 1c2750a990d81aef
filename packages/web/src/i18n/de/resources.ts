const resources = {
  'api-keys': {
    fields: {
      name: 'Zweck',
      prefix: 'Beginnt mit',
      role: 'Rolle',
      createdAt: 'Erstellt',
      expiresAt: 'Läuft ab',
      state: 'Zustand',
    },
  },
  users: {
    fields: {
      username: 'Benutzername',
      displayName: 'Angezeigter Name',
      role: 'Rolle',
      lastSeenAt: 'Zuletzt gesehen',
      state: 'Zustand',
      password: 'Passwort',
      passwordChangedAt: 'Passwort gesetzt',
      disabled: 'Gesperrt: keine Anmeldung, Sitzungen enden sofort',
    },
  },
  registrations: {
    fields: {
      refId: 'Ref ID',
      externalId: 'External ID',
      askedBy: 'Gefragt von',
      askedAt: 'Gefragt',
      state: 'Stand',
      nextAskAt: 'Nächste Frage',
    },
  },
};

export default resources;
