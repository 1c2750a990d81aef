import { savedViewInput, savedViewRow } from '@srs-desk/shared/api/support.ts';
import * as z from 'zod';
import { listQuery, shortList } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { createSavedView, deleteSavedView, savedViews, updateSavedView } from '../saved-views/saved-views.ts';

const byId = z.object({ id: z.coerce.number().int().positive() });

export const savedViewRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/saved-views',
    access: 'saved_views.use',
    summary: 'One’s own views and those that others share',
    query: listQuery.extend({ resource: z.string().max(40).optional() }),
    answers: { 200: z.array(savedViewRow) },
    handle: ({ desk, who, query: { resource, ...list } }) =>
      shortList('saved-views', savedViewRow, savedViews(desk, who, resource ?? null), list),
  }),
  defineRoute({
    method: 'post',
    path: '/api/saved-views',
    access: 'saved_views.use',
    summary: 'Keep a view of a list',
    body: savedViewInput,
    answers: { 201: savedViewRow },
    handle: async ({ desk, who, body }) => ({ body: await createSavedView(desk, who, body) }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/saved-views/:id',
    access: 'saved_views.use',
    summary: 'Change one’s own view',
    params: byId,
    body: savedViewInput,
    answers: { 200: savedViewRow },
    handle: async ({ desk, who, params, body }) => ({
      body: await updateSavedView(desk, who, params.id, body),
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/saved-views/:id',
    access: 'saved_views.use',
    summary: 'Take one’s own view away',
    params: byId,
    answers: { 200: byId },
    handle: async ({ desk, who, params }) => {
      await deleteSavedView(desk, who, params.id);
      return { body: { id: params.id } };
    },
  }),
];
