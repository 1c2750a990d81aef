import type { ListSpec } from '@srs-desk/shared/api/list.ts';
import {
  aliasInput,
  aliasRow,
  assignmentInput,
  groupInput,
  groupRow,
} from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import {
  assignOrders,
  deleteAlias,
  listAliases,
  listGroups,
  writeAlias,
  writeGroup,
} from '../external-ids/write-external-ids.ts';
import { confirmation } from './confirmation.ts';

const byText = z.object({ id: z.string().min(1).max(200) });
const text = { type: 'text' } as const;

const aliasList: ListSpec = {
  filters: { id: text, raw: text, canonical: text },
  ranges: [],
  sorts: ['id', 'raw', 'canonical'],
  defaultSort: ['id', 'ASC'],
  q: false,
};

const groupList: ListSpec = {
  filters: { id: text, externalId: text, group: text },
  ranges: [],
  sorts: ['id', 'externalId', 'group'],
  defaultSort: ['id', 'ASC'],
  q: false,
};

/** Aliases, assignments and price groups of External IDs. */
export const externalIdRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/aliases',
    access: 'usage.read',
    summary: 'Raw External IDs that are billed as another',
    query: listQuery,
    answers: { 200: z.array(aliasRow) },
    handle: ({ desk, query }) => {
      const asked = readListQuery(aliasList, query);
      return listAnswer('aliases', asked, pageOf(listAliases(desk), asked));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/aliases',
    access: 'aliases.write',
    summary: 'Bill a raw External ID (null: orders without one) as another; the raw value stays',
    body: aliasInput,
    query: confirmation,
    answers: { 201: aliasRow },
    handle: async ({ desk, who, body, query }) => ({
      body: await writeAlias(desk, who, body, query.confirm),
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/aliases/:id',
    access: 'aliases.write',
    summary: 'Take an alias away',
    params: byText,
    query: confirmation,
    answers: { 200: byText },
    handle: async ({ desk, who, params, query }) => {
      await deleteAlias(desk, who, params.id, query.confirm);
      return { body: { id: params.id } };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/assignments',
    access: 'aliases.write',
    summary: 'Bill single orders as an External ID; null undoes that',
    body: assignmentInput,
    answers: { 200: z.object({ orders: z.int() }) },
    handle: async ({ desk, who, body }) => ({
      body: await assignOrders(desk, who, body.refIds, body.externalId),
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/price-groups',
    access: 'prices.read',
    summary: 'Which External IDs are members of which price group',
    query: listQuery,
    answers: { 200: z.array(groupRow) },
    handle: ({ desk, query }) => {
      const asked = readListQuery(groupList, query);
      return listAnswer('price-groups', asked, pageOf(listGroups(desk), asked));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/price-groups',
    access: 'prices.write',
    summary: 'Put an External ID into a price group',
    body: groupInput,
    query: confirmation,
    answers: { 201: groupRow.omit({ changedAt: true, changedBy: true }) },
    handle: async ({ desk, who, body, query }) => {
      await writeGroup(desk, who, body.externalId, body.group, query.confirm);
      return { body: { id: body.externalId, ...body } };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/price-groups/:id',
    access: 'prices.write',
    summary: 'Take an External ID out of its price group',
    params: byText,
    query: confirmation,
    answers: { 200: byText },
    handle: async ({ desk, who, params, query }) => {
      await writeGroup(desk, who, params.id, null, query.confirm);
      return { body: { id: params.id } };
    },
  }),
];
