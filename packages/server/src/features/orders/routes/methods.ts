import type { ListSpec } from '@srs-desk/shared/api/list.ts';
import { methodRow, offeredMethod, stepRow } from '@srs-desk/shared/api/methods.ts';
import { METHOD_CATALOGUE } from '@srs-desk/shared/method/catalogue.ts';
import { PROCESS_STEPS } from '@srs-desk/shared/process/steps.ts';
import * as z from 'zod';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { listProviders } from '../placing/list-providers.ts';

const byId: ListSpec = {
  filters: { id: { type: 'text' } },
  ranges: [],
  sorts: ['id'],
  defaultSort: ['id', 'ASC'],
  q: false,
};
const stepList: ListSpec = { ...byId, filters: { id: { type: 'integer' } } };

const oneOrMany = z.union([z.string().max(100), z.array(z.string().max(100)).max(20)]);
const many = oneOrMany.transform((value) => (typeof value === 'string' ? [value] : value));
const flag = z.enum(['true', 'false'], 'must be true or false').transform((value) => value === 'true');

const providerQuery = z.strictObject({
  issuer: many.optional(),
  jurisdiction: many.optional(),
  loa: z.string().max(20).optional(),
  method: z.string().max(100).optional(),
  offline: flag.optional(),
  webflow: flag.optional(),
  realtime: flag.optional(),
});

export const methodRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/steps',
    access: 'playbook.read',
    summary: 'The five process steps: issues, success, team, data to provide',
    query: listQuery,
    answers: { 200: z.array(stepRow) },
    handle: ({ query }) => {
      const asked = readListQuery(stepList, query);
      return listAnswer(
        'steps',
        asked,
        pageOf(
          PROCESS_STEPS.map((step) => ({ id: step.step, ...step })),
          asked,
        ),
      );
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/methods',
    access: 'playbook.read',
    summary: 'The data sheets of the identification methods',
    query: listQuery,
    answers: { 200: z.array(methodRow) },
    handle: ({ query }) => {
      const asked = readListQuery(byId, query);
      return listAnswer(
        'methods',
        asked,
        pageOf(
          METHOD_CATALOGUE.map((sheet) => ({ id: sheet.key, ...sheet })),
          asked,
        ),
      );
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/providers',
    access: 'methods.list',
    summary: 'The methods that SRS offers now, by the seven filters of the guide',
    query: providerQuery,
    answers: { 200: z.array(offeredMethod) },
    handle: async ({ desk, who, query }) => {
      const rows = await listProviders(desk, who, query);
      return {
        headers: { 'content-range': `providers 0-${Math.max(0, rows.length - 1)}/${rows.length}` },
        body: rows,
      };
    },
  }),
];
