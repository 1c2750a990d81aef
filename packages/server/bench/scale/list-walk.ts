import { callList } from '@srs-desk/shared/api/calls.ts';
import { type ListQuery, type ListSpec, parseListQuery } from '@srs-desk/shared/api/list.ts';
import { orderList } from '@srs-desk/shared/api/orders.ts';
import type { Reader } from '../../src/platform/db/reader.ts';

/** A filter as it stands in an address. */
export type Filter = Record<string, unknown>;

/** Values that rows of a table have in a column, the most frequent first. */
function valuesIn(reader: Reader, table: string, column: string): (string | number)[] {
  return reader.connection
    .sql(
      `SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 20`,
    )
    .pluck()
    .all() as (string | number)[];
}

const valuesOf = (reader: Reader, column: string) => valuesIn(reader, 'orders', column);

/** Filters that can be null, and by what order_work is filtered. */
const MAYBE = ['nextActor', 'step', 'supportTeam', 'attention', 'method', 'issuer', 'externalId', 'assignee'];

const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function fieldFilters(reader: Reader, field: string): Filter[] {
  const kind = orderList.filters[field];
  if (field === 'assignee') return [{ assignee: 'somebody' }, { assignee: null }];
  const stored = !['evidenceEnds', 'putOff', 'erased'].includes(field);
  const values = stored
    ? valuesOf(reader, field === 'id' ? 'ref_id' : snake(field))
    : kind?.type === 'choice'
      ? kind.values
      : [];
  const rare = values.at(-1);
  return [
    ...values.slice(0, 1).map((value) => ({ [field]: value })),
    ...(rare === undefined ? [] : [{ [field]: rare }]),
    { [field]: values.slice(0, 3) },
    { [field]: [] },
    ...(MAYBE.includes(field) ? [{ [field]: null }, { [field]: [null, ...values.slice(0, 1)] }] : []),
  ];
}

/** Every filter of the list by itself, spans of time, beginnings of ids, and the pairs that people ask for. */
export function everyFilter(reader: Reader): Filter[] {
  const middle = reader.connection
    .sql('SELECT created_at FROM orders ORDER BY created_at LIMIT 1 OFFSET (SELECT count(*) / 2 FROM orders)')
    .pluck()
    .get() as number;
  const [before, after] = [-30, 30].map((days) => new Date(middle + days * 86_400_000).toISOString());
  const spans = orderList.ranges.flatMap((field) => [
    { [`${field}_gte`]: after },
    { [`${field}_lte`]: before },
    { [`${field}_gte`]: before, [`${field}_lte`]: after },
    { [`${field}_gte`]: before, status: 'terminated' },
  ]);
  const [externalId] = valuesOf(reader, 'external_id');
  const attention = valuesOf(reader, 'attention');
  return [
    {},
    ...Object.keys(orderList.filters).flatMap((field) => fieldFilters(reader, field)),
    ...spans,
    ...['a', 'a1', '3fa9b0c2', 'RAS', String(externalId).slice(0, 3)].map((q) => ({ q })),
    { attention, putOff: 'no' },
    { attention, putOff: 'yes' },
    { nextActor: 'user', verifyStatus: ['not_due', 'due', 'no_evidence'] },
    { status: 'terminated', verifyStatus: ['valid'] },
    { status: 'terminated', verifyStatus: ['valid', 'expired'], method: valuesOf(reader, 'method')[0] },
    { status: ['created', 'initialized'], method: valuesOf(reader, 'method').at(-1) },
    { externalId, status: 'error' },
    { q: 'a', status: 'error' },
    { evidenceEnds: 'within_90_days', method: valuesOf(reader, 'method')[0] },
  ];
}

/** Every filter of the calls by itself, spans of time, and pairs. */
export function everyCallFilter(reader: Reader): Filter[] {
  const values = (field: string) => valuesIn(reader, 'calls', snake(field));
  const fields = Object.keys(callList.filters).filter((field) => field !== 'failed' && field !== 'folded');
  const [middle] = reader.connection
    .sql('SELECT started_at FROM calls WHERE id = (SELECT max(id) / 2 FROM calls)')
    .pluck()
    .all() as number[];
  const [before, after] = [-3, 3].map((days) => new Date((middle ?? 0) + days * 86_400_000).toISOString());
  return [
    {},
    ...fields.flatMap((field) => {
      const known = callList.filters[field]?.type === 'time' ? [before] : values(field);
      const one = known[0] === undefined ? [] : [{ [field]: known[0] }];
      return [...one, { [field]: known.slice(-3) }, { [field]: [] }, { [field]: null }];
    }),
    ...callList.ranges.flatMap((field) => [
      { [`${field}_gte`]: after },
      { [`${field}_lte`]: before },
      { [`${field}_gte`]: before, [`${field}_lte`]: after },
    ]),
    { failed: 'yes' },
    { failed: 'no' },
    { failed: ['yes', 'no'], operation: 'verify' },
    { failed: 'yes', operation: 'get_status', origin: 'sync' },
    { correlationId: 'none' },
    { operation: 'place_order', startedAt_gte: before },
  ];
}

/** Every filter of a list in every order at these places. @throws Error for what the list does not take */
export function* everyQuery(
  list: ListSpec,
  filters: readonly Filter[],
  places: readonly number[],
): Generator<{ name: string; query: ListQuery }> {
  for (const filter of filters)
    for (const sort of list.sorts)
      for (const order of ['ASC', 'DESC'])
        for (const at of places) {
          const asked = {
            filter: JSON.stringify(filter),
            sort: JSON.stringify([sort, order]),
            range: JSON.stringify([at, at + 9]),
          };
          const parsed = parseListQuery(list, asked);
          if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
          yield { name: Object.values(asked).join(' '), query: parsed.query };
        }
}
