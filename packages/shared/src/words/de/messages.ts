import type { MessageTexts } from '../texts.ts';

/** Messages to end users in Swiss Standard German. */
export const MESSAGES_DE: MessageTexts = {
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
};
