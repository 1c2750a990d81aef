import { policyInput, policyList, policyRow } from '@srs-desk/shared/cancellation/wire.ts';
import * as z from 'zod';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { createPolicy, deletePolicy, listPolicies, readPolicy, updatePolicy } from '../policies.ts';
import { runPolicyFor } from '../run-policies.ts';
import { byNumber } from './jobs.ts';

const PATH = '/api/cancellation-policies';

export const policyRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: PATH,
    access: 'cancellations.read',
    summary: 'Saved policies, each with how many orders it finds now',
    query: listQuery,
    answers: { 200: z.array(policyRow) },
    handle: ({ desk, query }) => {
      const asked = readListQuery(policyList, query);
      return listAnswer('cancellation-policies', asked, pageOf(listPolicies(desk), asked));
    },
  }),
  defineRoute({
    method: 'get',
    path: `${PATH}/:id`,
    access: 'cancellations.read',
    summary: 'One policy',
    params: byNumber,
    answers: { 200: policyRow },
    handle: ({ desk, params }) => ({ body: readPolicy(desk, params.id) }),
  }),
  defineRoute({
    method: 'post',
    path: PATH,
    access: 'cancellations.plan',
    summary: 'Save a policy: on schedule it makes proposals that an admin confirms; it never cancels',
    body: policyInput,
    answers: { 201: policyRow },
    handle: async ({ desk, who, body }) => ({ body: await createPolicy(desk, who, body) }),
  }),
  defineRoute({
    method: 'put',
    path: `${PATH}/:id`,
    access: 'cancellations.plan',
    summary: 'Change a policy',
    params: byNumber,
    body: policyInput,
    answers: { 200: policyRow },
    handle: async ({ desk, who, params, body }) => ({ body: await updatePolicy(desk, who, params.id, body) }),
  }),
  defineRoute({
    method: 'delete',
    path: `${PATH}/:id`,
    access: 'cancellations.plan',
    summary: 'Take a policy away; its past proposals stay',
    params: byNumber,
    answers: { 200: policyRow },
    handle: async ({ desk, who, params }) => ({ body: await deletePolicy(desk, who, params.id) }),
  }),
  defineRoute({
    method: 'post',
    path: `${PATH}/:id/run`,
    access: 'cancellations.plan',
    summary: 'Let a policy look now; `proposalId` is its plan, null when there is nothing new to propose',
    params: byNumber,
    answers: { 200: z.object({ proposalId: z.int().nullable(), policy: policyRow }) },
    handle: async ({ desk, who, params }) => {
      const made = await runPolicyFor(desk, who, params.id);
      return { body: { proposalId: made, policy: readPolicy(desk, params.id) } };
    },
  }),
];
