import type adminEn from '../en/admin.ts';

const admin: typeof adminEn = {
  settings: {
    title: 'Werte',
    intro: 'Grenzen und Wartezeiten. Was niemand gesetzt hat, gilt, wie Datenblätter und Leitfaden es sagen.',
    value: 'Wert',
    unreadable: 'So ist kein Wert dieser Einstellung geschrieben.',
    saved: 'Die Einstellung gilt ab jetzt.',
    reset: 'Zurück zum Standard',
    setBy: 'Gesetzt von %{name}',
    isFallback: 'Es gilt der Standard.',
    between: '%{min} bis %{max}',
    topic: {
      access: 'Zugang zu Personendaten',
      messages: 'Nachrichten an Personen',
      methods: 'Methoden',
      polling: 'Lesen der Aufträge bei SRS',
      search: 'Suche',
      sync: 'Abgleich',
      triage: 'Was als stockend gilt',
    },
  },
  setting: {
    access: {
      reveal_minutes: {
        title: 'Dauer der Aufdeckung',
        help: 'Minuten, während derer aufgedeckte Personendaten für die fragende Person sichtbar bleiben.',
      },
    },
    search: {
      country_code: { title: 'Landesvorwahl', help: 'Ergänzt Telefonnummern, die ohne sie getippt werden.' },
    },
    sync: {
      behind_after_minutes: {
        title: 'Im Rückstand nach',
        help: 'Minuten Rückstand, ab denen der Abgleich als hinterher gilt und ein Banner es sagt.',
      },
    },
    messages: {
      legal_text: {
        title: 'Rechtstext',
        help: 'Der eigene des Service Providers anstelle des Hinweises aus Leitfaden §7.1: JSON mit «en» und «de»; {url}, {provider} und {serviceProvider} werden eingesetzt. Leer: der Hinweis.',
      },
      own_use: {
        title: 'Eigene Nutzung der Daten',
        help: 'Ob der Service Provider die Identifikationsdaten selbst nutzt, etwa gegen Geldwäscherei: Der Hinweis sagt es.',
      },
      service_provider: { title: 'Service Provider', help: 'Sein Name in Nachrichten an Personen.' },
    },
    polling: {
      title: 'Wie oft Aufträge gelesen werden',
      help: 'Sekunden zwischen zwei Blicken auf einen Auftrag, und wie lange hingeschaut wird.',
    },
    methods: {
      title: 'Grenzen je Methode',
      help: 'Wartezeiten und Grenzen, wo sie von den Datenblättern abweichen, als JSON.',
    },
    triage: {
      title: 'Grenzen der Einordnung',
      help: 'Sekunden, nach denen ein Auftrag als stockend, überfällig oder zu beachten gilt.',
    },
  },
  home: {
    title: 'Überblick',
    access: 'Menschen und Maschinen',
    values: 'Wie der Desk arbeitet',
    more: 'Weiteres',
    proof: 'Beweis und Spuren',
    help: {
      users: 'Wer sich anmelden darf, und als was; deren Sitzungen.',
      keys: 'Zugang für Maschinen.',
      values: 'Grenzen und Wartezeiten.',
      sessions: 'Wo Sie angemeldet sind.',
      health: 'Geprüft, signiert, exportiert: Beweist sich das Protokoll?',
    },
  },
  users: {
    title: 'Benutzer',
    intro: 'Änderungen gelten ab der nächsten Anfrage. Niemand wird gelöscht: Wer geht, wird gesperrt.',
    saved: 'Gespeichert.',
    passwordSet: 'Passwort gesetzt',
    add: 'Neuer Benutzer',
    username: 'Benutzername',
    displayName: 'Angezeigter Name',
    role: 'Rolle',
    seen: 'Zuletzt gesehen',
    state: 'Zustand',
    enabled: 'darf sich anmelden',
    disabled: 'gesperrt',
    disable: 'Gesperrt: keine Anmeldung, Sitzungen enden sofort',
    you: 'Sie',
    password: 'Passwort',
    passwordKept: 'Leer gelassen bleibt das Passwort.',
    sessions: 'Sitzungen',
    sessionsOf: 'Sitzungen von %{name}',
  },
  keys: {
    title: 'API-Schlüssel',
    intro: 'Für Maschinen: gesendet als «Authorization: Bearer …». Jeder hat eine Rolle, wie Menschen auch.',
    add: 'Neuer Schlüssel',
    make: 'Schlüssel erzeugen',
    name: 'Wofür',
    prefix: 'Beginnt mit',
    role: 'Rolle',
    made: 'Erzeugt',
    expires: 'Endet',
    never: 'nie',
    revoke: 'Widerrufen',
    revokeTitle: '«%{name}» widerrufen?',
    revokeWhat:
      'Wer diesen Schlüssel benutzt, wird ab der nächsten Anfrage abgewiesen. Ein widerrufener Schlüssel kommt nicht zurück.',
    state: 'Zustand',
    is: { valid: 'gültig', expired: 'abgelaufen', revoked: 'widerrufen' },
    inDays: 'in %{days} Tagen',
    once: 'Der Schlüssel wird nur dieses eine Mal gezeigt. Legen Sie ihn dort ab, wo Ihre Maschine ihre Geheimnisse hat.',
    copy: 'Schlüssel kopieren',
    none: 'Es gibt noch keinen Schlüssel',
  },
};

export default admin;
