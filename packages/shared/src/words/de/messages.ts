import type { MessageTexts } from '../texts.ts';

/** Messages to end users in Swiss Standard German. */
export const MESSAGES_DE: MessageTexts = {
  greeting: 'Guten Tag',
  closing: 'Freundliche Grüsse\n{serviceProvider}',
  linkMissing: '[Link folgt]',
  someServiceProvider: 'Ihr Support-Team',
  notice:
    'Der Link führt Sie von unseren Seiten zu unserem Identifikationspartner {provider}, der Sie im Auftrag von Swisscom Trust Services identifiziert. Ihre dabei erhobenen Personendaten dienen nur dazu, Sie für die elektronische Unterschrift ordnungsgemäss zu identifizieren.',
  noticeOwnUse:
    'Der Link führt Sie von unseren Seiten zu unserem Identifikationspartner {provider}, der Sie in unserem Auftrag und im Auftrag von Swisscom Trust Services identifiziert. Ihre dabei erhobenen Personendaten dienen nur der gesetzlich vorgeschriebenen Geldwäschereiprüfung und Ihrer elektronischen Unterschrift.',
  subjects: {
    start: 'So beginnen Sie Ihre Identifikation',
    reuse_link: 'Weiter mit demselben Link',
    app_or_browser: 'Hilfe zu Ihrer Identifikation',
    wait_for_result: 'Ihre Identifikation wird geprüft',
    accept_terms: 'Noch ein Schritt: die Nutzungsbestimmungen',
    check_data: 'Bitte prüfen Sie Ihre Angaben',
    new_identification: 'Ihr neuer Link',
    link_cancelled: 'Ihr Link gilt nicht mehr',
    cannot_sign: 'Hilfe beim Unterschreiben',
    can_sign: 'Sie können jetzt unterschreiben',
  },
  paragraphs: {
    invite: 'Bevor Sie elektronisch unterschreiben können, müssen Sie sich online identifizieren.',
    link: 'Ihr persönlicher Link: {url}',
    interrupted: 'Ihre Identifikation wurde unterbrochen. Sie können mit demselben Link neu beginnen.',
    app_trouble:
      'Es tut uns leid, dass die Identifikation nicht funktioniert hat. Bitte versuchen Sie es mit einem anderen Browser oder Gerät; Ihr Link bleibt derselbe.',
    failed:
      'Ihr letzter Versuch konnte nicht abgeschlossen werden. Bitte identifizieren Sie sich mit diesem neuen Link nochmals. Der frühere Link funktioniert nicht mehr.',
    video_need:
      'Sie brauchen Pass oder Identitätskarte, Ihr Mobiltelefon (ein Code kommt per SMS), gutes Licht und 10 bis 20 Minuten Zeit. Das Videogespräch ist auf Deutsch oder Englisch.',
    video_tech:
      'Verwenden Sie bitte die neuste Version von Chrome, Firefox, Edge oder Opera und erlauben Sie Kamera und Mikrofon. Safari kann Probleme machen, Internet Explorer funktioniert nicht. Startet das Gespräch im Firmennetz nicht, versuchen Sie es über eine private Verbindung.',
    video_app: 'Für die App von {provider} brauchen Sie mindestens Android 5 oder iOS 13.',
    video_again: 'Wird das Gespräch unterbrochen, öffnen Sie denselben Link noch einmal.',
    bank_need:
      'Sie brauchen Online-Banking bei einer deutschen Bank auf Ihren Namen und Ihr Mobiltelefon (ein Code kommt per SMS). Sie melden sich bei Ihrer Bank an und lösen eine kleine Zahlung aus. Name, Geburtsdatum, Mobilnummer und Land müssen gleich sein wie bei Ihrer Bank.',
    bank_session:
      'Ab dem Start haben Sie 60 Minuten Zeit. Bei einem Unterbruch öffnen Sie denselben Link in dieser Zeit noch einmal (bis zu 5-mal).',
    bank_terms:
      'Danach erhalten Sie ein SMS mit den Nutzungsbestimmungen von Swisscom. Sobald Sie diese annehmen, können Sie unterschreiben.',
    mobile_id:
      'Tipp: Aktivieren Sie Mobile ID, bevor Sie beginnen. Dann bestätigen Sie Ihre Unterschrift auf dem Telefon; ohne Mobile ID brauchen Sie ein Passwort und einen Code per SMS.',
    wait: 'Vielen Dank, Ihr Teil ist erledigt. Das Ergebnis wird nun geprüft. Wir melden uns, sobald Sie unterschreiben können.',
    wait_video:
      'Vielen Dank, Ihr Teil ist erledigt. Das Ergebnis wird nun geprüft. Ab Beginn des Videogesprächs dauert das in der Regel bis zu 20 Minuten. Wir melden uns, sobald Sie unterschreiben können.',
    terms:
      'Sie sind identifiziert. Bevor Sie unterschreiben können, nehmen Sie bitte die Nutzungsbestimmungen von Swisscom an. Sie sollten dazu ein SMS erhalten haben.',
    no_sms: 'Kein SMS erhalten? Bitte sagen Sie es uns.',
    check_document:
      'Ihre Identifikation konnte nicht abgeschlossen werden. Oft weichen die Angaben bei uns vom Ausweis ab. Bitte prüfen Sie alle Vornamen, Nachname, Akzente und Geburtsdatum und sagen Sie uns, was zu berichtigen ist. Danach erhalten Sie einen neuen Link.',
    check_account:
      'Ihre Identifikation konnte nicht abgeschlossen werden. Oft weichen die Angaben bei uns vom Bankkonto ab. Bitte prüfen Sie Vorname, Nachname, Geburtsdatum, Mobilnummer und Land und sagen Sie uns, was zu berichtigen ist. Danach erhalten Sie einen neuen Link.',
    cancelled:
      'Der Link für Ihre Identifikation gilt nicht mehr. Möchten Sie weiterhin unterschreiben, melden Sie sich bitte bei uns für einen neuen.',
    signing: 'Sie sind identifiziert. Bitte sagen Sie uns, was Sie beim Unterschreiben sehen.',
    change_nothing:
      'Bitte setzen Sie kein neues Passwort und richten Sie Mobile ID nicht neu ein, bevor wir gesprochen haben: Sie müssten sich sonst vielleicht nochmals identifizieren. Haben sich SIM-Karte, Nummer oder Telefon geändert, sagen Sie es uns bitte.',
    ready: 'Ihre Identifikation ist abgeschlossen. Sie können jetzt elektronisch unterschreiben.',
  },
};
