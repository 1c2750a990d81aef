/**
 * The vocabulary of triage. Rules speak in these codes; the sentences for them stand in the text tables,
 * one per language.
 */

/** Why the desk thinks what it thinks. */
export const WHY_CODES = [
  'created_without_url',
  'created_with_url',
  'initialized_without_url',
  'start_unknown',
  'user_not_started',
  'start_trouble',
  'identification_running',
  'trouble_during_identification',
  'user_says_successful',
  'user_says_unsuccessful',
  'bank_session_running',
  'bank_trouble_in_session',
  'bank_session_over',
  'bank_never_negative',
  'result_in_preparation',
  'result_overdue',
  'error_negative',
  'error_without_reason',
  'error_in_identification',
  'error_import_failed',
  'verify_not_due',
  'verify_in_window',
  'verify_outstanding',
  'verify_data_wrong',
  'evidence_missing',
  'terms_sms_unasked',
  'terms_user_accepts',
  'terms_sms_missing',
  'terms_number_wrong',
  'cannot_sign',
  'done',
  'evidence_expired',
  'cancelled',
  'cancelled_old_link',
  'unknown_status',
  'regression',
  'gone',
  'srs_failing',
  'call_not_authorised',
  'call_refused',
  'call_not_found',
  'call_rate_limited',
  'call_server_error',
  'call_no_answer',
  'call_unreadable',
  'call_ids_missing',
  'call_url_missing',
] as const;
export type WhyCode = (typeof WHY_CODES)[number];

/** What to look at before anything else. */
export const CHECK_CODES = [
  'sync_again',
  'verify_now',
  'link_arrived',
  'link_opened',
  'own_form',
  'data_passed_on',
  'browser',
  'network_ports',
  'camera_microphone',
  'surname_exact',
  'reuse_url',
  'country_on_list',
  'language_offered',
  'bank_supported',
  'data_as_on_account',
  'tries_left',
  'place_new_order',
  'cancel_old_order',
  'status_history',
  'data_correct',
  'document',
  'device',
  'raw_reason',
  'raw_answer',
  'wait',
  'number_right',
  'verify_name',
  'verify_jurisdiction_loa',
  'mobile_id_active',
  'password_set',
  'sim_changed',
  'newer_order',
  'own_credentials',
  'own_request',
  'others_fail_too',
  'right_environment',
  'ask_about_sms',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/** What to tell the user now. */
export const TELL_CODES = [
  'link_follows',
  'open_link',
  'send_link_again',
  'prepare_video',
  'prepare_bank',
  'reuse_link_video',
  'reuse_link_bank',
  'other_browser',
  'finish_identification',
  'wait_for_result',
  'wait_for_registration',
  'new_identification',
  'check_data',
  'session_over',
  'accept_terms',
  'terms_sms_checked',
  'can_sign',
  'activate_mobile_id',
  'we_are_asking',
  'use_newer_link',
  'link_no_longer_valid',
  'nothing_to_do',
] as const;
export type TellCode = (typeof TELL_CODES)[number];

/** Why not to escalate (yet). */
export const HOLD_CODES = [
  'url_may_come',
  'own_matter',
  'video_never_by_age',
  'identification_takes_time',
  'first_connection_lost',
  'country_not_listed',
  'check_country_first',
  'other_language',
  'ask_language_first',
  'negative_result',
  'url_reusable',
  'session_turns_negative',
  'ask_whether_started',
  'result_window',
  'sync_first',
  'verify_window',
  'verify_first',
  'terms_user_accepts',
  'ask_about_sms_first',
  'terms_wait',
  'number_wrong',
  'done',
  'identify_again',
  'cancelled',
  'first_sighting',
  'single_failure',
  'own_request',
  'rate_limited',
] as const;
export type HoldCode = (typeof HOLD_CODES)[number];

/** What else is worth knowing; does not change whose turn it is. */
export const NOTE_CODES = [
  'last_call_failed',
  'earlier_evidence',
  'superseded',
  'regressed_before',
  'longer_than_usual',
  'safari_known_issues',
  'place_outcome_unknown',
] as const;
export type NoteCode = (typeof NOTE_CODES)[number];

/** A value inside a sentence; an instant is formatted by whoever renders it. */
export type ParamValue = string | number | { readonly at: number };

/** A code with what its sentence needs. */
export interface Coded<Code extends string> {
  readonly code: Code;
  readonly params: Readonly<Record<string, ParamValue>>;
}
