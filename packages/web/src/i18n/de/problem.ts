import type problemEn from '../en/problem.ts';

const problem: typeof problemEn = {
  role_may_not: 'Ihre Rolle darf das nicht.',
  not_your_key:
    'Diesen Schlüssel kann nur erneuern, wer ihn erstellt hat: Er darf alles, was eine Rolle darf. Erstellen Sie einen eigenen.',
  people_only: 'Das dürfen nur Menschen mit einer Anmeldung, keine Schlüssel.',
  not_logged_in: 'Bitte melden Sie sich an.',
  wrong_credentials: 'Benutzername oder Passwort ist falsch.',
  too_many_logins: 'Zu viele fehlgeschlagene Anmeldungen. Bitte warten Sie einen Moment.',
  too_many_codes: 'Zu viele falsche Codes. Bitte warten Sie eine Viertelstunde.',
  wrong_code: 'Der Code ist falsch oder wurde schon benutzt.',
  code_used: 'Der Code wurde schon benutzt.',
  ticket_invalid: 'Der erste Schritt liegt zu lange zurück. Bitte melden Sie sich erneut an.',
  enrolment_not_found: 'Es hat zu lange gedauert. Bitte beginnen Sie mit einem neuen QR-Code.',
  factor_not_found: 'Es gibt keinen zweiten Faktor.',
  factor_required:
    'Ihre Rolle braucht einen zweiten Faktor. Richten Sie eine andere App an seiner Stelle ein.',
  setup_link_invalid:
    'Dieser Link wurde bereits benutzt oder ist abgelaufen. Der Server gibt beim nächsten Start einen neuen aus.',
  reauthentication_required: 'Bestätigen Sie, dass Sie es sind, und versuchen Sie es erneut.',
  password_change_required: 'Wählen Sie zuerst ein eigenes Passwort.',
  second_factor_required: 'Richten Sie zuerst einen zweiten Faktor ein: Ihre Rolle braucht einen.',
  wrong_host:
    'Unter dieser Adresse antwortet der Desk nicht. Fragen Sie Ihren Administrator nach der richtigen.',
  no_password: 'Nur Benutzer, die sich mit einem Passwort anmelden, haben eines und einen zweiten Faktor.',
  pruned: 'Der Teil des Protokolls, der dies beweisen würde, wurde gekürzt.',
  too_much_at_once: 'Davon läuft gerade zu viel auf einmal. Warten Sie, bis etwas davon zu Ende ist.',
  local_login_off: 'Die Anmeldung mit Passwort ist an diesem Desk ausgeschaltet.',
  set_by_provider: 'Darüber entscheidet bei diesem Benutzer der Identitätsdienst: Ändern Sie es dort.',
  no_provider: 'Dieser Desk kennt keine Anmeldung über einen Identitätsdienst.',
  provider_unreachable: 'Der Identitätsdienst ist zurzeit nicht erreichbar. Bitte versuchen Sie es erneut.',
  provider_refused: 'Der Identitätsdienst hat Sie nicht angemeldet.',
  login_not_verified:
    'Die Antwort des Identitätsdienstes liess sich nicht prüfen. Bitte beginnen Sie von vorn.',
  no_role:
    'Ihr Konto beim Identitätsdienst hat an diesem Desk keine Rolle. Bitten Sie Ihre Administration darum.',
  account_disabled: 'Ihr Konto an diesem Desk ist gesperrt.',
  other_person: 'Beim Identitätsdienst hat sich jemand anderes angemeldet. Nichts wurde bestätigt.',
  not_yours: 'Sie sehen nur Ihre eigenen Sitzungen.',

  metrics_token: 'Messwerte gibt es von dieser Maschine aus oder mit dem METRICS_TOKEN.',
  no_entry: 'Der Eintrag lässt sich gerade nicht lesen. Bitte nochmals versuchen.',
  srs_not_asked: 'SRS wird dafür zurzeit nicht gefragt. Es wurde nichts gesendet.',
  srs_not_reachable: 'SRS konnte den jetzigen Status nicht nennen. Es wurde nichts geändert.',
  srs_busy: 'SRS ist ausgelastet. Es wurde nichts ausgeführt; versuchen Sie es in Kürze nochmals.',
  srs_refused: 'SRS hat die Anfrage abgelehnt. Siehe API-Aufruf.',
  srs_failed: 'SRS meldet einen Fehler. Es wurde nichts ausgeführt.',
  place_outcome_unknown:
    'Die Antwort von SRS ging verloren; der Auftrag besteht möglicherweise. Nicht nochmals erteilen.',
  place_unrecorded:
    'SRS hat den Auftrag erteilt, er konnte hier aber nicht festgehalten werden. Nicht nochmals erteilen.',
  cancel_outcome_unknown:
    'Es ist unklar, ob SRS storniert hat. Prüfen Sie den Status vor einem neuen Versuch.',
  outcome_unrecorded: 'Das Ergebnis konnte nicht festgehalten werden. Nicht wiederholen.',
  cancel_refused:
    'SRS hat die Stornierung abgelehnt, zeigt den Auftrag aber als offen. Er ist nicht storniert.',
  cancel_without_effect: 'SRS hat bestätigt, der Auftrag ist aber nicht storniert.',

  ref_id_not_found: 'SRS kennt diese Ref ID nicht.',
  ref_id_of_other_call:
    'Ein anderer API-Aufruf (%{otherCallId}) hat diesen Auftrag erteilt. Geben Sie die Ref ID des Auftrags ein, den dieser API-Aufruf erteilt hat, oder lassen Sie das Feld leer, wenn es keinen gibt.',
  ref_id_created_before:
    'SRS hat diesen Auftrag vor dem API-Aufruf angelegt. Geben Sie die Ref ID eines seither angelegten Auftrags ein, oder lassen Sie das Feld leer, wenn es keinen gibt.',
  ref_id_pending:
    'SRS hat noch nicht geantwortet, ob es diese Ref ID kennt. Bitte später nochmals versuchen.',
  order_not_found: 'Dieser Auftrag ist hier nicht bekannt; Sie können ihn registrieren.',
  not_found: 'Nicht gefunden; vielleicht wurde es entfernt.',
  order_known:
    'SRS nannte die Ref ID %{refId} eines Auftrags, der bereits registriert ist; es wurde kein neuer registriert. Nicht nochmals erteilen. Prüfen Sie den Auftrag mit dieser Ref ID.',
  order_erased:
    'Die Person dieses Auftrags wurde gelöscht; es lässt sich nichts mehr hinzufügen oder ändern.',
  order_pending: 'Aufträge dieser Person sind bei SRS noch offen. Es wurde niemand gelöscht.',
  erasure_outcome_unknown:
    'Das Protokoll hat angehalten, während die Löschung festgehalten wurde. Es ist unklar, ob die Person gelöscht ist; wenn nicht, löscht sie der nächste Start des Desks.',
  erasure_stopped:
    'Es wurde niemand gelöscht. Bei SRS storniert: %{refIds}. Unklar, ob SRS storniert hat: %{unknownRefIds}. Der letzte Schritt schlug fehl: %{cause}',
  legal_hold:
    'Für Aufträge dieser Person gilt eine Löschsperre. Es wurde niemand gelöscht: Heben Sie die Löschsperre zuerst auf.',
  facts_missing: 'Was diese Nachricht aussagt, ist vom Auftrag nicht bekannt.',
  nothing_to_hand_over: 'Bei diesem Auftrag muss niemand etwas tun.',
  order_not_pending: 'Der Auftrag ist bei SRS nicht offen: Es gibt nichts zu stornieren.',
  already_requested: 'Die Stornierung dieses Auftrags ist bereits beantragt; ein Admin entscheidet.',
  request_not_open: 'Über diesen Antrag wurde bereits entschieden.',
  handover_closed: 'Dieses Ticket ist geschlossen.',
  nothing_changed: 'Es wurde nichts geändert: Alles hat bereits diese Werte.',
  call_not_open: 'Dieser API-Aufruf hat bereits einen Ausgang.',
  no_test: 'Es läuft kein Test.',
  test_runs: 'Es läuft bereits ein Test.',

  link_invalid:
    'Dieser Link wurde benutzt, ist abgelaufen oder unvollständig. Verlangen Sie bei einem Admin einen neuen.',
  user_disabled: 'Dieses Konto ist gesperrt: Geben Sie es zuerst frei.',
  approval_waits:
    'Zuerst muss ein anderer Admin zustimmen. Der Antrag wartet unter Einstellungen, Freigaben.',
  approval_not_found: 'Das wartet nicht mehr: Es wurde entschieden oder ist verfallen.',
  setting_changed: 'Die Einstellung wurde soeben von jemand anderem geändert: Sehen Sie sie noch einmal an.',
  second_admin_needed: 'Ein anderer Admin muss dem zustimmen.',
  too_many_reveals:
    'Ihnen wurden innerhalb einer Stunde zu oft Personendaten angezeigt. Warten Sie, oder bitten Sie einen Admin, die Grenze zu erhöhen.',
  desk_stops: 'Der Desk wird gerade beendet: Versuchen Sie es gleich noch einmal.',
  too_many_calls:
    'Zu diesen API-Aufrufen führt kein Index, und unter den neuesten ist keiner. Einen Zeitraum setzen oder nach Ref ID oder Order ID suchen.',
  too_many_entries:
    'Diese Wörter stehen in zu vielen Einträgen, und die durchsuchten haben nicht alle davon. Einen Zeitraum setzen oder seltenere Wörter nehmen.',
  read_took_too_long:
    'Das Lesen dauerte zu lange: Schränken Sie den Filter ein, oder versuchen Sie es später noch einmal.',
  backup_runs: 'Es wird bereits eine Sicherung erstellt.',
  already_pruned: 'So weit ist das Protokoll schon entfernt.',
  hold_since: 'Inzwischen wurde eine Löschsperre gesetzt: Es wird neu ermittelt, was bleiben muss.',
  prune_not_waiting: 'Kein Entfernen alter Protokolleinträge wartet auf einen Admin.',
  retention_not_waiting: 'Keine Löschung nach Alter wartet auf einen Admin.',
  backup_failed: 'Die Sicherung konnte nicht erstellt werden: %{detail}',
  backup_not_copied:
    'Die Sicherung wurde erstellt und geprüft, aber nicht an den anderen Ort kopiert: %{detail}',
  same_person: 'Was Sie selbst verlangt haben, können Sie nicht freigeben; das muss ein anderer Admin tun.',
  approver_is_no_person: 'Nur ein Benutzer kann freigeben, kein API-Schlüssel.',
  count_mismatch: 'Die Zahl stimmt nicht mit dem Plan überein. Es wurde nichts ausgeführt.',
  nothing_to_cancel: 'Kein Auftrag des Plans kann storniert werden.',
  nothing_to_retry: 'Kein Auftrag dieser Stornierung ist fehlgeschlagen.',
  nothing_left: 'Diese Stornierung hat keinen Auftrag übrig gelassen.',
  item_settled: 'Dieser Auftrag der Stornierung hat bereits ein Ergebnis.',
  cancellation_is: 'Nicht möglich, Stand der Stornierung: «%{state}».',
  policy_name_taken: 'Eine andere Regel heisst bereits so.',
  too_many_orders: 'Zu viele Aufträge auf einmal. Schränken Sie den Filter ein und planen Sie in Teilen.',
  empty_filter: 'Es braucht einen Filter: Alle Aufträge auf einmal lassen sich nicht planen.',

  period_not_over: 'Der Monat läuft noch; er kann nach seinem Ende abgeschlossen werden.',
  already_closed: 'Dieser Monat ist bereits abgeschlossen.',
  not_closed: 'Dieser Monat ist nicht abgeschlossen.',
  adjusted_later:
    '%{bookedIn} ist abgeschlossen und enthält Korrekturen von %{period}: Öffnen Sie zuerst %{bookedIn} wieder.',
  changed: 'Die Zahlen haben sich inzwischen geändert: Prüfen Sie die offenen Punkte nochmals.',
  rebooking: 'Die Aufträge werden nach einer Regeländerung neu gezählt; versuchen Sie es in Kürze nochmals.',
  unresolved: 'Zuerst offene Punkte erledigen oder akzeptieren.',
  closed_months: 'Nicht gespeichert: Es würde abgeschlossene Monate ändern.',
  price_used: 'Unter diesem Preis wurden Aufträge verrechnet, und er ist beendet: Er bleibt erhalten.',
  list_refused: 'Das widerspricht den anderen Preisen oder Regeln: %{detail}',
  alias_refused: 'Diese External ID lässt sich nicht als jene verrechnen: %{detail}',
  same_file:
    'Diese Datei wurde bereits als Rechnung %{invoice} importiert. Löschen Sie jene zuerst, um sie nochmals zu importieren.',
  same_number:
    'Von diesem Lieferanten gibt es bereits eine Rechnung mit dieser Nummer (Rechnung %{invoice}).',
  staging_lost: 'Eine andere Änderung kam dazwischen; es wurde nichts importiert. Versuchen Sie es nochmals.',
  other_month:
    'Die meisten Zeilen sind von einem anderen Monat als die Rechnung. Es wurde nichts importiert.',
  gross_amounts: 'Die Beträge scheinen MWST zu enthalten. Es wurde nichts importiert.',
  logo_no_image: 'Das ist weder eine PNG- noch eine JPEG-Datei.',
  logo_damaged: 'Die Bilddatei ist beschädigt oder unvollständig. Speichern Sie sie neu.',
  logo_unusual: 'Speichern Sie das Bild als übliches PNG oder JPEG: in RGB, nicht interlaced.',
  logo_sides:
    'Das Bild hat %{width} mal %{height} Pixel, höchstens %{most} mal %{most} sind möglich. Speichern Sie es kleiner.',
  logo_large:
    'Das Bild bräuchte %{size} KiB auf jeder Abrechnung, höchstens %{most} sind möglich. Speichern Sie es kleiner.',
  export_running: 'Ein anderer Export von Ihnen läuft noch: Warten Sie, oder brechen Sie ihn ab.',
  exports_full: 'Es laufen schon zu viele Exporte. Versuchen Sie es gleich nochmals.',
  export_stopped: 'Der Export wurde abgebrochen. Beginnen Sie ihn neu.',
  export_failed: 'Die Abrechnungen konnten nicht geschrieben werden. Versuchen Sie es nochmals.',
  disk_low:
    'Die Festplatte des Desks ist fast voll, die Datei wurde nicht angenommen. Bitten Sie den Betrieb um Platz und laden Sie sie dann erneut hoch.',
  uploads_full:
    'Es wird gerade zu viel hochgeladen, oder es wartet zu viel auf den Import. Importieren oder warten Sie, und laden Sie dann neu hoch.',
  import_running: 'Ein anderer Import von Ihnen läuft noch: Warten Sie, oder brechen Sie ihn ab.',
  imports_full: 'Es laufen zu viele Importe: Versuchen Sie es in Kürze nochmals.',
  import_stopped: 'Der Import wurde abgebrochen; es wurde nichts importiert.',
  invoice_too_slow: 'Das Lesen der Datei dauerte zu lange; es wurde nichts importiert.',
  file_not_written:
    'Die Datei konnte nicht erstellt werden: Versuchen Sie es noch einmal, oder nehmen Sie CSV.',
  workbook_thread_failed:
    'Die Datei ist nicht lesbar. Versuchen Sie es noch einmal, oder speichern Sie sie als CSV.',
  invoice_thread_failed: 'Die Datei ist nicht lesbar.',
  too_large: 'Datei oder Text ist zu gross.',

  username_taken: 'Diesen Benutzernamen gibt es bereits.',
  last_admin:
    'Das ist der einzige Admin, der sich anmelden kann: Machen Sie zuerst einen anderen Benutzer zum Admin.',
  api_key_name_taken: 'Ein anderer API-Schlüssel heisst bereits so.',
  saved_view_name_taken: 'Sie haben bereits eine Ansicht mit diesem Namen.',
  saved_view_not_yours: 'Diese Ansicht gehört %{owner}: Speichern Sie eine Kopie unter eigenem Namen.',

  ledger_full:
    'Das Protokoll kann nicht geschrieben werden: Der Datenträger ist voll. Es wurde nichts ausgeführt.',
  ledger_busy:
    'Das Protokoll kann nicht geschrieben werden: Ein anderes Programm hat die Datenbank gesperrt. Es wurde nichts ausgeführt.',
  ledger_latched: 'Das Protokoll hat nach einem Schreibfehler angehalten. Es wurde nichts ausgeführt.',
  ledger_unknown:
    'Das Protokoll hat angehalten, während dies festgehalten wurde. Es ist unklar, ob es ausgeführt wurde: Sehen Sie nach dem nächsten Start des Desks nach, bevor Sie es nochmals versuchen.',
  ledger_closed: 'Der Desk wird beendet. Es wurde nichts ausgeführt.',
  no_checkpoint: 'Das Protokoll konnte nicht signiert werden.',
  index_behind: 'Die Suche im Protokoll ist noch nicht aktuell; versuchen Sie es in Kürze nochmals.',

  internal: 'Im Desk ist ein Fehler aufgetreten.',
  busy: 'Läuft bereits.',
  request_in_flight: 'Läuft bereits.',
  idempotency_key_reused: 'Diese Anfrage wurde bereits mit anderem Inhalt gesendet.',
  invalid_input: 'Etwas fehlt oder ist ungültig.',
  invalid_query: 'Dieser Filter oder diese Reihenfolge der Liste ist nicht möglich.',
  invalid_request: 'Die Anfrage ist nicht lesbar.',
  invalid_json: 'Die Anfrage ist nicht lesbar.',
  wrong_content_type: 'Diese Art Inhalt wird nicht angenommen.',
  use_search: 'Das scheinen Personendaten zu sein: Bitte das Suchfeld oben benutzen.',
  foreign_origin: 'Diese Anfrage kam von einer Seite einer anderen Website.',
  missing_request_header: 'Diese Anfrage kam nicht von der eigenen Seite des Desks.',
  unknown_route: 'Diese Adresse gibt es nicht.',
  method_not_allowed: 'Das ist an dieser Adresse nicht möglich.',
};

export default problem;
