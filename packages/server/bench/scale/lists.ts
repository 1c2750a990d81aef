import { auditList } from '@srs-desk/shared/api/audit.ts';
import { callList } from '@srs-desk/shared/api/calls.ts';
import type { FilterKind, ListSpec } from '@srs-desk/shared/api/list.ts';
import { orderList, orderListFor } from '@srs-desk/shared/api/orders.ts';
import { invoiceLineList } from '@srs-desk/shared/billing/wire.ts';
import { itemList, jobList, staleList, supersededList } from '@srs-desk/shared/cancellation/wire.ts';
import Database from 'better-sqlite3';
import { invoiceList } from '../../src/features/billing/routes/invoices.ts';
import type { Reader } from '../../src/platform/db/reader.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { everyCallFilter, everyFilter, type Filter } from './list-walk.ts';

/** A list of the API over a table without a bound, and what it is asked for. */
export interface WalkedList {
  name: string;
  path: string;
  params: Record<string, string>;
  spec: ListSpec;
  filters: Filter[];
  role: Principal['role'];
  /** About how many rows it has. */
  rows: number;
}

const JOB = '1';
const INVOICE = '1';

/** A value as it stands in a filter: of a column, or what the kind of the field allows. */
type ValuesOf = (field: string) => (string | number)[];

/** Each field by a value, by several, by none and by what no row has; each span of time from and up to the middle. */
function fieldByField(spec: ListSpec, valuesOf: ValuesOf, middle: number): Filter[] {
  const iso = new Date(middle).toISOString();
  const unknown: Record<FilterKind['type'], unknown> = {
    text: 'none',
    integer: 999_999_999,
    time: iso,
    choice: null,
  };
  return [
    {},
    ...Object.entries(spec.filters).flatMap(([field, { type }]) => {
      const values = type === 'time' ? [] : valuesOf(field);
      const known = values.map((value) => ({ [field]: value }));
      return [...known, { [field]: values }, { [field]: [] }, { [field]: unknown[type] }];
    }),
    ...spec.ranges.flatMap((field) => [{ [`${field}_gte`]: iso }, { [`${field}_lte`]: iso }]),
  ];
}

function entryFilters(reader: Reader): Filter[] {
  const one = (text: string) => reader.connection.sql(text).pluck().get() as string | number;
  const middle = one('SELECT at FROM entries WHERE seq = (SELECT max(seq) / 2 FROM entries)');
  const refId = one('SELECT ref_id FROM calls WHERE id = (SELECT max(id) / 2 FROM calls)');
  const call = one('SELECT max(id) / 2 FROM calls');
  const order = one('SELECT order_id FROM orders WHERE order_id IS NOT NULL LIMIT 1');
  const externalId = one('SELECT external_id FROM orders GROUP BY 1 ORDER BY count(*) DESC LIMIT 1');
  const known: Record<string, (string | number)[]> = {
    id: [1, call],
    seq: [1, call],
    kind: ['call', 'act'],
    action: ['call.outcome', 'order.status', 'system.start'],
    actor: ['sync', 'system'],
    origin: ['sync', 'system'],
    operation: ['get_status', 'verify'],
    outcome: ['ok', 'http_error'],
    refId: [refId],
    orderId: [order],
    externalId: [externalId],
    callId: [call],
    person: [refId],
  };
  const at = new Date(Number(middle)).toISOString();
  const kinds = auditList.filters.kind;
  const allowed = kinds?.type === 'choice' ? kinds.values : [];
  const values = (field: string) =>
    (known[field] ?? []).filter((value) => field !== 'kind' || allowed.includes(String(value)));
  return [
    ...fieldByField(auditList, values, Number(middle)),
    { q: 'ok' },
    { q: 'sync status' },
    { q: 'nobody' },
    { actor: 'sync', at_gte: at },
    { operation: 'verify', outcome: 'http_error', at_lte: at },
    { externalId, operation: 'get_status' },
  ];
}

/** Puts a job of many orders and an invoice of many lines into the file, past the log: for the walk alone. */
export function addJobAndInvoice(path: string): void {
  const database = new Database(path);
  const has = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get() !== 0;
  if (!has('cancellation_jobs'))
    database.exec(`
      INSERT INTO cancellation_jobs (state, source, reason, include_finished, total, will_cancel, already_final, changed,
        not_allowed, finished_work, planned_by, planned_at)
      SELECT 'stopped', 'filter', 'walk', 0, 300000, 300000, 0, 0, 0, 0, 'user:walk', value FROM json_each(
        (SELECT json_group_array(created_at) FROM (SELECT created_at FROM orders ORDER BY id DESC LIMIT 500)));
      INSERT INTO cancellation_items (job_id, ref_id, class, planned_status, state, finished_at)
      SELECT 1, ref_id, 'will_cancel', status, iif(id % 3, 'cancelled', 'failed'), created_at FROM orders LIMIT 300000;`);
  if (!has('billing_invoices'))
    database.exec(`
      INSERT INTO billing_invoices (supplier, number, period, currency, file_name, file_hash, lines, sum_minor, tolerance_minor,
        tolerance_per_mille, uploaded_at, uploaded_by, reconciled_at)
      SELECT 'walk', ref_id, '2026-01', 'CHF', 'walk.csv', ref_id, 300000, 0, 0, 0, created_at, 'user:walk', created_at
      FROM orders LIMIT 500;
      INSERT INTO billing_invoice_lines (invoice_id, position, line, class, reasons, ref_id, external_id, day, quantity,
        invoiced_minor, expected_minor)
      SELECT 1, id, id, iif(id % 5, 'matched', 'amount_differs'), '[]', ref_id, external_id, '2026-01-01', 1, 500, 400
      FROM orders LIMIT 300000;`);
  database.close();
}

/** Every list of the API that has no bound, with what it can be asked for over this file. */
export function walkedLists(reader: Reader): WalkedList[] {
  const count = (text: string) => Number(reader.connection.sql(text).pluck().get());
  const column = (table: string, columnOf: (field: string) => string) => (field: string) =>
    reader.connection
      .sql(
        `SELECT DISTINCT ${columnOf(field)} AS one FROM (SELECT * FROM ${table} LIMIT 2000) WHERE one IS NOT NULL LIMIT 2`,
      )
      .pluck()
      .all() as (string | number)[];
  const snake = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const middle = count('SELECT created_at FROM orders WHERE id = (SELECT max(id) / 2 FROM orders)');
  const orders = count('SELECT max(id) FROM orders');
  const few = Math.min(orders, 300_000);
  const of = (table: string, spec: ListSpec, renamed: Record<string, string> = {}) =>
    fieldByField(
      spec,
      column(table, (field) => renamed[field] ?? snake(field)),
      middle,
    );
  const list = (
    name: string,
    spec: ListSpec,
    filters: Filter[],
    rows: number,
    more: Partial<WalkedList> = {},
  ) => ({ name, path: `/api/${name}`, params: {}, spec, filters, rows, role: 'admin' as const, ...more });
  return [
    list('orders', orderList, everyFilter(reader), orders),
    list('orders', orderListFor('finance'), [{}, { status: 'terminated' }, { method: 'video' }], orders, {
      name: 'orders (finance)',
      role: 'finance',
    }),
    list('calls', callList, everyCallFilter(reader), count('SELECT max(id) FROM calls')),
    list('audit', auditList, entryFilters(reader), count('SELECT max(seq) FROM entries')),
    list('cancellations', jobList, of('cancellation_jobs', jobList, { refId: 'id' }), 500),
    list('cancellations/items', itemList, of('cancellation_items', itemList), few, {
      path: '/api/cancellations/:id/items',
      params: { id: JOB },
    }),
    list('cancellations/superseded', supersededList, [{}, { method: 'video' }, { differs: 'any' }], few),
    list('cancellations/stale', staleList, [{}, { olderThanDays: 1 }, { methods: ['video'] }], few),
    list('invoices', invoiceList, of('billing_invoices', invoiceList), 500),
    list(
      'invoices/lines',
      invoiceLineList,
      of('billing_invoice_lines', invoiceLineList, { id: 'position' }),
      few,
      {
        path: '/api/invoices/:id/lines',
        params: { id: INVOICE },
      },
    ),
  ];
}
