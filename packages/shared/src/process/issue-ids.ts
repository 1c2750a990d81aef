/** Every issue with a stable id: those of guide §6.2, then the ones the desk adds where the guide has no word. */
export const ISSUE_IDS = [
  'server_authentication',
  'target_url_missing',
  'ids_missing',
  'unsuccessful_response',
  'service_not_responding',
  'user_redirect',
  'identity_data_gathering',
  'identity_data_forwarding',
  'start_implementation',
  'officer_cannot_identify',
  'country_not_supported',
  'language_not_supported',
  'timeout',
  'connection_lost',
  'app_not_working',
  'bank_login_failed',
  'status_checking',
  'follow_up_implementation',
  'terms_sms_missing',
  'declaration_of_will',
  'unreadable_status',
  'result_overdue',
  'import_failed',
  'evidence_missing',
] as const;

/** One of {@link ISSUE_IDS}. */
export type IssueId = (typeof ISSUE_IDS)[number];

/** True when a value is one of {@link ISSUE_IDS}. */
export function isIssueId(value: unknown): value is IssueId {
  return ISSUE_IDS.some((id) => id === value);
}
