import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import type { SqlPart } from '../../platform/db/list-sql.ts';
import type { Reader } from '../../platform/db/reader.ts';
import { countOf } from './calls-from.ts';

/** A condition on calls that an index leads to, and the table with that index by name. */
interface Lead extends SqlPart {
  from: string;
}

/** Values of one condition, each looked for by itself. */
const MOST_VALUES = 50;
/** Calls found by an index that are looked at and sorted: a few milliseconds. */
const FEW = 4_000;

/** Fields of which an index has the values that are rare: all but these. */
const RARE: Readonly<Record<string, { index: string; but: readonly (string | number | null)[] }>> = {
  operation: { index: 'calls_operation', but: ['get_status', 'verify'] },
  origin: { index: 'calls_origin', but: ['sync'] },
  answer: { index: 'calls_answer', but: ['no_evidence'] },
};

/** `hasFailed`, as the index says it. */
const WENT_WRONG = "answer IS NULL AND outcome NOT IN ('ok', 'in_flight')";
/** Outcomes of calls that SRS gave no answer to that could be understood. */
const UNANSWERED: readonly unknown[] = ['network_error', 'timeout', 'invalid_response', 'unknown'];
const one = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
const texts = (values: readonly unknown[]): string => values.map((value) => `'${value}'`).join(', ');

function leadOf(condition: Condition): Lead | null {
  if (condition.op !== 'in') return null;
  const { field } = condition;
  const values = condition.values.filter((value) => value !== null);
  const isPlain = values.length > 0 && values.length === condition.values.length;
  if (!isPlain || values.length > MOST_VALUES) return null;
  if (field === 'id') return { from: 'calls', sql: `id IN (${one(values)})`, values };
  if (field === 'refId') {
    return { from: 'calls INDEXED BY calls_ref_id', sql: `ref_id IN (${one(values)})`, values };
  }
  // A call that has an Order ID has its order's Ref ID.
  if (field === 'orderId') {
    const refIds = `SELECT ref_id FROM orders WHERE order_id IN (${one(values)})`;
    return { from: 'calls INDEXED BY calls_ref_id', sql: `ref_id IN (${refIds})`, values };
  }
  if (field === 'failed' && values.every((value) => value === 'yes')) {
    return { from: 'calls INDEXED BY calls_failures', sql: WENT_WRONG, values: [] };
  }
  if (field === 'outcome' && values.every((value) => UNANSWERED.includes(value))) {
    const sql = `${WENT_WRONG} AND outcome IN (${one(values)})`;
    return { from: 'calls INDEXED BY calls_failures', sql, values };
  }
  if (field === 'httpStatus' && values.every((value) => Number(value) >= 400)) {
    const sql = `http_status >= 400 AND http_status IN (${one(values)})`;
    return { from: 'calls INDEXED BY calls_failed', sql, values };
  }
  const rare = RARE[field];
  if (rare === undefined || values.some((value) => rare.but.includes(value))) return null;
  const sql = `${field} NOT IN (${texts(rare.but)}) AND ${field} IN (${one(values)})`;
  return { from: `calls INDEXED BY ${rare.index}`, sql, values };
}

/** The first of the conditions that an index leads to few calls for; null where there is none. */
export function leadToFew(reader: Reader, where: ListQuery['where']): Lead | null {
  const leads = where.map(leadOf).filter((lead) => lead !== null);
  const isFew = ({ from, sql, values }: Lead): boolean =>
    countOf(reader, { sql: `FROM ${from} WHERE ${sql} LIMIT ${FEW + 1}`, values }) <= FEW;
  return leads.find(isFew) ?? null;
}
