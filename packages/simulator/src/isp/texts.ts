import type { Phase } from '../order-actions.ts';

export type Language = 'en' | 'de';

interface Texts {
  readonly title: string;
  readonly rehearsal: string;
  readonly phases: Readonly<Record<Phase, { heading: string; text: string }>>;
  readonly facts: {
    method: string;
    provider: string;
    refId: string;
    orderId: string;
    status: string;
    since: string;
    reason: string;
    lost: string;
    sessionEnds: string;
  };
  readonly actions: {
    start: string;
    again: string;
    finish: string;
    lose: string;
    fail: string;
    acceptTerms: string;
    refresh: string;
    set: string;
  };
  readonly outcome: { legend: string; error: string; negative: string; reason: string; reasonHint: string };
  readonly mock: { heading: string; text: string; status: string };
  readonly sms: { heading: string; text: string };
  readonly controls: string;
  readonly notPossible: string;
  readonly notFound: { heading: string; text: string };
  readonly otherLanguage: string;
}

const en: Texts = {
  title: 'Identification',
  rehearsal: 'Simulated identification provider. Nobody is really identified here.',
  phases: {
    no_page: {
      heading: 'This page is not ready',
      text: 'The provider has not prepared a session for this order.',
    },
    ready: {
      heading: 'Ready to begin',
      text: 'Have your identity document or bank login at hand, then begin.',
    },
    running: { heading: 'The identification is running', text: 'Decide below how it ends.' },
    exhausted: {
      heading: 'This link has been used too often',
      text: 'The connection was lost more than five times. Ask for a new link.',
    },
    checking: {
      heading: 'Your data is being checked',
      text: 'This takes a few minutes. You may close this page.',
    },
    terms: {
      heading: 'One step left: the terms and conditions',
      text: 'You have been sent a text message. Accept the terms to be able to sign.',
    },
    finished: { heading: 'All done', text: 'You are identified and can sign.' },
    failed: { heading: 'The identification was not successful', text: 'Ask for a new link to try again.' },
    cancelled: {
      heading: 'This order was cancelled',
      text: 'The link is no longer valid. Look for a newer one.',
    },
    other: { heading: 'Please wait', text: 'The order is in an unusual state.' },
  },
  facts: {
    method: 'Method',
    provider: 'Provider',
    refId: 'Ref ID',
    orderId: 'Order ID',
    status: 'Status',
    since: 'since',
    reason: 'Reason',
    lost: 'Lost connections',
    sessionEnds: 'Session ends',
  },
  actions: {
    start: 'Begin the identification',
    again: 'Begin again',
    finish: 'Finish successfully',
    lose: 'Lose the connection',
    fail: 'End without success',
    acceptTerms: 'Accept the terms',
    refresh: 'Refresh',
    set: 'Set the status',
  },
  outcome: {
    legend: 'How it fails',
    error: 'Error',
    negative: 'Negative identification',
    reason: 'Reason (may stay empty)',
    reasonHint: 'e.g. Document expired',
  },
  mock: {
    heading: 'Test provider',
    text: 'Choose any status; the order stops moving by itself.',
    status: 'Status',
  },
  sms: {
    heading: 'Text message',
    text: 'Please confirm the terms of use of the signing service to complete your registration.',
  },
  controls: 'What happens next?',
  notPossible: 'That is not possible any more: the order has moved on meanwhile.',
  notFound: { heading: 'This link leads nowhere', text: 'There is no order with this reference.' },
  otherLanguage: 'Deutsch',
};

const de: Texts = {
  title: 'Identifikation',
  rehearsal: 'Simulierter Identifikationsanbieter. Hier wird niemand wirklich identifiziert.',
  phases: {
    no_page: {
      heading: 'Diese Seite ist nicht bereit',
      text: 'Der Dienst hat noch keine Sitzung vorbereitet.',
    },
    ready: {
      heading: 'Bereit zum Start',
      text: 'Halten Sie Ausweis oder Bankzugang bereit und beginnen Sie dann.',
    },
    running: { heading: 'Die Identifikation läuft', text: 'Bestimmen Sie unten, wie sie endet.' },
    exhausted: {
      heading: 'Dieser Link wurde zu oft verwendet',
      text: 'Die Verbindung ist mehr als fünfmal abgebrochen. Bitten Sie um einen neuen Link.',
    },
    checking: {
      heading: 'Ihre Angaben werden geprüft',
      text: 'Das dauert einige Minuten. Sie können diese Seite schliessen.',
    },
    terms: {
      heading: 'Noch ein Schritt: die Nutzungsbestimmungen',
      text: 'Sie haben ein SMS erhalten. Nehmen Sie die Nutzungsbestimmungen an, um unterschreiben zu können.',
    },
    finished: { heading: 'Alles erledigt', text: 'Sie sind identifiziert und können unterschreiben.' },
    failed: {
      heading: 'Die Identifikation war nicht erfolgreich',
      text: 'Bitten Sie um einen neuen Link, um es nochmals zu versuchen.',
    },
    cancelled: {
      heading: 'Dieser Auftrag wurde storniert',
      text: 'Der Link gilt nicht mehr. Suchen Sie nach einem neueren.',
    },
    other: { heading: 'Bitte warten', text: 'Der Auftrag ist in einem ungewöhnlichen Zustand.' },
  },
  facts: {
    method: 'Methode',
    provider: 'Anbieter',
    refId: 'Ref ID',
    orderId: 'Order ID',
    status: 'Status',
    since: 'seit',
    reason: 'Grund',
    lost: 'Verbindungsabbrüche',
    sessionEnds: 'Sitzung endet',
  },
  actions: {
    start: 'Identifikation beginnen',
    again: 'Nochmals beginnen',
    finish: 'Erfolgreich abschliessen',
    lose: 'Verbindung verlieren',
    fail: 'Erfolglos beenden',
    acceptTerms: 'Nutzungsbestimmungen annehmen',
    refresh: 'Aktualisieren',
    set: 'Status setzen',
  },
  outcome: {
    legend: 'Wie sie scheitert',
    error: 'Fehler',
    negative: 'Negative Identifikation',
    reason: 'Grund (darf leer bleiben)',
    reasonHint: 'z. B. Ausweis abgelaufen',
  },
  mock: {
    heading: 'Testanbieter',
    text: 'Wählen Sie einen Status; der Auftrag bewegt sich dann nicht mehr von selbst.',
    status: 'Status',
  },
  sms: {
    heading: 'SMS',
    text: 'Bitte bestätigen Sie die Nutzungsbestimmungen des Signaturdienstes, um die Registrierung abzuschliessen.',
  },
  controls: 'Was geschieht als Nächstes?',
  notPossible: 'Das geht nicht mehr: Der Auftrag ist inzwischen weiter.',
  notFound: {
    heading: 'Dieser Link führt nirgendwohin',
    text: 'Es gibt keinen Auftrag mit dieser Referenz.',
  },
  otherLanguage: 'English',
};

/** All words of the page, by language. */
export const TEXTS: Readonly<Record<Language, Texts>> = { en, de };
