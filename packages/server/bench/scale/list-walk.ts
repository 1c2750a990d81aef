import { type ListQuery, parseListQuery } from '@srs-desk/shared/api/list.ts';
import { orderList } from '@srs-desk/shared/api/orders.ts';
import type { Reader } from '../../src/platform/db/reader.ts';

/** A filter as it stands in an address. */
export type Filter = Record<string, unknown>;

/** Values that orders have in each field that can be filtered by, the most frequent first. */
function valuesOf(reader: Reader, column: string): (string | number)[] {
  return reader.connection
    .sql(
      `SELECT ${column} FROM orders WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 20`,
    )
    .pluck()
    .all() as (string | number)[];
}

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

/** Every filter in every order at these places. @throws Error for what the list does not take */
export function* everyQuery(
  filters: readonly Filter[],
  places: readonly number[],
): Generator<{ name: string; query: ListQuery }> {
  for (const filter of filters)
    for (const sort of orderList.sorts)
      for (const order of ['ASC', 'DESC'])
        for (const at of places) {
          const asked = {
            filter: JSON.stringify(filter),
            sort: JSON.stringify([sort, order]),
            range: JSON.stringify([at, at + 9]),
          };
          const parsed = parseListQuery(orderList, asked);
          if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
          yield { name: Object.values(asked).join(' '), query: parsed.query };
        }
}
