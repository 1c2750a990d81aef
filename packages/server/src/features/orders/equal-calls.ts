/** What calls in a row must have in common to be one line: `held` is the line of the history that held at the call. */
const EQUAL = 'operation, actor, outcome, answer, http_status, held';

/** The status that the call found or left stands in the history by an entry of this call or of one before. */
const HELD = `(SELECT h.id FROM order_status_history h LEFT JOIN entries e ON e.seq = h.seq
  WHERE h.ref_id = calls.ref_id AND coalesce(e.call_id <= calls.id, h.seq < calls.seq_intent)
  ORDER BY h.id DESC LIMIT 1)`;

/**
 * SQL for the runs of equal calls among those that `where` leaves of one order: same operation, same actor, same end, and
 * no other status between. Columns: `id` of the last call, `count`, `first_at` (ms since epoch), `held`.
 */
export function equalCallsSql(where: string): string {
  return `SELECT max(id) AS id, count(*) AS count, min(started_at) AS first_at, held FROM (
    SELECT id, started_at, ${EQUAL},
      row_number() OVER (ORDER BY id) - row_number() OVER (PARTITION BY ${EQUAL} ORDER BY id) AS run
    FROM (SELECT id, started_at, operation, actor, outcome, answer, http_status, ${HELD} AS held FROM calls ${where})
  ) GROUP BY ${EQUAL}, run`;
}
