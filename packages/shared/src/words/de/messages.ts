import type { MessageTexts } from '../texts.ts';

/** Messages to end users in Swiss Standard German. */
export const MESSAGES_DE: MessageTexts = {
  greeting: 'Guten Tag',
  closing: (serviceProvider) => `Freundliche Grüsse\n${serviceProvider}`,
  someServiceProvider: 'Ihr Support-Team',
  subjects: {
    start: 'So beginnen Sie Ihre Identifikation',
    link_pending: 'Ihr Link folgt',
    reminder: 'Ihre Identifikation ist noch offen',
    reuse_link: 'Weiter mit demselben Link',
    app_or_browser: 'Hilfe zu Ihrer Identifikation',
    other_method: 'Ihre Identifikation braucht einen anderen Weg',
    wait_for_result: 'Ihre Identifikation wird geprüft',
    registering: 'Sie können bald unterschreiben',
    accept_terms: 'Noch ein Schritt: die Nutzungsbestimmungen',
    sms_may_come: 'Ihr SMS kann noch kommen',
    terms_sms_missing: 'Wir klären, wo Ihr SMS bleibt',
    number_wrong: 'Bitte nennen Sie uns Ihre Mobilnummer',
    check_data: 'Bitte prüfen Sie Ihre Angaben',
    new_link: 'Ihr neuer Link',
    newer_link: 'Bitte verwenden Sie den neusten Link',
    failed: 'Ihre Identifikation wurde nicht abgeschlossen',
    session_over: 'Die Zeit ist abgelaufen',
    link_cancelled: 'Ihr Link gilt nicht mehr',
    cancelled_by_mistake: 'Ihr neuer Link',
    identify_again: 'Bitte identifizieren Sie sich nochmals',
    evidence_expired: 'Bitte identifizieren Sie sich nochmals',
    cannot_sign: 'Hilfe beim Unterschreiben',
    can_sign: 'Sie können jetzt unterschreiben',
    already_identified: 'Sie können bereits unterschreiben',
    looking_into: 'Wir klären das für Sie ab',
  },
  paragraphs: {
    invite: () => 'Bevor Sie elektronisch unterschreiben können, müssen Sie sich online identifizieren.',
    notice: ({ partner }) =>
      `Der Link führt Sie von unseren Seiten zu unserem Identifikationspartner${named(partner.name)}, der Sie im Auftrag von Swisscom Trust Services identifiziert. Ihre dabei erhobenen Personendaten dienen nur dazu, Sie für die elektronische Unterschrift ordnungsgemäss zu identifizieren.`,
    notice_own_use: ({ partner }) =>
      `Der Link führt Sie von unseren Seiten zu unserem Identifikationspartner${named(partner.name)}, der Sie in unserem Auftrag und im Auftrag von Swisscom Trust Services identifiziert. Ihre dabei erhobenen Personendaten dienen nur der gesetzlich vorgeschriebenen Geldwäschereiprüfung und Ihrer elektronischen Unterschrift.`,
    link: ({ url }) => `Ihr persönlicher Link: ${url}`,
    need_video: ({ video }) =>
      `Sie brauchen Pass oder Identitätskarte, Ihr Mobiltelefon (ein Code kommt per SMS), gutes Licht und ${video.minMinutes} bis ${video.maxMinutes} Minuten Zeit. Das Videogespräch ist auf Deutsch oder Englisch.`,
    tech_video: () =>
      'Verwenden Sie bitte die neuste Version von Chrome, Firefox, Edge oder Opera und erlauben Sie Kamera und Mikrofon. Safari kann Probleme machen, Internet Explorer funktioniert nicht. Startet das Gespräch im Firmennetz nicht, versuchen Sie es über eine private Verbindung.',
    app_video: ({ partner }) =>
      `Für die App von ${partner.name ?? 'unserem Partner'} brauchen Sie mindestens Android 5 oder iOS 13.`,
    again_video: () => 'Wird das Gespräch unterbrochen, öffnen Sie denselben Link noch einmal.',
    need_bank: () =>
      'Sie brauchen Online-Banking bei einer deutschen Bank auf Ihren Namen und Ihr Mobiltelefon (ein Code kommt per SMS). Sie melden sich bei Ihrer Bank an und lösen eine kleine Zahlung aus. Name, Geburtsdatum, Mobilnummer und Land müssen gleich sein wie bei Ihrer Bank.',
    session_bank: ({ bank }) =>
      `Ab dem Start haben Sie ${bank.minutes} Minuten Zeit. Bei einem Unterbruch öffnen Sie denselben Link in dieser Zeit noch einmal (bis zu ${bank.reuses}-mal).`,
    terms_bank: () =>
      'Danach erhalten Sie ein SMS mit den Nutzungsbestimmungen von Swisscom. Sobald Sie diese annehmen, können Sie unterschreiben.',
    mobile_id: () =>
      'Tipp: Aktivieren Sie Mobile ID, bevor Sie beginnen. Dann bestätigen Sie Ihre Unterschrift auf dem Telefon; ohne Mobile ID brauchen Sie ein Passwort und einen Code per SMS.',
    preparing: () => 'Wir bereiten Ihre Identifikation vor. Ihr persönlicher Link liegt noch nicht vor.',
    link_promised: () => 'Sie erhalten ihn von uns; Sie müssen nichts tun.',
    open: () =>
      'Uns liegt noch kein Ergebnis Ihrer Identifikation vor. Haben Sie sie eben beendet, müssen Sie nichts tun.',
    open_link: () => 'Falls Sie sie nicht beendet haben, verwenden Sie bitte diesen Link.',
    open_no_link: () =>
      'Falls Sie sie nicht beendet haben, sagen Sie es uns bitte: Sie brauchen dann einen neuen Link.',
    interrupted: () => 'Ihre Identifikation wurde unterbrochen. Sie können mit demselben Link neu beginnen.',
    other_device: () =>
      'Es tut uns leid, dass die Identifikation nicht funktioniert hat. Bitte versuchen Sie es mit einem anderen Browser oder Gerät; Ihr Link bleibt derselbe.',
    browser_only: () =>
      'Es tut uns leid, dass die Identifikation nicht funktioniert hat. Sie geht nur im Browser, nicht in der App; Ihr Link bleibt derselbe.',
    being_checked: () => 'Vielen Dank, Ihr Teil ist erledigt. Das Ergebnis wird nun geprüft.',
    being_checked_video: ({ video }) =>
      `Vielen Dank, Ihr Teil ist erledigt. Das Ergebnis wird nun geprüft. Ab Beginn des Videogesprächs dauert das in der Regel bis zu ${video.maxMinutes} Minuten.`,
    told_when_ready: () => 'Wir melden uns, sobald Sie unterschreiben können.',
    registering: () => 'Sie sind identifiziert; Ihre Registrierung wird fertiggestellt.',
    registering_sms: () => 'Bitte nehmen Sie die Nutzungsbestimmungen an, die Sie per SMS erhalten.',
    registering_sms_perhaps: () =>
      'Falls Sie ein SMS mit den Nutzungsbestimmungen von Swisscom haben, nehmen Sie diese bitte an.',
    registered_after: ({ registeredBy }, format) =>
      `Ab ${format.time(registeredBy)} können Sie versuchen zu unterschreiben.`,
    terms: () =>
      'Sie sind identifiziert. Bevor Sie unterschreiben können, nehmen Sie bitte die Nutzungsbestimmungen von Swisscom an. Sie sollten dazu ein SMS erhalten haben.',
    no_sms: () => 'Kein SMS erhalten? Bitte sagen Sie es uns.',
    ruled_out: ({ ruledOut }) => RULED_OUT[ruledOut],
    sms_may_come: () =>
      'Sie sind identifiziert. Das SMS mit den Nutzungsbestimmungen hat Sie noch nicht erreicht; es kann noch kommen. Bleibt es aus, sagen Sie es uns bitte.',
    sms_missing: () =>
      'Sie sind identifiziert, aber das SMS mit den Nutzungsbestimmungen hat Sie nicht erreicht. Wir klären das ab.',
    sms_checked: () => 'Wir melden uns bei Ihnen.',
    not_again: () => 'Sie müssen sich deswegen nicht nochmals identifizieren.',
    number_wrong: () =>
      'Die Mobilnummer in Ihrer Identifikation stimmt nicht, deshalb kann das SMS Sie nicht erreichen. Bitte nennen Sie uns die richtige Nummer. Danach erhalten Sie einen neuen Link und identifizieren sich nochmals.',
    failed: () => 'Leider konnte Ihre Identifikation nicht abgeschlossen werden.',
    check_document: () =>
      'Ihre Identifikation konnte nicht abgeschlossen werden. Oft weichen die Angaben bei uns vom Ausweis ab. Bitte prüfen Sie alle Vornamen, Nachname, Akzente und Geburtsdatum und sagen Sie uns, was zu berichtigen ist. Danach erhalten Sie einen neuen Link.',
    check_account: () =>
      'Ihre Identifikation konnte nicht abgeschlossen werden. Oft weichen die Angaben bei uns vom Bankkonto ab. Bitte prüfen Sie Vorname, Nachname, Geburtsdatum, Mobilnummer und Land und sagen Sie uns, was zu berichtigen ist. Danach erhalten Sie einen neuen Link.',
    typed_wrong_document: () =>
      'Die Angaben Ihrer Identifikation müssen mit Ihrem Ausweis übereinstimmen. Bitte nennen Sie uns alle Vornamen, den Nachnamen und das Geburtsdatum genau so, wie sie dort stehen. Danach erhalten Sie einen neuen Link.',
    typed_wrong_account: () =>
      'Die Angaben Ihrer Identifikation müssen gleich sein wie bei Ihrer Bank. Bitte nennen Sie uns Vorname, Nachname, Geburtsdatum, Mobilnummer und Land genau so, wie sie dort stehen. Danach erhalten Sie einen neuen Link.',
    new_attempt: () =>
      'Ihr letzter Versuch konnte nicht abgeschlossen werden. Bitte identifizieren Sie sich mit diesem neuen Link nochmals.',
    earlier_ended: () => 'Ihr früherer Link gilt nicht mehr.',
    newest_only: () => 'Bitte verwenden Sie nur noch diesen neusten Link.',
    not_the_earlier: () => 'Bitte verwenden Sie den früheren Link nicht mehr.',
    link_promised_again: () => 'Sie erhalten von uns einen neuen Link.',
    ask_for_link: () =>
      'Möchten Sie weiterhin unterschreiben, melden Sie sich bitte bei uns für einen neuen Link.',
    session_over: ({ sessionOver }) =>
      `Ihre Identifikation wurde nicht innert ${sessionOver.minutes} Minuten beendet.`,
    cancelled: () =>
      'Der Link für Ihre Identifikation gilt nicht mehr. Möchten Sie weiterhin unterschreiben, melden Sie sich bitte bei uns für einen neuen.',
    our_mistake: () =>
      'Wir haben Ihren früheren Link irrtümlich storniert und bitten Sie um Entschuldigung. Bitte verwenden Sie diesen neuen Link; der frühere gilt nicht mehr.',
    identify_again: ({ changed }) =>
      `${CHANGED[changed]} Um wieder zu unterschreiben, müssen Sie sich nochmals identifizieren.`,
    expired: () =>
      'Ihre Registrierung für elektronische Unterschriften ist abgelaufen. Um wieder zu unterschreiben, müssen Sie sich nochmals identifizieren.',
    expired_on: ({ expiredOn }, format) =>
      `Ihre Registrierung für elektronische Unterschriften ist am ${format.day(expiredOn)} abgelaufen. Um wieder zu unterschreiben, müssen Sie sich nochmals identifizieren.`,
    signing: ({ cannotSign }) => `Sie sind identifiziert. ${SIGNING[cannotSign]}`,
    change_nothing: () =>
      'Bitte setzen Sie kein neues Passwort und richten Sie Mobile ID nicht neu ein, bevor wir gesprochen haben: Sie müssten sich sonst vielleicht nochmals identifizieren. Haben sich SIM-Karte, Nummer oder Telefon geändert, sagen Sie es uns bitte.',
    ready: () => 'Ihre Identifikation ist abgeschlossen. Sie können jetzt elektronisch unterschreiben.',
    already_identified: () =>
      'Ihre frühere Identifikation ist noch gültig; Sie können damit unterschreiben. Den Link zur Identifikation brauchen Sie nicht.',
    looking_into: () =>
      'Ihre Identifikation geht nicht wie vorgesehen weiter. Wir klären das ab. Sie müssen jetzt nichts tun.',
    checking_registration: () => 'Wir prüfen Ihre Registrierung für elektronische Unterschriften.',
    get_back: () => 'Wir melden uns bei Ihnen.',
  },
};

function named(name: string | null): string {
  return name === null ? '' : ` ${name}`;
}

const RULED_OUT = {
  bank: 'Mit der gewählten Bank können Sie nicht identifiziert werden. Bitte wählen Sie eine andere Bank; wird keine Ihrer Banken unterstützt, sagen Sie es uns bitte.',
  method:
    'Leider können Sie mit dieser Methode nicht identifiziert werden. Möchten Sie weiterhin unterschreiben, sagen Sie es uns bitte: Sie brauchen einen Link für eine andere.',
} as const;

const CHANGED = {
  app_without_code:
    'Die Mobile-ID-App wurde ohne Wiederherstellungscode neu eingerichtet; Ihre Registrierung gilt dafür nicht mehr.',
  password_reset:
    'Ihr Passwort für Unterschriften wurde zurückgesetzt; Ihre Registrierung gilt dafür nicht mehr.',
  sim_or_number: 'Ihre SIM-Karte oder Mobilnummer hat gewechselt; Ihre Registrierung gilt dafür nicht mehr.',
} as const;

const SIGNING = {
  mobile_id: 'Bitte prüfen Sie, ob Mobile ID auf Ihrem Telefon aktiv ist.',
  password: 'Bitte verwenden Sie das Passwort, das Sie für Unterschriften gesetzt haben.',
  one_time_code: 'Bitte prüfen Sie, ob Ihr Telefon SMS empfängt.',
  not_registered: 'Bitte sagen Sie uns, was Sie beim Unterschreiben sehen.',
  other: 'Bitte sagen Sie uns, was Sie beim Unterschreiben sehen.',
} as const;
