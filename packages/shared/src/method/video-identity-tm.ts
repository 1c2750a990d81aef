import type { Bilingual } from '../words/language.ts';
import type { InitialDataField, InitialDatum, MethodSheet } from './sheet.ts';

const MATCHED: Bilingual = {
  en: 'Send it only if you want it compared with the ID document. A difference fails the identification as suspected fraud; the officer corrects small typing errors.',
  de: 'Nur senden, wenn der Vergleich mit dem Ausweis gewünscht ist. Eine Abweichung lässt die Identifikation als Betrugsverdacht scheitern; kleine Tippfehler berichtigt der RA-Agent.',
};
const REFUSED: Bilingual = {
  en: 'The method does not take it; it is left out.',
  de: 'Die Methode nimmt diese Angabe nicht an; sie wird weggelassen.',
};
const UNLISTED: Bilingual = {
  en: 'SRS takes it, but the guide does not list it for this method: it is not compared with anything.',
  de: 'SRS nimmt die Angabe an, der Guide führt sie für diese Methode aber nicht auf: Sie wird mit nichts verglichen.',
};

function matched(field: InitialDataField, advice: Bilingual = MATCHED): InitialDatum {
  return { field, rule: 'optional', mustMatch: true, advice };
}
function refused(field: InitialDataField): InitialDatum {
  return { field, rule: 'useless', mustMatch: false, advice: REFUSED };
}
function unlisted(field: InitialDataField, advice: Bilingual = UNLISTED): InitialDatum {
  return { field, rule: 'optional', mustMatch: false, advice };
}

/** VIDEO IDENTITY.TM: a video call with an officer (guide §7.2). */
export const VIDEO_IDENTITY_TM: MethodSheet = {
  key: 'video_identity_tm',
  flow: 'video',
  issuer: 'IDENTITY.TM',
  method: 'video',
  name: 'VIDEO IDENTITY.TM',
  provider: 'Identity.tm',
  displayName: 'VIDEO IDENTITY.TM',
  guideSection: '7.2',
  filters: [
    {
      issuer: 'IDENTITY.TM',
      jurisdictions: ['EIDAS'],
      loas: ['4'],
      offline: false,
      methodType: 'Video',
      webflow: true,
      realtime: true,
      remark: null,
    },
    {
      issuer: 'IDENTITY.TM',
      jurisdictions: ['ZERTES'],
      loas: ['4'],
      offline: false,
      methodType: 'Video',
      webflow: true,
      realtime: true,
      remark: {
        en: 'LOA 4 under ZertES rests on a Federal Council decision of 2 April 2020 made because of the pandemic: ask Swisscom whether it still holds.',
        de: 'LOA 4 unter ZertES beruht auf einem Bundesratsentscheid vom 2. April 2020 anlässlich der Pandemie: Bei Swisscom nachfragen, ob er noch gilt.',
      },
    },
  ],
  timings: {
    identificationMinSeconds: 10 * 60,
    identificationMaxSeconds: 20 * 60,
    verifyAnchor: 'triggered',
    verifyFromSeconds: 10 * 60,
    verifyUntilSeconds: 20 * 60,
    resultWithinSeconds: 20 * 60,
    sessionSeconds: null,
    urlReuses: null,
    evidenceYears: 5,
  },
  validity: {
    en: 'Five years at most; sooner if the ID document runs out or the SIM, number, password or Mobile ID changes.',
    de: 'Höchstens fünf Jahre; kürzer, wenn der Ausweis abläuft oder SIM, Nummer, Passwort oder Mobile ID wechseln.',
  },
  signature: {
    en: 'Qualified (and advanced) under eIDAS, advanced under ZertES',
    de: 'Qualifiziert (und fortgeschritten) nach eIDAS, fortgeschritten nach ZertES',
  },
  languages: ['de', 'en'],
  countries: {
    en: 'Only countries and documents on the provider’s list, which Swisscom links in the guide.',
    de: 'Nur Länder und Ausweise auf der Liste des Anbieters, die Swisscom im Guide verlinkt.',
  },
  givesOrderId: true,
  sendsTermsSms: 'depends',
  precondition: null,
  userFlow: [
    { en: 'The user opens the Target URL.', de: 'Die Person öffnet die Target URL.' },
    {
      en: 'A video call starts, on the phone or in a desktop browser.',
      de: 'Ein Videogespräch beginnt, am Telefon oder im Browser.',
    },
    {
      en: 'An officer asks questions and captures the ID document.',
      de: 'Ein RA-Agent stellt Fragen und nimmt den Ausweis auf.',
    },
    {
      en: 'A code by SMS proves that the mobile number is theirs.',
      de: 'Ein Code per SMS beweist, dass die Mobilnummer der Person gehört.',
    },
    {
      en: 'The call ends; a second person checks the result in the back office.',
      de: 'Das Gespräch endet; im Backoffice prüft eine zweite Person das Ergebnis.',
    },
    { en: 'The user can sign.', de: 'Die Person kann unterschreiben.' },
  ],
  initialData: [
    matched('lastName', {
      en: 'Recommended, and needed for the provider’s app. Exactly as in the ID document, without a typo.',
      de: 'Empfohlen und für die App des Anbieters nötig. Genau wie im Ausweis, ohne Tippfehler.',
    }),
    matched('firstName', {
      en: 'Only for a comparison with the ID document; then every first name in it.',
      de: 'Nur für einen Vergleich mit dem Ausweis; dann alle Vornamen, die darin stehen.',
    }),
    matched('mobile'),
    matched('dob'),
    matched('placeOfBirth'),
    matched('nationality'),
    matched('documentValidity'),
    unlisted('externalId', {
      en: 'Free text of yours, for billing your customers.',
      de: 'Freier Text für die Verrechnung an Ihre Kunden.',
    }),
    unlisted('country'),
    unlisted('email'),
    unlisted('language'),
    refused('address'),
    refused('artistName'),
    refused('title'),
    refused('documentSerial'),
    refused('issuerCountry'),
    refused('issuingCity'),
  ],
  requirements: [
    {
      id: 'browsers',
      title: { en: 'Browser', de: 'Browser' },
      items: [
        {
          en: 'Chrome, Firefox, Opera, Safari or Edge in the current version',
          de: 'Chrome, Firefox, Opera, Safari oder Edge in aktueller Version',
        },
        {
          en: 'Safari: known problems, try another browser',
          de: 'Safari: bekannte Probleme, anderen Browser versuchen',
        },
        {
          en: 'Unsupported browser: Internet Explorer',
          de: 'Nicht unterstützter Browser: Internet Explorer',
        },
      ],
    },
    {
      id: 'devices',
      title: { en: 'App on a phone or tablet', de: 'App auf Telefon oder Tablet' },
      items: [
        { en: 'Android 5 or later', de: 'Android 5 oder neuer' },
        { en: 'iOS 13 or later', de: 'iOS 13 oder neuer' },
        {
          en: 'The app needs the surname in the order; without it only the browser works',
          de: 'Die App braucht den Nachnamen im Auftrag; ohne ihn funktioniert nur der Browser',
        },
      ],
    },
    {
      id: 'media',
      title: { en: 'Picture and sound', de: 'Bild und Ton' },
      items: [
        { en: 'Camera allowed, at least 640 × 480 pixels', de: 'Kamera erlaubt, mindestens 640 × 480 Pixel' },
        { en: 'Microphone allowed', de: 'Mikrofon erlaubt' },
        { en: 'At least 0.5 MB/s in each direction', de: 'Mindestens 0.5 MB/s in jede Richtung' },
      ],
    },
    {
      id: 'network',
      title: { en: 'Network', de: 'Netz' },
      items: [
        {
          en: 'Required: TCP 443 outbound with TLS 1.2, and not for web traffic alone',
          de: 'Nötig: TCP 443 nach aussen mit TLS 1.2, nicht nur für Web-Verkehr',
        },
        { en: 'Better: also UDP 3478', de: 'Besser: zusätzlich UDP 3478' },
        { en: 'Best: also UDP 1025–65535', de: 'Am besten: zusätzlich UDP 1025–65535' },
        {
          en: 'Web sockets: ws.pusherapp.com over ws (80) or, where that is blocked, wss (443)',
          de: 'WebSockets: ws.pusherapp.com über ws (80) oder, falls gesperrt, wss (443)',
        },
      ],
    },
    {
      id: 'domains',
      title: {
        en: 'Domains a firewall must let through (WebRTC)',
        de: 'Domains, die eine Firewall durchlassen muss (WebRTC)',
      },
      items: [
        { en: '*.tokbox.com (fixed IP ranges available)', de: '*.tokbox.com (feste IP-Bereiche erhältlich)' },
        { en: 'static.opentok.com', de: 'static.opentok.com' },
        { en: 'enterprise.opentok.com', de: 'enterprise.opentok.com' },
        { en: 'api.opentok.com', de: 'api.opentok.com' },
        { en: 'anvil.opentok.com', de: 'anvil.opentok.com' },
      ],
    },
  ],
  advice: [
    {
      id: 'waiting',
      title: { en: 'Wait before the Verify Call', de: 'Vor dem Verify Call warten' },
      text: {
        en: 'Allow 10 to 20 minutes from the start, including the second check in the back office, and run the Verify Call only then. It fails as long as the status is not Terminated or the terms of use are not accepted.',
        de: 'Ab dem Start 10 bis 20 Minuten einrechnen, die zweite Prüfung im Backoffice inbegriffen, und den Verify Call erst danach ausführen. Er scheitert, solange der Auftrag nicht abgeschlossen ist oder die Nutzungsbestimmungen nicht angenommen sind.',
      },
      guideSection: '7.2',
    },
    {
      id: 'connection_lost',
      title: { en: 'After an interruption', de: 'Nach einem Unterbruch' },
      text: {
        en: 'The same Target URL works again; it stays valid until the order is cancelled. Send it to the user by a second channel, e-mail for instance, together with what to do. If you hand out a new URL, cancel the earlier pending orders.',
        de: 'Dieselbe Target URL funktioniert nochmals; sie gilt bis zur Stornierung des Auftrags. Auf einem zweiten Weg senden, zum Beispiel per E-Mail, samt Anleitung. Wer eine neue URL ausgibt, storniert die früheren offenen Aufträge.',
      },
      guideSection: '7.2',
    },
    {
      id: 'data_match',
      title: { en: 'Which data to send', de: 'Welche Daten senden' },
      text: {
        en: 'If no comparison is needed, send only the surname, exactly as in the document. For a comparison send only what shall be compared; if it fails you learn no more than that it failed, unless you have a contract of your own with the provider. A failed attempt needs a new order.',
        de: 'Ohne Vergleich nur den Nachnamen senden, genau wie im Ausweis. Für einen Vergleich nur senden, was verglichen werden soll; scheitert er, erfahren Sie nur das, ausser Sie haben einen eigenen Vertrag mit dem Anbieter. Ein gescheiterter Versuch braucht einen neuen Auftrag.',
      },
      guideSection: '7.2',
    },
  ],
};
