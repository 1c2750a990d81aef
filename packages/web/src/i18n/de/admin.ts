import type adminEn from '../en/admin.ts';

const admin: typeof adminEn = {
  settings: {
    title: 'Grenzwerte und Fristen',
    intro: 'Die Standardwerte stammen aus Datenblättern und Guide.',
    value: 'Wert',
    unreadable: 'Das ist kein gültiger Wert für diese Einstellung.',
    saved: 'Einstellung gespeichert',
    reset: 'Zurück zum Standard',
    setBy: 'Gesetzt von %{name}',
    isFallback: 'Standardwert',
    between: '%{min} bis %{max}',
    field: { countries: 'Länder', banks: 'Banken' },
    topic: {
      access: 'Zugriff auf Personendaten',
      messages: 'Nachrichten an Personen',
      methods: 'Methoden',
      playbook: 'Playbook',
      polling: 'Wie oft Aufträge synchronisiert werden',
      search: 'Suche',
      sync: 'Synchronisierung',
      triage: 'Grenzwerte der Triage',
    },
  },
  setting: {
    access: {
      reveal_minutes: {
        title: 'Dauer der Einsicht',
        help: 'Minuten, während derer angezeigte Personendaten für die anzeigende Person sichtbar bleiben.',
      },
    },
    search: {
      country_code: { title: 'Landesvorwahl', help: 'Ergänzt Mobilnummern, die ohne sie eingegeben werden.' },
    },
    sync: {
      behind_after_minutes: {
        title: 'Rückstand bis zum Banner',
        help: 'Minuten Rückstand, ab denen ein Banner erscheint.',
      },
    },
    messages: {
      legal_text: {
        title: 'Rechtstext',
        help: 'Der eigene Text des Service Providers anstelle des Hinweises aus Guide §7.1: JSON mit «en» und «de»; {url}, {provider} und {serviceProvider} werden eingesetzt. Leer: der Hinweis.',
      },
      own_use: {
        title: 'Eigene Nutzung der Daten',
        help: 'Ob der Service Provider die Identifikationsdaten auch selbst nutzt, etwa für die Geldwäschereiprüfung: Der Hinweis sagt es.',
      },
      service_provider: { title: 'Service Provider', help: 'Sein Name in Nachrichten an Personen.' },
    },
    playbook: {
      links: {
        title: 'Listen der Anbieter',
        help: 'Adressen der Listen unterstützter Länder und Banken; sie erscheinen im Playbook.',
      },
    },
    polling: {
      title: 'Wie oft Aufträge synchronisiert werden',
      help: 'Sekunden zwischen zwei Synchronisierungen eines Auftrags, und wie lange synchronisiert wird.',
    },
    methods: {
      title: 'Grenzwerte je Methode',
      help: 'Grenzwerte und Fristen, wo sie von den Datenblättern abweichen, als JSON.',
    },
    triage: {
      title: 'Grenzwerte der Triage',
      help: 'Sekunden, nach denen ein Auftrag als hängend oder überfällig gilt.',
    },
  },
  home: {
    title: 'Einstellungen',
    access: 'Benutzerkonten und API-Schlüssel',
    values: 'Grenzwerte und Fristen',
    more: 'Weiteres',
    proof: 'Integrität und Spuren',
    help: {
      users: 'Wer sich mit welcher Rolle anmelden darf; deren Sitzungen.',
      'api-keys': 'Zugriff für Anwendungen.',
      values: 'Grenzwerte und Fristen.',
      sessions: 'Wo Sie angemeldet sind.',
      health: 'Integrität, Prüfpunkte und Exporte des Protokolls.',
    },
  },
  users: {
    title: 'Benutzer',
    intro: 'Konten werden nie gelöscht; sperren Sie das Konto, wenn jemand geht.',
    saved: 'Gespeichert.',
    add: 'Neuer Benutzer',
    enabled: 'darf sich anmelden',
    disabled: 'gesperrt',
    you: 'Sie',
    passwordKept: 'Leer lassen, um das Passwort zu behalten.',
    sessions: 'Sitzungen',
    sessionsOf: 'Sitzungen von %{name}',
  },
  keys: {
    title: 'API-Schlüssel',
    intro: 'Für Anwendungen: gesendet als «Authorization: Bearer …». Jeder hat eine Rolle.',
    add: 'Neuer Schlüssel',
    make: 'Schlüssel erstellen',
    never: 'nie',
    revoke: 'Widerrufen',
    revokeTitle: '«%{name}» widerrufen?',
    revokeWhat:
      'Anfragen mit diesem Schlüssel werden ab sofort abgelehnt. Ein widerrufener Schlüssel lässt sich nicht wiederherstellen.',
    is: { valid: 'gültig', expired: 'abgelaufen', revoked: 'widerrufen' },
    inDays: 'in %{days} Tagen',
    once: 'Der Schlüssel wird nur dieses eine Mal gezeigt. Legen Sie ihn dort ab, wo Ihre Anwendung ihre Geheimnisse hat.',
    copy: 'Schlüssel kopieren',
    none: 'Es gibt noch keinen Schlüssel',
  },
};

export default admin;
