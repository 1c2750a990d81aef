import { approvalList, approvalRejection, approvalRow } from '@srs-desk/shared/api/approvals.ts';
import * as z from 'zod';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { approve, listApprovals, readApproval, reject } from '../approvals/approvals.ts';

const byId = z.object({ id: z.coerce.number().int().positive() });

export const approvalRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/approvals',
    access: 'approvals.read',
    summary: 'What waits for a second admin, and what became of the last of it',
    query: listQuery,
    answers: { 200: z.array(approvalRow) },
    handle: ({ desk, who, query }) => {
      const asked = readListQuery(approvalList, query);
      return listAnswer('approvals', asked, pageOf(listApprovals(desk, who), asked));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/approvals/:id',
    access: 'approvals.read',
    summary: 'One of them',
    params: byId,
    answers: { 200: approvalRow },
    handle: ({ desk, who, params }) => ({ body: readApproval(desk, who, params.id) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/approvals/:id/approve',
    access: 'approvals.decide',
    reauthenticated: true,
    summary: 'Agree, as a second admin, to what another asked for: it is carried out at once',
    params: byId,
    answers: { 200: approvalRow },
    handle: async ({ desk, who, params }) => ({ body: await approve(desk, who, params.id) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/approvals/:id/reject',
    access: 'approvals.decide',
    summary: 'Say no to what waits for a second admin, or take back what one asked for',
    params: byId,
    body: approvalRejection,
    answers: { 200: approvalRow },
    handle: async ({ desk, who, params, body }) => ({
      body: await reject(desk, who, params.id, body.reason),
    }),
  }),
];
