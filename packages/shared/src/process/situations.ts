/** What a message to the end user is about. */
export const SITUATIONS = [
  'start',
  'reuse_link',
  'app_or_browser',
  'wait_for_result',
  'accept_terms',
  'check_data',
  'new_identification',
  'link_cancelled',
  'cannot_sign',
  'can_sign',
] as const;

/** One of {@link SITUATIONS}. */
export type Situation = (typeof SITUATIONS)[number];
