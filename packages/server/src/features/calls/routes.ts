import { callDetail, callList, callRow } from '@srs-desk/shared/api/calls.ts';
import * as z from 'zod';
import { listAnswer, listQuery, readListQuery } from '../../platform/http/list-answer.ts';
import { RawJson } from '../../platform/http/raw-json.ts';
import { defineRoute, type Route } from '../../platform/http/route.ts';
import { listCalls } from './call-list.ts';
import { readCall } from './read-calls.ts';

export const callRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/calls',
    access: 'calls.read',
    summary: 'Every call to SRS, the RA service and the token endpoint',
    query: listQuery,
    answers: { 200: z.array(callRow) },
    handle: async ({ desk, query, gone }) => {
      const asked = readListQuery(callList, query);
      const { json, ...page } = await listCalls(desk, asked, gone);
      return listAnswer('calls', asked, { rows: new RawJson(json), ...page });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/calls/:id',
    access: 'calls.read',
    summary: 'One call with its headers and bodies, as far as the role may see them',
    params: z.object({ id: z.coerce.number().int().positive() }),
    answers: { 200: callDetail },
    handle: ({ desk, who, params }) => ({ body: readCall(desk, who, params.id) }),
  }),
];
