import { cancelAnswer, refId } from '@srs-desk/shared/api/orders.ts';
import {
  cancellationAsked,
  cancellationRequestRow,
  dismissal,
  orphanRow,
  orphanSettlement,
  requestExecution,
} from '@srs-desk/shared/api/placing.ts';
import { registrationRow } from '@srs-desk/shared/api/registrations.ts';
import * as z from 'zod';
import { listQuery, shortList, wholeList } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import {
  askForCancellation,
  dismissRequest,
  executeRequest,
  openRequests,
  reopenRequest,
} from '../cancel/cancellation-requests.ts';
import { possibleOrphans, settleOrphan } from '../placing/possible-orphans.ts';
import { listRegistrations, MOST_LISTED } from '../registrations/list-registrations.ts';
import { suggestExternalIds } from '../suggest-external-ids.ts';

const byId = z.object({ id: z.coerce.number().int().positive() });

/** What goes with placing orders; to be mounted before `/api/orders/:refId`. */
export const placingRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/orders/possible-orphans',
    access: 'orders.place',
    summary: 'Placing calls whose answer was lost: the order may exist at SRS',
    answers: { 200: z.array(orphanRow) },
    query: listQuery,
    handle: ({ desk, query }) => shortList('possible-orphans', orphanRow, possibleOrphans(desk), query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/possible-orphans/:id/settle',
    access: 'orders.place',
    summary: 'Clear up a lost placing call: with the Ref ID that was found at SRS, or without one',
    params: byId,
    body: orphanSettlement,
    answers: { 200: z.array(orphanRow) },
    handle: async ({ desk, who, params, body }) => ({
      body: await settleOrphan(desk, who, params.id, body),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/registrations',
    access: 'orders.register',
    summary:
      'Ref IDs that somebody asked about and that are no orders: SRS does not know them, or could not be asked',
    answers: { 200: z.array(registrationRow) },
    query: listQuery,
    handle: ({ desk, query }) => {
      const rows = listRegistrations(desk);
      return shortList('registrations', registrationRow, rows, query, rows.length === MOST_LISTED);
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/orders/external-ids',
    access: 'orders.place',
    summary: 'External IDs in use that begin with `q`, at most ten',
    query: z.strictObject({ q: z.string().max(200).default('') }),
    answers: { 200: z.array(z.string()) },
    handle: ({ desk, query }) => wholeList('external-ids', suggestExternalIds(desk, query.q)),
  }),
  defineRoute({
    method: 'get',
    path: '/api/cancellation-requests',
    access: 'cancellations.read',
    summary: 'Cancellations of replaced orders that somebody asked for who may not cancel',
    answers: { 200: z.array(cancellationRequestRow) },
    query: listQuery,
    handle: ({ desk, query }) =>
      shortList('cancellation-requests', cancellationRequestRow, openRequests(desk), query),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellation-requests/:id/execute',
    access: 'orders.cancel',
    summary: 'Cancel the order a request is about',
    params: byId,
    body: requestExecution,
    answers: { 200: cancelAnswer },
    handle: async ({ desk, who, params, body }) => ({
      body: await executeRequest(desk, who, params.id, body),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellation-requests/:id/dismiss',
    access: 'orders.cancel',
    summary: 'End a request without cancelling, with the reason on record',
    params: byId,
    body: dismissal,
    answers: { 200: byId },
    handle: async ({ desk, who, params, body }) => {
      await dismissRequest(desk, who, params.id, body.reason ?? null);
      return { body: { id: params.id } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/cancellation-requests/:id/reopen',
    access: 'orders.cancel',
    summary: 'Undo that a request was ended without cancelling',
    params: byId,
    answers: { 200: byId },
    handle: async ({ desk, who, params }) => {
      await reopenRequest(desk, who, params.id);
      return { body: { id: params.id } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/orders/:refId/cancellation-request',
    access: 'orders.place',
    summary: 'Ask an admin to cancel the order',
    params: z.object({ refId }),
    body: cancellationAsked,
    answers: { 201: byId },
    handle: async ({ desk, who, params, body }) => ({
      status: 201,
      body: { id: await askForCancellation(desk, who, params.refId, body) },
    }),
  }),
];
