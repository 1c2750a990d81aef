/**
 * Where, outside the log, something about an order's person stands, and how it goes. A table that comes to hold such
 * columns adds its line here; the canary test searches the whole file for what was forgotten. `:refId` is the order.
 */
export const FORGET_ORDER: readonly string[] = [
  `UPDATE orders SET status_reason = NULL, target_url = NULL, msisdn = NULL, first_name = NULL, last_name = NULL,
     birth_date = NULL, email = NULL, country = NULL, language = NULL, person_token = NULL, evidence_id = NULL
   WHERE ref_id = :refId`,
  'DELETE FROM person_terms WHERE ref_id = :refId',
  'UPDATE order_sync SET due_at = NULL, due_what = NULL, last_failure = NULL WHERE ref_id = :refId',
  'DELETE FROM reveals WHERE ref_id = :refId',
  `UPDATE order_work SET answers = '{}' WHERE ref_id = :refId`,
  `DELETE FROM idempotency WHERE instr(coalesce(answer_body, ''), :refId) > 0`,
];
