import type { Condition, ListQuery } from '@srs-desk/shared/api/list.ts';
import { CALL_FIELDS, type CallField } from '@srs-desk/shared/call/fields.ts';
import { keysWith } from '@srs-desk/shared/fields/field.ts';
import { isoTime } from '../../platform/db/iso-time.ts';
import type { ListColumns, SqlPart } from '../../platform/db/list-sql.ts';
import { calls } from '../../platform/recorder/table.ts';

const FIELDS = keysWith(CALL_FIELDS, 'row');

export const CALL_COLUMNS: ListColumns = {
  columns: Object.fromEntries(FIELDS.map((field) => [field, calls[field].name])),
  special: failedPart,
};

/** SQL of `hasFailed`. */
function failedPart(condition: Condition): SqlPart | null {
  if (condition.op !== 'in' || condition.field !== 'failed') return null;
  const failed = "(answer IS NULL AND outcome NOT IN ('ok', 'in_flight'))";
  const wanted = condition.values.map((value) => (value === 'yes' ? failed : `NOT ${failed}`));
  return { sql: `(${wanted.join(' OR ') || '0'})`, values: [] };
}

function onWire(field: CallField): string {
  const column = `c.${calls[field].name}`;
  return CALL_FIELDS[field].kind === 'time' ? isoTime(column) : column;
}

/** SQL for one call of table `c` as the members of a JSON object. */
export const CALL_MEMBERS = FIELDS.map((field) => `'${field}', ${onWire(field)}`).join(', ');

/** The sort's column, whose index the walk follows. */
export function sortColumn(query: Pick<ListQuery, 'sort'>): string {
  return CALL_COLUMNS.columns[query.sort.field] ?? 'id';
}
