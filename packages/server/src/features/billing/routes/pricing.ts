import type { ListSpec } from '@srs-desk/shared/api/list.ts';
import { billableRuleSchema, PRICE_LISTS } from '@srs-desk/shared/billing/billable.ts';
import { daySchema } from '@srs-desk/shared/billing/periods.ts';
import { priceSchema } from '@srs-desk/shared/billing/price-list.ts';
import {
  aliasInput,
  aliasRow,
  assignmentInput,
  groupInput,
  groupRow,
  priceRow,
  ruleRow,
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
import { deletePrice, listPrices, readPrice, replacePrice, writePrice } from '../prices/write-prices.ts';
import { deleteRule, listRules, readRule, writeRule } from '../prices/write-rules.ts';

const byId = z.object({ id: z.coerce.number().int().positive() });
const byText = z.object({ id: z.string().min(1).max(200) });
/** What a change that reaches into closed months is repeated with, as its refusal `closed_months` says. */
const confirmation = z.strictObject({ confirm: z.string().max(100).optional() });
const text = { type: 'text' } as const;
const integer = { type: 'integer' } as const;

const priceList: ListSpec = {
  filters: {
    id: integer,
    list: { type: 'choice', values: PRICE_LISTS },
    externalId: text,
    group: text,
    issuer: text,
    method: text,
    currency: text,
  },
  ranges: [],
  sorts: ['id', 'externalId', 'group', 'issuer', 'method', 'validFrom', 'currency'],
  defaultSort: ['id', 'ASC'],
  q: false,
};

const ruleList: ListSpec = {
  filters: { id: integer, list: { type: 'choice', values: PRICE_LISTS }, issuer: text, method: text },
  ranges: [],
  sorts: ['id', 'list', 'issuer', 'method', 'validFrom'],
  defaultSort: ['id', 'ASC'],
  q: false,
};

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

const priceRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/prices',
    access: 'prices.read',
    summary: 'The price lists, for customers and of the supplier',
    query: listQuery,
    answers: { 200: z.array(priceRow) },
    handle: ({ desk, query }) => {
      const asked = readListQuery(priceList, query);
      return listAnswer('prices', asked, pageOf(listPrices(desk), asked));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/prices/:id',
    access: 'prices.read',
    summary: 'One price',
    params: byId,
    answers: { 200: priceRow },
    handle: ({ desk, params }) => ({ body: readPrice(desk, params.id) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/prices',
    access: 'prices.write',
    summary: 'Add a price; gaps and overlaps with others of its kind are refused',
    body: priceSchema,
    query: confirmation,
    answers: { 201: priceRow },
    handle: async ({ desk, who, body, query }) => ({
      body: await writePrice(desk, who, null, body, query.confirm),
    }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/prices/:id',
    access: 'prices.write',
    summary: 'Change a price; closed months keep what they were, the difference becomes an adjustment',
    params: byId,
    body: priceSchema,
    query: confirmation,
    answers: { 200: priceRow },
    handle: async ({ desk, who, params, body, query }) => ({
      body: await writePrice(desk, who, params.id, body, query.confirm),
    }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/prices/:id/replace',
    access: 'prices.write',
    summary: 'End a price on the day the given one begins, and add that one: both or neither',
    params: byId,
    body: priceSchema,
    query: confirmation,
    answers: { 201: priceRow },
    handle: async ({ desk, who, params, body, query }) => ({
      body: await replacePrice(desk, who, params.id, body, query.confirm),
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/prices/:id',
    access: 'prices.write',
    summary: 'Take a price away; one that orders were billed under is ended after today instead',
    params: byId,
    query: confirmation,
    answers: { 200: byId.extend({ endedOn: daySchema.nullable() }) },
    handle: async ({ desk, who, params, query }) => {
      return { body: { ...params, ...(await deletePrice(desk, who, params.id, query.confirm)) } };
    },
  }),
];

const ruleRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/billable-rules',
    access: 'prices.read',
    summary: 'From when which event makes the orders of a method billable',
    query: listQuery,
    answers: { 200: z.array(ruleRow) },
    handle: ({ desk, query }) => {
      const asked = readListQuery(ruleList, query);
      return listAnswer('billable-rules', asked, pageOf(listRules(desk), asked));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/billable-rules/:id',
    access: 'prices.read',
    summary: 'One billable rule',
    params: byId,
    answers: { 200: ruleRow },
    handle: ({ desk, params }) => ({ body: readRule(desk, params.id) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/billable-rules',
    access: 'prices.write',
    summary: 'Add a billable rule; orders are booked anew behind it',
    body: billableRuleSchema,
    query: confirmation,
    answers: { 201: ruleRow },
    handle: async ({ desk, who, body, query }) => ({
      body: await writeRule(desk, who, null, body, query.confirm),
    }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/billable-rules/:id',
    access: 'prices.write',
    summary: 'Change a billable rule; orders are booked anew behind it',
    params: byId,
    body: billableRuleSchema,
    query: confirmation,
    answers: { 200: ruleRow },
    handle: async ({ desk, who, params, body, query }) => ({
      body: await writeRule(desk, who, params.id, body, query.confirm),
    }),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/billable-rules/:id',
    access: 'prices.write',
    summary: 'Take a billable rule away',
    params: byId,
    query: confirmation,
    answers: { 200: byId },
    handle: async ({ desk, who, params, query }) => {
      await deleteRule(desk, who, params.id, query.confirm);
      return { body: { id: params.id } };
    },
  }),
];

const customerRoutes: readonly Route[] = [
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

/** Prices, billable rules, aliases, assignments and price groups. */
export const pricingRoutes: readonly Route[] = [...priceRoutes, ...ruleRoutes, ...customerRoutes];
