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
};

export default resources;
