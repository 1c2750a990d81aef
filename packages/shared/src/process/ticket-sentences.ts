import type { CheckCode } from './codes.ts';

/** Sentences that state the problem of a ticket; each stands only while what it states is known. */
export const REPORT_SENTENCES = [
  'auth_refused',
  'url_missing',
  'ids_not_in_answer',
  'gone',
  'http_answer',
  'request_right',
  'no_answer',
  'officer',
  'app',
  'session_timeout',
  'bank_login',
  'bank_not_listed',
  'link_used_up',
  'country_refused',
  'country_listed',
  'language',
  'language_offered',
  'lost',
  'lost_again',
  'overdue',
  'error_with_reason',
  'terms_pending',
  'sms_missing',
  'number_confirmed',
  'signing_fails',
  'evidence_missing',
  'verify_data_right',
  'unreadable',
] as const;
export type ReportSentence = (typeof REPORT_SENTENCES)[number];

/** Checks that say something to a support team once somebody has made them; all others are work for us. */
export const DONE_CHECKS = [
  'browser',
  'network_ports',
  'camera_microphone',
  'surname_exact',
  'data_correct',
  'data_as_on_account',
  'reuse_url',
  'country_on_list',
  'bank_supported',
  'number_right',
  'verify_name',
  'verify_jurisdiction_loa',
  'mobile_id_active',
  'password_set',
  'sim_changed',
  'own_credentials',
  'own_request',
  'right_environment',
] as const satisfies readonly CheckCode[];
export type DoneCheck = (typeof DONE_CHECKS)[number];
