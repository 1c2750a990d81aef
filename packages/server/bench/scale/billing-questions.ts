import { addMonths } from '@srs-desk/shared/billing/periods.ts';
import type { Reader } from '../../src/platform/db/reader.ts';

/** A question to the API that is no list of rows, or a short one. */
export interface Question {
  path: string;
  params?: Record<string, string>;
  query?: Record<string, string>;
}

/** Every question of billing, over months and customers that this file has the most of. */
export function billingQuestions(reader: Reader): Question[] {
  const one = (text: string) => String(reader.connection.sql(text).pluck().get());
  const period = one('SELECT period FROM usage_months GROUP BY 1 ORDER BY sum(placed) DESC LIMIT 1');
  const customer = one(
    `SELECT external_id FROM usage_months WHERE period = '${period}' GROUP BY 1 ORDER BY sum(billable) DESC LIMIT 1`,
  );
  const last = one('SELECT max(period) FROM usage_months');
  const year = { from: addMonths(last, -11), to: last };
  const month = { period };
  const statement = { period, externalId: customer };
  const files = ['csv', 'xlsx'];
  return [
    ...[year, { from: period, to: period }].flatMap((span) =>
      ['', 'externalId', 'externalId,period,issuer,method', 'period'].flatMap((groupBy) => [
        { path: '/api/usage', query: { ...span, groupBy } },
        { path: '/api/usage', query: { ...span, groupBy, range: '[0,24]', sort: '["placed","DESC"]' } },
        { path: '/api/margin', query: { ...span, groupBy } },
      ]),
    ),
    { path: '/api/usage', query: { ...year, externalId: customer } },
    ...files.flatMap((format) => [
      { path: `/api/usage.${format}`, query: year },
      { path: `/api/margin.${format}`, query: year },
    ]),
    { path: '/api/usage/top', query: { ...year, by: 'failureShare' } },
    { path: '/api/usage/compare', query: month },
    { path: '/api/usage/forecast' },
    { path: '/api/usage/forecast', query: { externalId: customer } },
    { path: '/api/usage/anomalies', query: month },
    { path: '/api/usage/completeness', query: month },
    { path: '/api/usage/external-ids', query: year },
    { path: '/api/usage/unassigned', query: month },
    { path: '/api/usage/orders', query: month },
    { path: '/api/usage/orders', query: { ...month, externalId: customer, range: '[500,999]' } },
    { path: '/api/margin/forecast' },
    { path: '/api/margin/forecast', query: { externalId: customer } },
    { path: '/api/periods' },
    { path: '/api/periods/:period/close', params: month },
    { path: '/api/periods/:period/adjustments', params: month },
    { path: '/api/statements', query: statement },
    ...['pdf', ...files].map((format) => ({ path: `/api/statements.${format}`, query: statement })),
    { path: '/api/customers' },
    { path: '/api/customers.csv' },
    { path: '/api/prices' },
    { path: '/api/billable-rules' },
    { path: '/api/aliases' },
    { path: '/api/price-groups' },
    { path: '/api/accounting' },
  ];
}
