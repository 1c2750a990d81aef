import type { ListQuery } from '@srs-desk/shared/api/list.ts';
import { plainIssue } from '@srs-desk/shared/api/plain-issue.ts';
import { staleRule } from '@srs-desk/shared/cancellation/stale.ts';
import { staleList, staleRow, supersededList, supersededRow } from '@srs-desk/shared/cancellation/wire.ts';
import * as z from 'zod';
import { InvalidInput } from '../../../platform/errors.ts';
import { listAnswer, listQuery, readListQuery } from '../../../platform/http/list-answer.ts';
import { defineRoute, type Route } from '../../../platform/http/route.ts';
import { listStale, listSuperseded } from '../list-candidates.ts';

function valuesOf(query: ListQuery, field: string): (string | number)[] | undefined {
  const condition = query.where.find((one) => one.op === 'in' && one.field === field);
  if (condition?.op !== 'in') return undefined;
  return condition.values.filter((value) => value !== null);
}

function textsOf(query: ListQuery, field: string): string[] | undefined {
  return valuesOf(query, field)?.map(String);
}

/** The rule that the filter of the list of stale orders stands for; 30 days unless it says otherwise. */
function ruleOf(query: ListQuery) {
  const asked = {
    olderThanDays: valuesOf(query, 'olderThanDays')?.[0] ?? 30,
    ...Object.fromEntries(
      ['statuses', 'methods', 'externalIds'].flatMap((field) => {
        const values = textsOf(query, field);
        return values === undefined ? [] : [[field, values]];
      }),
    ),
  };
  const parsed = staleRule.safeParse(asked, { error: plainIssue, reportInput: true });
  if (parsed.success) return parsed.data;
  throw new InvalidInput(
    Object.fromEntries(parsed.error.issues.map((issue) => [`filter.${issue.path.join('.')}`, issue.message])),
    'The rule cannot be used like this.',
    'invalid_query',
  );
}

export const candidateRoutes: readonly Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/cancellations/superseded',
    access: 'cancellations.read',
    summary: 'Pending orders whose place a later order has taken, each with the reason',
    query: listQuery,
    answers: { 200: z.array(supersededRow) },
    handle: async ({ desk, query }) => {
      const asked = readListQuery(supersededList, query);
      const filter = {
        alike: valuesOf(asked, 'differs')?.[0] === 'no',
        refId: textsOf(asked, 'refId'),
        status: textsOf(asked, 'status'),
        method: textsOf(asked, 'method'),
        externalId: textsOf(asked, 'externalId'),
      };
      const { rows, total } = await listSuperseded(desk, filter, asked);
      return listAnswer('superseded', asked, { rows, count: rows.length, total, capped: false });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/api/cancellations/stale',
    access: 'cancellations.read',
    summary: 'Orders that a rule calls stale: so many days in a status, per method and External ID',
    query: listQuery,
    answers: { 200: z.array(staleRow) },
    handle: async ({ desk, query }) => {
      const asked = readListQuery(staleList, query);
      const { rows, total } = await listStale(desk, ruleOf(asked), asked);
      return listAnswer('stale', asked, { rows, count: rows.length, total, capped: false });
    },
  }),
];
