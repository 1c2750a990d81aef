import type accountEn from '../en/account.ts';

const account: typeof accountEn = {
  claim: 'Wer zuständig ist, was zu tun ist, welches Team Sie kontaktieren.',
  claimSmall: 'Support, Protokoll und Verrechnung für Identifikationen über den Smart Registration Service.',
  passwordRule: 'Mindestens 12 Zeichen; ein ganzer Satz ist ein gutes Passwort.',
  setup: {
    title: 'Erste Anmeldung',
    intro: 'Dieser Link gilt einmal. Er legt den ersten Admin dieses Desks an.',
    username: 'Benutzername',
    displayName: 'Angezeigter Name',
    password: 'Passwort',
    submit: 'Admin anlegen und anmelden',
  },
  link: {
    invited: 'Willkommen',
    reset: 'Neues Passwort',
    intro: '%{name}: Wählen Sie Ihr Passwort. Der Link gilt einmal; danach sind Sie angemeldet.',
    username: 'Benutzername',
    password: 'Passwort',
    submit: 'Passwort setzen und anmelden',
  },
  sessions: {
    title: 'Meine Sitzungen',
    intro: 'Wo Sie angemeldet sind. Beenden Sie Sitzungen, die Sie nicht erkennen.',
    device: 'Browser',
    address: 'Adresse',
    started: 'Angemeldet',
    seen: 'Zuletzt benutzt',
    ends: 'Endet spätestens',
    here: 'diese hier',
    end: 'Beenden',
    endOthers: 'Alle anderen beenden',
    endAll: 'Alle beenden',
    allEnded: 'Die Sitzungen sind beendet.',
    none: 'Nirgends angemeldet',
    ended: 'Die Sitzung ist beendet.',
    other: 'ein anderes Programm',
  },
  password: {
    title: 'Passwort ändern',
    current: 'Bisheriges Passwort',
    next: 'Neues Passwort',
    repeat: 'Neues Passwort nochmals',
    differs: 'Die beiden Passwörter stimmen nicht überein.',
    submit: 'Passwort ändern',
    done: 'Ihr Passwort ist geändert. Ihre anderen Sitzungen sind beendet.',
  },
};

export default account;
