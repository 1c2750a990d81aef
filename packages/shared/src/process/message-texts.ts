import type { Language } from './texts.ts';
import type { Situation } from './user-message.ts';

/** The building blocks of messages to end users. */
export type ParagraphId =
  | 'invite'
  | 'link'
  | 'link_follows'
  | 'broke_off'
  | 'app_trouble'
  | 'failed'
  | 'video_ready'
  | 'video_browser'
  | 'video_app'
  | 'video_network'
  | 'video_reuse'
  | 'bank_ready'
  | 'bank_session'
  | 'bank_terms'
  | 'mobile_id'
  | 'wait_video'
  | 'wait_bank'
  | 'terms'
  | 'check_document'
  | 'check_account'
  | 'cancelled'
  | 'signing'
  | 'ready';

/** Everything a message may say in one language; places are {url}, {provider} and {serviceProvider}. */
export interface MessageTexts {
  readonly greeting: string;
  readonly closing: string;
  readonly linkMissing: string;
  readonly someProvider: string;
  readonly someServiceProvider: string;
  /** What guide §7.1 asks to tell before the link is opened, and the same with own use of the data. */
  readonly notice: string;
  readonly noticeOwnUse: string;
  readonly subjects: Readonly<Record<Situation, string>>;
  readonly paragraphs: Readonly<Record<ParagraphId, string>>;
}

/** Messages to end users in both languages. */
export const MESSAGE_TEXTS: Readonly<Record<Language, MessageTexts>> = {
  en: {
    greeting: 'Good day',
    closing: 'Kind regards\n{serviceProvider}',
    linkMissing: '[link follows]',
    someProvider: 'our identification partner',
    someServiceProvider: 'your service provider',
    notice:
      'Before you open the link: {url} takes you away from our pages to the identification portal of {provider}, our identification partner, which establishes your identity on behalf of Swisscom Trust Services. The personal data taken there serves one purpose only: to identify you properly for the electronic signature.',
    noticeOwnUse:
      'Before you open the link: {url} takes you away from our pages to the identification portal of {provider}, our identification partner, which establishes your identity on our behalf and on behalf of Swisscom Trust Services. The personal data taken there serves two purposes only: to identify you properly for the checks that the law against money laundering demands of us, and for the electronic signature.',
    subjects: {
      start: 'Your identification for {serviceProvider}',
      reuse_link: 'How to continue your identification',
      app_or_browser: 'How to get the identification to work',
      wait_for_result: 'Your identification is being checked',
      accept_terms: 'One last step: please accept the terms of use',
      check_data: 'Please check your data',
      new_identification: 'Please identify again',
      link_cancelled: 'Your earlier link is no longer valid',
      cannot_sign: 'If signing does not work',
      can_sign: 'You can sign now',
    },
    paragraphs: {
      invite: 'To sign with {serviceProvider} you need to be identified once. It takes only a few minutes.',
      link: 'Your personal link: {url}',
      link_follows: 'With the right data we will send you a new link.',
      broke_off: 'Your identification broke off. You can simply start again with the same link.',
      app_trouble:
        'We are sorry that the identification did not work. In most cases another browser or device helps; your link stays the same.',
      failed: 'Your identification could not be completed. Please try again with this new link.',
      video_ready:
        'Please have ready: your passport or identity card, your mobile phone for a code by SMS, good light, and 10 to 20 minutes. The call is held in German or English.',
      video_browser:
        'Use the current version of Chrome, Firefox, Opera or Edge and allow camera (at least 640 × 480) and microphone. Safari has known problems with the call; Internet Explorer does not work.',
      video_app: 'The app needs Android 5 or later, or iOS 13 or later.',
      video_network:
        'A stable connection of at least 0.5 MB/s each way is needed. In a company network port 443 must be open for more than web pages; a private connection often helps.',
      video_reuse: 'If the call breaks off, open the same link again. It stays valid until we cancel it.',
      bank_ready:
        'Please have ready: the access to your online banking at a German bank and your mobile phone for a code by SMS. Name, date of birth, mobile number and country must be the same as at your bank.',
      bank_session:
        'From the start you have 60 minutes. If something breaks off, you can open the same link again, up to five more times within these 60 minutes.',
      bank_terms:
        'Afterwards you will get an SMS: please accept the terms of use in it. Only then can you sign.',
      mobile_id:
        'Our advice: activate Mobile ID beforehand, and signing takes one confirmation on your phone. Without it you sign with a password and a one-time code.',
      wait_video:
        'You have done your part. The result is being checked a second time; with the call it takes 10 to 20 minutes. We will tell you when you can sign.',
      wait_bank: 'You have done your part. Your data is being registered; that takes a few minutes.',
      terms:
        'You have been identified. One step is left: you were sent an SMS with the terms of use. Please accept them; after that you can sign. If no SMS arrived, please tell us.',
      check_document:
        'Please compare what you gave us with your ID document: all first names, accents, spelling, date of birth. A difference makes the identification fail.',
      check_account:
        'Please compare what you gave us with the data at your bank: first name, surname, date of birth, mobile number and country. A difference makes the identification fail.',
      cancelled:
        'The link we sent you earlier is no longer valid. Please use only the newest one, or ask us for it.',
      signing:
        'You are identified. If signing does not work: check whether Mobile ID is active on this phone; without Mobile ID use the password you set and the one-time code by SMS. If you changed SIM card, number or phone since then, please tell us.',
      ready: 'You have been identified successfully and can sign.',
    },
  },
  de: {
    greeting: 'Guten Tag',
    closing: 'Freundliche Grüsse\n{serviceProvider}',
    linkMissing: '[Link folgt]',
    someProvider: 'unserem Identifikationspartner',
    someServiceProvider: 'Ihr Dienstleister',
    notice:
      'Bevor Sie den Link öffnen: {url} führt Sie von unseren Seiten weg zum Identifikationsportal unseres Partners ({provider}), der Ihre Identität im Auftrag von Swisscom Trust Services feststellt. Die dort erhobenen Personendaten dienen einzig dazu, Sie für die elektronische Signatur ordnungsgemäss zu identifizieren.',
    noticeOwnUse:
      'Bevor Sie den Link öffnen: {url} führt Sie von unseren Seiten weg zum Identifikationsportal unseres Partners ({provider}), der Ihre Identität in unserem Auftrag und im Auftrag von Swisscom Trust Services feststellt. Die dort erhobenen Personendaten dienen einzig dazu, Sie für die Prüfungen, die uns die Gesetze gegen Geldwäscherei vorschreiben, und für die elektronische Signatur ordnungsgemäss zu identifizieren.',
    subjects: {
      start: 'Ihre Identifikation für {serviceProvider}',
      reuse_link: 'So geht Ihre Identifikation weiter',
      app_or_browser: 'So gelingt die Identifikation',
      wait_for_result: 'Ihre Identifikation wird geprüft',
      accept_terms: 'Ein letzter Schritt: bitte Nutzungsbedingungen annehmen',
      check_data: 'Bitte prüfen Sie Ihre Angaben',
      new_identification: 'Bitte identifizieren Sie sich nochmals',
      link_cancelled: 'Ihr früherer Link gilt nicht mehr',
      cannot_sign: 'Wenn das Unterschreiben nicht geht',
      can_sign: 'Sie können jetzt unterschreiben',
    },
    paragraphs: {
      invite:
        'Um bei {serviceProvider} zu unterschreiben, müssen Sie sich einmal identifizieren. Das dauert nur wenige Minuten.',
      link: 'Ihr persönlicher Link: {url}',
      link_follows: 'Mit den richtigen Angaben schicken wir Ihnen einen neuen Link.',
      broke_off: 'Ihre Identifikation ist abgebrochen. Sie können mit demselben Link einfach neu beginnen.',
      app_trouble:
        'Es tut uns leid, dass die Identifikation nicht ging. Meist hilft ein anderer Browser oder ein anderes Gerät; Ihr Link bleibt derselbe.',
      failed:
        'Ihre Identifikation konnte nicht abgeschlossen werden. Bitte versuchen Sie es mit diesem neuen Link noch einmal.',
      video_ready:
        'Bitte halten Sie bereit: Pass oder Identitätskarte, Ihr Mobiltelefon für einen Code per SMS, gutes Licht und 10 bis 20 Minuten Zeit. Das Gespräch wird auf Deutsch oder Englisch geführt.',
      video_browser:
        'Verwenden Sie Chrome, Firefox, Opera oder Edge in aktueller Version und erlauben Sie Kamera (mindestens 640 × 480) und Mikrofon. Safari hat bekannte Probleme mit dem Gespräch; Internet Explorer geht nicht.',
      video_app: 'Die App braucht Android 5 oder neuer beziehungsweise iOS 13 oder neuer.',
      video_network:
        'Nötig ist eine stabile Verbindung von mindestens 0,5 MB/s in jede Richtung. Im Firmennetz muss Port 443 für mehr als Webseiten offen sein; oft hilft eine private Verbindung.',
      video_reuse:
        'Bricht das Gespräch ab, öffnen Sie denselben Link noch einmal. Er gilt, bis wir ihn stornieren.',
      bank_ready:
        'Bitte halten Sie bereit: den Zugang zu Ihrem Online-Banking bei einer deutschen Bank und Ihr Mobiltelefon für einen Code per SMS. Name, Geburtsdatum, Mobilnummer und Land müssen gleich sein wie bei Ihrer Bank.',
      bank_session:
        'Ab Beginn haben Sie 60 Minuten Zeit. Bricht etwas ab, können Sie denselben Link innerhalb dieser 60 Minuten noch bis zu fünfmal öffnen.',
      bank_terms:
        'Danach erhalten Sie eine SMS: bitte nehmen Sie darin die Nutzungsbedingungen an. Erst dann können Sie unterschreiben.',
      mobile_id:
        'Unser Rat: aktivieren Sie vorher Mobile ID, dann genügt zum Unterschreiben eine Bestätigung am Telefon. Ohne sie unterschreiben Sie mit Passwort und Einmalcode.',
      wait_video:
        'Ihr Teil ist erledigt. Das Ergebnis wird ein zweites Mal geprüft; mit dem Gespräch zusammen dauert es 10 bis 20 Minuten. Wir melden uns, sobald Sie unterschreiben können.',
      wait_bank: 'Ihr Teil ist erledigt. Ihre Daten werden registriert; das dauert einige Minuten.',
      terms:
        'Sie sind identifiziert. Ein Schritt fehlt noch: Sie erhielten eine SMS mit den Nutzungsbedingungen. Bitte nehmen Sie diese an; danach können Sie unterschreiben. Kam keine SMS an, sagen Sie es uns bitte.',
      check_document:
        'Bitte vergleichen Sie Ihre Angaben mit Ihrem Ausweis: alle Vornamen, Akzente, Schreibweise, Geburtsdatum. Eine Abweichung lässt die Identifikation scheitern.',
      check_account:
        'Bitte vergleichen Sie Ihre Angaben mit jenen bei Ihrer Bank: Vorname, Nachname, Geburtsdatum, Mobilnummer und Land. Eine Abweichung lässt die Identifikation scheitern.',
      cancelled:
        'Der Link, den wir Ihnen früher geschickt haben, gilt nicht mehr. Bitte verwenden Sie nur den neusten, oder fragen Sie uns danach.',
      signing:
        'Sie sind identifiziert. Geht das Unterschreiben nicht: prüfen Sie, ob Mobile ID auf diesem Telefon aktiv ist; ohne Mobile ID verwenden Sie Ihr gesetztes Passwort und den Einmalcode per SMS. Haben Sie seither SIM-Karte, Nummer oder Telefon gewechselt, sagen Sie es uns bitte.',
      ready: 'Sie sind erfolgreich identifiziert und können unterschreiben.',
    },
  },
};
