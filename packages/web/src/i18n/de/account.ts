import type accountEn from '../en/account.ts';

const account: typeof accountEn = {
  claim: 'Wer ist am Zug, was ist zu tun, welches Team übernimmt.',
  claimSmall: 'Support, Nachweis und Verrechnung für Identifikationen über den Smart Registration Service.',
  passwordRule: 'Mindestens 12 Zeichen; ein ganzer Satz ist ein gutes Passwort.',
  setup: {
    title: 'Erste Anmeldung',
    intro: 'Dieser Link gilt einmal. Er legt den ersten Admin dieses Pults an.',
    username: 'Benutzername',
    displayName: 'Angezeigter Name',
    password: 'Passwort',
    submit: 'Admin anlegen und anmelden',
  },
  sessions: {
    title: 'Meine Sitzungen',
    intro: 'Wo Sie angemeldet sind. Beenden Sie, was Sie nicht kennen.',
    device: 'Browser',
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
    differs: 'Die beiden stimmen nicht überein.',
    submit: 'Passwort ändern',
    done: 'Ihr Passwort ist geändert. Ihre anderen Sitzungen sind beendet.',
  },
};

export default account;
