import type { Bilingual } from '../words/language.ts';
import type { InitialDataField, InitialDatum, MethodSheet } from './sheet.ts';

const AS_ON_THE_ACCOUNT: Bilingual = {
  en: 'Required, and the same as the bank has on record for the account.',
  de: 'Pflicht, und gleich wie bei der Bank zum Konto hinterlegt.',
};
const OPTIONAL: Bilingual = { en: 'May be left out.', de: 'Kann weggelassen werden.' };
const REFUSED: Bilingual = {
  en: 'The method does not take it; it is left out.',
  de: 'Die Methode nimmt diese Angabe nicht an; sie wird weggelassen.',
};

function datum(
  field: InitialDataField,
  rule: InitialDatum['rule'],
  advice: Bilingual,
  mustMatch = rule === 'mandatory',
): InitialDatum {
  return { field, rule, mustMatch, advice };
}

/** Bank by Klarna: login to a bank account and a small transaction (guide §7.3). */
export const BANK_KLARNA: MethodSheet = {
  key: 'bank_klarna',
  flow: 'bank',
  issuer: 'KLARNA',
  method: 'bank',
  name: 'Bank',
  provider: 'Klarna',
  displayName: 'Bank (Klarna)',
  guideSection: '7.3',
  filters: [
    {
      issuer: 'KLARNA',
      jurisdictions: ['EIDAS', 'ZERTES'],
      loas: ['3', '4'],
      offline: false,
      methodType: 'Bankident',
      webflow: true,
      realtime: true,
      remark: null,
    },
  ],
  timings: {
    identificationMinSeconds: null,
    identificationMaxSeconds: null,
    verifyAnchor: 'terminated',
    verifyFromSeconds: 30,
    verifyUntilSeconds: 2 * 60,
    resultWithinSeconds: 60 * 60,
    sessionSeconds: 60 * 60,
    urlReuses: 5,
    evidenceYears: 2,
  },
  validity: { en: 'Two years', de: 'Zwei Jahre' },
  signature: {
    en: 'Qualified (and advanced) under eIDAS, advanced under ZertES',
    de: 'Qualifiziert (und fortgeschritten) nach eIDAS, fortgeschritten nach ZertES',
  },
  languages: ['de', 'en'],
  countries: {
    en: 'No country or document list: what counts is an account at a German bank that Klarna supports.',
    de: 'Keine Länder- oder Ausweisliste: Entscheidend ist ein Konto bei einer deutschen Bank, die Klarna unterstützt.',
  },
  givesOrderId: false,
  sendsTermsSms: 'always',
  precondition: {
    en: 'The user owns an account at a bank that Klarna supports.',
    de: 'Die Person besitzt ein Konto bei einer von Klarna unterstützten Bank.',
  },
  userFlow: [
    {
      en: 'The user opens the Target URL and chooses a bank.',
      de: 'Die Person öffnet die Target URL und wählt ihre Bank.',
    },
    {
      en: 'They log in to their account and make a small payment.',
      de: 'Sie meldet sich bei ihrem Konto an und löst eine kleine Zahlung aus.',
    },
    {
      en: 'A code by SMS proves that the mobile number is theirs.',
      de: 'Ein Code per SMS beweist, dass die Mobilnummer der Person gehört.',
    },
    { en: 'The provider runs its checks.', de: 'Der Anbieter führt seine Prüfungen durch.' },
    {
      en: 'An SMS asks them to accept the terms of use.',
      de: 'Ein SMS bittet um die Annahme der Nutzungsbestimmungen.',
    },
    { en: 'Once accepted, they can sign.', de: 'Nach der Annahme kann sie unterschreiben.' },
  ],
  initialData: [
    datum('firstName', 'mandatory', AS_ON_THE_ACCOUNT),
    datum('lastName', 'mandatory', AS_ON_THE_ACCOUNT),
    datum('dob', 'mandatory', AS_ON_THE_ACCOUNT),
    datum('mobile', 'mandatory', AS_ON_THE_ACCOUNT),
    datum('country', 'mandatory', AS_ON_THE_ACCOUNT),
    datum('placeOfBirth', 'optional', OPTIONAL),
    datum('email', 'optional', OPTIONAL),
    datum('language', 'optional', {
      en: 'German or English; decides the language of the provider’s pages.',
      de: 'Deutsch oder Englisch; bestimmt die Sprache der Seiten des Anbieters.',
    }),
    datum('externalId', 'optional', {
      en: 'Free text of yours, for billing your customers.',
      de: 'Freier Text für die Verrechnung an Ihre Kunden.',
    }),
    datum('nationality', 'useless', REFUSED),
    datum('documentValidity', 'useless', REFUSED),
    datum('address', 'useless', REFUSED),
    datum('artistName', 'useless', REFUSED),
    datum('title', 'useless', REFUSED),
    datum('documentSerial', 'useless', REFUSED),
    datum('issuerCountry', 'useless', REFUSED),
    datum('issuingCity', 'useless', REFUSED),
  ],
  requirements: [
    {
      id: 'account',
      title: { en: 'Bank account', de: 'Bankkonto' },
      items: [
        {
          en: 'A German bank, except those on the provider’s list of exceptions',
          de: 'Eine deutsche Bank, ausser jenen auf der Ausnahmeliste des Anbieters',
        },
        {
          en: 'Access data of the online banking at hand',
          de: 'Zugangsdaten zum Online-Banking zur Hand',
        },
        {
          en: 'The mobile phone at hand for the code by SMS',
          de: 'Das Mobiltelefon für den Code per SMS zur Hand',
        },
      ],
    },
    {
      id: 'browsers',
      title: { en: 'Browser', de: 'Browser' },
      items: [
        {
          en: 'Any current web browser; there is no app to install',
          de: 'Ein aktueller Browser; eine App ist nicht nötig',
        },
      ],
    },
  ],
  advice: [
    {
      id: 'session',
      title: { en: 'One hour to finish', de: 'Eine Stunde Zeit' },
      text: {
        en: 'From the start the session lasts 60 minutes. Without Terminated it turns negative and needs a new order.',
        de: 'Ab Beginn dauert die Sitzung 60 Minuten. Ohne «Abgeschlossen» wird sie negativ und braucht einen neuen Auftrag.',
      },
      guideSection: '7.3',
    },
    {
      id: 'waiting',
      title: { en: 'Wait before the Verify Call', de: 'Vor dem Verify Call warten' },
      text: {
        en: 'Run the Verify Call 30 seconds to 2 minutes after Terminated. Once it succeeds the user is registered and can sign.',
        de: 'Den Verify Call 30 Sekunden bis 2 Minuten nach «Abgeschlossen» ausführen. Gelingt er, ist die Person registriert und kann unterschreiben.',
      },
      guideSection: '7.3',
    },
    {
      id: 'connection_lost',
      title: { en: 'After an interruption', de: 'Nach einem Unterbruch' },
      text: {
        en: 'Within the 60 minutes the same Target URL can be used five more times.',
        de: 'Innerhalb der 60 Minuten lässt sich dieselbe Target URL noch fünfmal verwenden.',
      },
      guideSection: '7.3',
    },
  ],
};
