import {
  cancelAnswer,
  cancelInput,
  evidenceCheck,
  evidenceInput,
  importInput,
  importOutcomes,
  importReport,
  noteInput,
  noteRow,
  orderDetail,
  orderListFor,
  orderRow,
  placeInput,
  revealInput,
} from '@srs-desk/shared/api/orders.ts';
import { orderPlaced } from '@srs-desk/shared/api/placing.ts';
import { searchAnswer, searchInput } from '@srs-desk/shared/api/search.ts';
import { timelineAnswer } from '@srs-desk/shared/api/timeline.ts';
import { EXPORT_COLUMNS } from '@srs-desk/shared/order/fields.ts';
import * as z from 'zod';
import { onlyOnce } from '../../../platform/http/idempotency.ts';
import {
  listAnswer,
  listQuery,
  listQueryWithCursor,
  readListQuery,
} from '../../../platform/http/list-answer.ts';
import { parseInput } from '../../../platform/http/parse-input.ts';
import { RawJson } from '../../../platform/http/raw-json.ts';
import { readBytes, readJson } from '../../../platform/http/read-body.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { streamText } from '../../../platform/http/stream-text.ts';
import { TABLE_FILES } from '../../../platform/tables/made-file.ts';
import { CSV_TYPE } from '../../../platform/tables/write-csv.ts';
import { addNote } from '../add-note.ts';
import { cancelOrder } from '../cancel/cancel-order.ts';
import { exportOrders } from '../export-orders.ts';
import { openOrder } from '../get-order.ts';
import { importOrders, importOutcome } from '../import/import-orders.ts';
import { readImport } from '../import/read-import.ts';
import { listOrders } from '../list-orders.ts';
import { orderTimeline } from '../order-timeline.ts';
import { checkEvidence } from '../placing/list-providers.ts';
import { placeOrder } from '../placing/place-order.ts';
import { revealPerson } from '../reveal-person.ts';
import { searchOrders } from '../search/search-orders.ts';
import { refreshOrder } from '../sync-order.ts';

const ofOrder = z.object({ refId: z.string().min(1).max(128) });
const exportQuery = listQuery.omit({ range: true, sort: true }).extend({
  columns: z
    .string()
    .max(2000)
    .transform(parseJson)
    .pipe(z.array(z.enum(EXPORT_COLUMNS), 'must be a JSON list of fields').min(1).max(EXPORT_COLUMNS.length))
    .optional(),
});
const IMPORT_LIMIT = 2 * 1024 * 1024;

const readRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/orders',
    access: 'orders.read',
    summary: 'Orders, filtered, sorted and in pages',
    query: listQueryWithCursor,
    answers: { 200: z.array(orderRow) },
    handle: async ({ desk, who, query, gone }) => {
      const asked = readListQuery(orderListFor(who.role), query);
      const { json, ...page } = await listOrders(desk, who, asked, gone);
      return listAnswer('orders', asked, { rows: new RawJson(json), ...page });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/export.csv',
    access: 'orders.export',
    work: 'file',
    summary: 'All orders of a filter as CSV; `columns` is a JSON list of fields in their order',
    query: exportQuery,
    answers: { 200: { media: [CSV_TYPE] } },
    handle: async ({ desk, who, query: { columns, ...raw }, gone, res }) => {
      const asked = readListQuery(orderListFor(who.role), raw);
      const { lines } = await exportOrders(desk, who, asked, columns ?? null, gone);
      await streamText(res, 'orders.csv', CSV_TYPE, lines);
      return undefined;
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/:refId',
    access: 'orders.read',
    summary: 'One order; its status is then read again soon',
    params: ofOrder,
    answers: { 200: orderDetail },
    handle: ({ desk, who, params }) => ({ body: openOrder(desk, who, params.refId) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/:refId/timeline',
    access: 'orders.timeline',
    summary: 'The order’s timeline, newest first',
    params: ofOrder,
    answers: { 200: timelineAnswer },
    handle: ({ desk, params }) => ({ body: orderTimeline(desk, params.refId) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/search',
    access: 'search.use',
    work: 'search',
    summary: 'Find orders by any id, number or name',
    body: searchInput,
    answers: { 200: searchAnswer },
    handle: async ({ desk, who, body, gone }) => ({ body: await searchOrders(desk, who, body, gone) }),
  }),
];

const verbRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/sync',
    access: 'orders.sync',
    summary: 'Read the order’s status at SRS now; 202 when that takes longer than 10 s',
    params: ofOrder,
    answers: { 200: orderDetail, 202: orderDetail },
    handle: async ({ desk, who, params }) => {
      const { done, order } = await refreshOrder(desk, who, params.refId, 'status');
      return { status: done ? 200 : 202, body: order };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/verify',
    access: 'orders.verify',
    summary: 'Ask the RA service for the order’s evidence now; 202 when that takes longer than 10 s',
    params: ofOrder,
    answers: { 200: orderDetail, 202: orderDetail },
    handle: async ({ desk, who, params }) => {
      const { done, order } = await refreshOrder(desk, who, params.refId, 'verify');
      return { status: done ? 200 : 202, body: order };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/reveal',
    access: 'person.reveal',
    summary: 'Show fields of the person for a while, with a reason on record',
    params: ofOrder,
    body: revealInput,
    answers: { 200: orderDetail },
    handle: async ({ desk, who, params, body }) => ({
      body: await revealPerson(desk, who, params.refId, body),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/notes',
    access: 'orders.note',
    summary: 'Add a note to the order’s timeline',
    params: ofOrder,
    body: noteInput,
    answers: { 201: noteRow },
    handle: async ({ desk, who, params, body }) => ({
      body: await addNote(desk, who, params.refId, body.text),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/cancel',
    access: 'orders.cancel',
    summary: 'Cancel the order at SRS, after reading its present status there',
    params: ofOrder,
    body: cancelInput,
    answers: { 200: cancelAnswer },
    handle: ({ desk, who, params, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => ({
        body: await cancelOrder(desk, who, params.refId, body),
      })),
  }),
];

const newOrderRoutes: readonly Route[] = [
  defineRoute({
    method: 'post',
    path: '/api/orders',
    access: 'orders.place',
    summary: 'Place an order at SRS',
    body: placeInput,
    answers: { 201: orderPlaced },
    handle: ({ desk, who, body, req }) =>
      onlyOnce({ desk, who, req, body }, async () => {
        const { order, ...more } = await placeOrder(desk, who, body);
        return { body: { ...order, ...more } };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/import',
    access: 'orders.register',
    summary:
      'Register known Ref IDs: {refIds} or a CSV or XLSX file with refId, externalId?, note?; lists are for admins',
    work: 'file',
    streamed: { media: TABLE_FILES, json: importInput },
    answers: { 200: importReport },
    handle: async ({ desk, who, req, gone }) => {
      if (req.is('application/json')) {
        const { refIds } = parseInput(importInput, await readJson(req, IMPORT_LIMIT));
        const inputs = refIds.map((refId, at) => ({
          line: at + 1,
          refId,
          externalId: null,
          note: null,
          problem: null,
        }));
        return { body: await importOrders(desk, who, inputs) };
      }
      const { inputs, unread } = await readImport(await readBytes(req, IMPORT_LIMIT), gone);
      return { body: await importOrders(desk, who, inputs, unread) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/import/outcome',
    access: 'orders.register',
    summary: 'What SRS has said meanwhile about registered Ref IDs: found, not found, or not asked yet',
    body: importInput,
    answers: { 200: importOutcomes },
    handle: ({ desk, body }) => ({ body: importOutcome(desk, body.refIds) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/check-evidence',
    access: 'orders.place',
    summary: 'Whether a person has valid evidence already, before an order is placed',
    body: evidenceInput,
    answers: { 200: evidenceCheck },
    handle: async ({ desk, who, body }) => ({ body: await checkEvidence(desk, who, body) }),
  }),
];

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const orderRoutes: readonly Route[] = [...readRoutes, ...newOrderRoutes, ...verbRoutes];
