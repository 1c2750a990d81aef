/**
 * Why an order needs somebody. The order of the list is the order of precedence: an order shows the first
 * that holds and carries all of them.
 */
export const ATTENTION_CODES = [
  'gone',
  'error',
  'no_target_url',
  'expired_session',
  'unknown_status',
  'superseded',
  'terms_pending',
  'stuck',
] as const;

/** One of {@link ATTENTION_CODES}. */
export type AttentionCode = (typeof ATTENTION_CODES)[number];

/** True when a value is one of {@link ATTENTION_CODES}. */
export function isAttentionCode(value: unknown): value is AttentionCode {
  return ATTENTION_CODES.some((code) => code === value);
}

/** The given codes without doubles and in order of precedence. */
export function inAttentionOrder(codes: Iterable<AttentionCode>): AttentionCode[] {
  const present = new Set(codes);
  return ATTENTION_CODES.filter((code) => present.has(code));
}
