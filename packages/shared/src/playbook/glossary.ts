import type { Bilingual } from '../method/sheet.ts';
import type { OrderStatus, VerifyStatus } from '../order/status.ts';
import type { StepNumber } from '../process/steps.ts';

/** What a status means and where in the process it stands. */
export interface StatusEntry {
  readonly status: OrderStatus;
  readonly name: Bilingual;
  readonly meaning: Bilingual;
  /** The step an order in this status usually is in; null where the process is over or cannot be told. */
  readonly usualStep: StepNumber | null;
  /** `guide`: listed in §4; `desk`: not listed there. */
  readonly source: 'guide' | 'desk';
}

/** The statuses of guide §4 in our words, and the two the desk adds. */
export const STATUS_GLOSSARY: readonly StatusEntry[] = [
  {
    status: 'created',
    name: { en: 'Created', de: 'Angelegt' },
    meaning: {
      en: 'The data for the identification has been collected and stored; the order at the identification provider is being opened.',
      de: 'Die Daten für die Identifikation sind erfasst und gespeichert; der Auftrag beim Identifikationsanbieter wird eröffnet.',
    },
    usualStep: 1,
    source: 'guide',
  },
  {
    status: 'initialized',
    name: { en: 'Initialized', de: 'Initialisiert' },
    meaning: {
      en: 'The identification is ordered at the provider, and the user can start it with the target URL. Whether they have started cannot be seen.',
      de: 'Die Identifikation ist beim Anbieter bestellt, und die Person kann sie mit der Ziel-URL beginnen. Ob sie begonnen hat, ist nicht zu sehen.',
    },
    usualStep: 2,
    source: 'guide',
  },
  {
    status: 'identification_done',
    name: { en: 'Identification done', de: 'Identifikation gemacht' },
    meaning: {
      en: 'The user is through; the evidence is being prepared.',
      de: 'Die Person ist durch; der Nachweis wird vorbereitet.',
    },
    usualStep: 4,
    source: 'guide',
  },
  {
    status: 'data_ready',
    name: { en: 'Data ready', de: 'Daten bereit' },
    meaning: {
      en: 'The provider has the data ready for the import into the RA database.',
      de: 'Der Anbieter hält die Daten für den Import in die RA-Datenbank bereit.',
    },
    usualStep: 4,
    source: 'guide',
  },
  {
    status: 'terminated',
    name: { en: 'Terminated', de: 'Abgeschlossen' },
    meaning: {
      en: 'The evidence lies in the RA database. Depending on the method the user still has to accept the terms and conditions.',
      de: 'Der Nachweis liegt in der RA-Datenbank. Je nach Methode muss die Person noch die Nutzungsbedingungen annehmen.',
    },
    usualStep: 5,
    source: 'guide',
  },
  {
    status: 'error',
    name: { en: 'Error', de: 'Fehler' },
    meaning: {
      en: 'The data could not be imported: suspected fraud, another negative result, or means that were not good enough (camera, microphone). The provider may give a reason. A new order is needed.',
      de: 'Die Daten konnten nicht importiert werden: Betrugsverdacht, ein anderes negatives Ergebnis oder ungenügende Mittel (Kamera, Mikrofon). Der Anbieter kann einen Grund angeben. Es braucht einen neuen Auftrag.',
    },
    usualStep: 4,
    source: 'guide',
  },
  {
    status: 'cancelled',
    name: { en: 'Cancelled', de: 'Storniert' },
    meaning: {
      en: 'The Service Provider cancelled the order; its target URL is no longer valid. Cannot be undone.',
      de: 'Der Service Provider hat den Auftrag storniert; seine Ziel-URL gilt nicht mehr. Lässt sich nicht rückgängig machen.',
    },
    usualStep: null,
    source: 'desk',
  },
  {
    status: 'unknown',
    name: { en: 'Unknown', de: 'Unbekannt' },
    meaning: {
      en: 'SRS reports a status the desk does not know. Its text is kept and shown, and the order stays in the sync.',
      de: 'SRS meldet einen Status, den der Desk nicht kennt. Sein Wortlaut bleibt sichtbar, und der Auftrag wird weiter synchronisiert.',
    },
    usualStep: null,
    source: 'desk',
  },
];

/** What the states of the verify call mean (guide §2.3 (14), §7.2). */
export const VERIFY_GLOSSARY: Readonly<Record<VerifyStatus, { name: Bilingual; meaning: Bilingual }>> = {
  not_due: {
    name: { en: 'Not due', de: 'Nicht fällig' },
    meaning: {
      en: 'It is too early to ask: not terminated, or the method’s window has not opened.',
      de: 'Es ist zu früh zum Fragen: nicht abgeschlossen, oder das Fenster der Methode ist noch nicht offen.',
    },
  },
  due: {
    name: { en: 'Due', de: 'Fällig' },
    meaning: { en: 'The desk will ask next.', de: 'Der Desk fragt als Nächstes.' },
  },
  no_evidence: {
    name: { en: 'No evidence yet', de: 'Noch kein Nachweis' },
    meaning: {
      en: 'The RA service finds no evidence for this person at this level.',
      de: 'Der RA-Dienst findet für diese Person auf dieser Stufe keinen Nachweis.',
    },
  },
  terms_not_accepted: {
    name: { en: 'Terms not accepted', de: 'Bedingungen nicht angenommen' },
    meaning: {
      en: 'The evidence is there; the user has not accepted the terms and conditions.',
      de: 'Der Nachweis ist da; die Person hat die Nutzungsbedingungen nicht angenommen.',
    },
  },
  valid: {
    name: { en: 'Valid', de: 'Gültig' },
    meaning: {
      en: 'Evidence is there and enables the user to sign.',
      de: 'Der Nachweis ist da und befähigt die Person zu unterschreiben.',
    },
  },
  expired: {
    name: { en: 'Expired', de: 'Abgelaufen' },
    meaning: {
      en: 'The evidence has outlived its validity: identify again.',
      de: 'Die Gültigkeit des Nachweises ist vorbei: neu identifizieren.',
    },
  },
};
