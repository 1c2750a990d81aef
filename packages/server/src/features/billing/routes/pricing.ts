import type { ListSpec } from '@srs-desk/shared/api/list.ts';
import { billableRuleSchema, PRICE_LISTS } from '@srs-desk/shared/billing/billable.ts';
import { daySchema } from '@srs-desk/shared/billing/periods.ts';
import { priceSchema } from '@srs-desk/shared/billing/price-list.ts';
import { priceRow, ruleRow } from '@srs-desk/shared/billing/wire.ts';
import * as z from 'zod';
import { listAnswer, listQuery, pageOf, readListQuery } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { deletePrice, listPrices, readPrice, replacePrice, writePrice } from '../prices/write-prices.ts';
import { deleteRule, listRules, readRule, writeRule } from '../prices/write-rules.ts';
import { confirmation } from './confirmation.ts';

const byId = z.object({ id: z.coerce.number().int().positive() });
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
    handle: async ({ desk, who, body, query, gone }) => ({
      body: await writeRule(desk, who, null, body, query.confirm, gone),
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
    handle: async ({ desk, who, params, body, query, gone }) => ({
      body: await writeRule(desk, who, params.id, body, query.confirm, gone),
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
    handle: async ({ desk, who, params, query, gone }) => {
      await deleteRule(desk, who, params.id, query.confirm, gone);
      return { body: { id: params.id } };
    },
  }),
];

/** Prices and billable rules. */
export const pricingRoutes: readonly Route[] = [...priceRoutes, ...ruleRoutes];
