import { expect, it } from 'vitest';
import { refOf } from '../billing/billing-fixture.ts';
import type { World } from './build-world.ts';
import { personOf } from './people.ts';
import { perRole } from './roles.ts';
import { goldenJson } from './steady.ts';
import { FORMULA } from './world-orders.ts';

const json = (value: unknown): string => encodeURIComponent(JSON.stringify(value));
const order = (n: number, more = ''): string => `/api/orders/${refOf(n)}${more}`;

/** Whole pages, each in a golden file of its own. The log comes first: what is asked later leaves entries in it. */
const PAGES: Readonly<Record<string, string>> = {
  audit: `/api/audit?range=[0,999]&sort=${json(['seq', 'ASC'])}`,
  orders: `/api/orders?range=[0,99]&sort=${json(['id', 'ASC'])}`,
  'order-superseded': order(1),
  'order-valid': order(2),
  'order-error': order(4),
  'order-gone': order(10),
  'order-held': order(21),
  'timeline-placed': order(1, '/timeline'),
  'timeline-valid': order(2, '/timeline'),
  'timeline-error': order(4, '/timeline'),
  'timeline-failing': order(6, '/timeline'),
  'timeline-cancelled': order(15, '/timeline'),
  calls: `/api/calls?range=[0,999]&sort=${json(['id', 'ASC'])}`,
  'call-token': '/api/calls/1',
  'call-place': '/api/calls/2',
  'call-status': '/api/calls/5',
  'handovers-of-order': order(4, '/handovers'),
  handovers: '/api/handovers',
  'ticket-en': order(4, '/handover?lang=en'),
  'ticket-de': order(8, '/handover?lang=de'),
  triage: order(4, '/triage'),
  work: order(4, '/work'),
  queue: '/api/queue',
  'queue-items': `/api/queue/items?attention=error`,
  'saved-views': '/api/saved-views',
  'cancellation-requests': '/api/cancellation-requests',
  'possible-orphans': '/api/orders/possible-orphans',
  'external-ids': '/api/orders/external-ids?q=',
  stats: '/api/stats',
  cancellations: '/api/cancellations',
  cancellation: '/api/cancellations/1',
  'cancellation-items': '/api/cancellations/1/items',
  superseded: '/api/cancellations/superseded',
  stale: `/api/cancellations/stale?filter=${json({ olderThanDays: 1 })}`,
  'cancellation-policies': '/api/cancellation-policies',
  usage: '/api/usage?from=2026-01&to=2026-03',
  'usage-by-customer': '/api/usage?from=2026-01&to=2026-03&groupBy=externalId',
  'usage-orders': '/api/usage/orders?period=2026-03&range=[0,99]',
  'usage-order': `/api/usage/orders/${refOf(8)}`,
  'usage-completeness': '/api/usage/completeness?period=2026-03',
  'usage-external-ids': '/api/usage/external-ids?from=2026-01&to=2026-03',
  'usage-unassigned': '/api/usage/unassigned?period=2026-03',
  'usage-top': '/api/usage/top?from=2026-01&to=2026-03',
  'usage-compare': '/api/usage/compare?period=2026-03',
  'usage-forecast': '/api/usage/forecast',
  'usage-anomalies': '/api/usage/anomalies?period=2026-03',
  prices: '/api/prices',
  'billable-rules': '/api/billable-rules',
  aliases: '/api/aliases',
  'price-groups': '/api/price-groups',
  periods: '/api/periods',
  'period-close': '/api/periods/2026-03/close',
  statement: '/api/statements?period=2026-03&externalId=ACME',
  'invoice-mappings': '/api/invoice-mappings',
  invoices: '/api/invoices',
  invoice: '/api/invoices/1',
  'invoice-lines': '/api/invoices/1/lines',
  settings: '/api/settings',
  users: '/api/users',
};

/** Leaves out of the log what the pins themselves left in it. */
const UNTIL = { at_lte: '2026-03-02T23:00:00.000Z' };

/** Lists asked in other ways: which rows come, in which order, and how many there are said to be. */
const ASKED: Readonly<Record<string, readonly string[]>> = {
  orders: [
    'range=[0,4]',
    'range=[20,24]',
    'range=[90,99]',
    `sort=${json(['createdAt', 'ASC'])}`,
    `sort=${json(['createdAt', 'DESC'])}&range=[3,5]`,
    `sort=${json(['statusChangedAt', 'DESC'])}`,
    `sort=${json(['updatedAt', 'ASC'])}`,
    `sort=${json(['id', 'DESC'])}`,
    ...[
      { refId: [refOf(3), refOf(4)] },
      { id: refOf(3) },
      { orderId: 'TM-6' },
      { orderId: null },
      { externalId: 'ACME' },
      { externalId: [FORMULA, 'Zürich Öl & Söhne', null] },
      { issuer: 'KLARNA' },
      { method: ['bank', 'video'], status: 'terminated' },
      { status: ['error', 'cancelled'] },
      { status: 'unknown' },
      { verifyStatus: 'terms_not_accepted' },
      { verifyStatus: ['valid', 'no_evidence'] },
      { step: 2 },
      { step: null },
      { supportTeam: 'service_provider_support' },
      { attention: 'stuck' },
      { attention: null },
      { supersededBy: refOf(2) },
      { evidenceEnds: 'within_90_days' },
      { putOff: 'yes' },
      { putOff: 'no', attention: 'error' },
      { assignee: 'support' },
      { assignee: null, status: 'error' },
      { createdAt_gte: '2026-03-01T00:00:00.000Z', createdAt_lte: '2026-03-02T06:00:00.000Z' },
      { statusChangedAt_lte: '2026-03-01T00:00:00.000Z' },
      { q: 'TM-1' },
      { q: 'ac' },
      { q: refOf(7).slice(0, 12) },
      { q: personOf(4).mobile },
    ].map((filter) => `filter=${json(filter)}`),
  ],
  calls: [
    'range=[2,4]',
    `sort=${json(['startedAt', 'ASC'])}&range=[0,9]`,
    ...[
      { operation: 'verify' },
      { operation: ['token', 'place_order'], httpStatus: [200, 201] },
      { refId: refOf(6) },
      { outcome: 'http_error' },
      { origin: 'user', actor: 'user:admin', httpMethod: 'DELETE' },
      { externalId: 'BULK' },
      { orderId: 'TM-2' },
      { startedAt_gte: '2026-03-02T10:00:00.000Z' },
    ].map((filter) => `filter=${json(filter)}`),
  ],
  audit: [
    `filter=${json(UNTIL)}&range=[2,4]`,
    `sort=${json(['at', 'ASC'])}&range=[0,9]`,
    ...[
      { action: 'order.cancel_requested' },
      { action: ['period.close', 'billing.invoice.upload'] },
      { kind: 'act', refId: refOf(4) },
      { actor: 'user:finance', origin: 'user' },
      { operation: 'verify', outcome: 'ok' },
      { externalId: 'BULK' },
      { callId: 2 },
      { q: 'cancellation' },
      { at_gte: '2026-03-02T10:30:00.000Z' },
    ].map((filter) => `filter=${json({ ...filter, ...UNTIL })}`),
  ],
  'cancellations/1/items': [`filter=${json({ state: 'cancelled' })}`, `sort=${json(['finishedAt', 'DESC'])}`],
  'invoices/1/lines': [`filter=${json({ class: 'matched' })}`, `filter=${json({ disposition: 'disputed' })}`],
  handovers: [`filter=${json({ team: 'isp_via_swisscom_service_desk' })}`],
  prices: [`filter=${json({ method: 'bank' })}`, `sort=${json(['method', 'ASC'])}`],
};

/** What people type into the one search box. */
const SOUGHT = [
  refOf(4),
  'TM-4',
  'ACME',
  'zürich',
  '=HYPERLINK',
  personOf(4).mobile,
  '079 111 00 04',
  personOf(4).lastName,
  personOf(4).lastName.toUpperCase(),
  personOf(4).email,
  'RAS00000000000000000000e002',
  'nobody',
];

/** An order's number in this world, or the id of another row. */
function numberOf({ id }: { id: string | number }): string | number {
  return String(id).startsWith(refOf(0).slice(0, 24)) ? Number(String(id).slice(-12)) : id;
}

/** Queries that a list refuses. */
const REFUSED = [
  `filter=${json({ nonsense: 1 })}`,
  `sort=${json(['nonsense', 'ASC'])}`,
  `filter=${json({ status: 'nonsense', step: 'x', operation: 'x', kind: 'x', createdAt_gte: 'x', at_lte: 'x' })}`,
  `filter=[]`,
  'range=[5,1]',
  'range=[0,5000]',
];

/** What each role is shown: the pages, lists asked in every way, the search box, and what is refused. */
export function pinScreens(world: () => World): void {
  it.each(Object.entries(PAGES))('%s', async (name, path) => {
    const told = await perRole(world(), (who) => who.get(path));
    await expect(told).toMatchFileSnapshot(`golden/pages/${name}.txt`);
  });

  it('an entry of the log', async () => {
    const told = await perRole(world(), async (who) => {
      const answer = await who.get('/api/audit/40');
      // Which checkpoint proves it depends on when the log signed the last one by itself.
      if (answer.body.proof) answer.body.proof = Object.keys(answer.body.proof);
      return answer;
    });
    await expect(told).toMatchFileSnapshot('golden/pages/audit-entry.txt');
  });

  it.each(Object.entries(ASKED))('rows of %s, filtered, sorted, cut', async (list, queries) => {
    const told: string[] = [];
    for (const query of queries) {
      const answers = await perRole(world(), (who) =>
        who.get(`/api/${list}?${query}`).then((answer) => {
          if (Array.isArray(answer.body)) answer.body = answer.body.map(numberOf);
          return answer;
        }),
      );
      told.push(`## ${decodeURIComponent(query)}\n${answers}`);
    }
    await expect(told.join('\n')).toMatchFileSnapshot(`golden/asked/${list.replaceAll('/', '-')}.txt`);
  });

  it('what the search box finds', async () => {
    const told: string[] = [];
    for (const q of SOUGHT) {
      told.push(`## ${q}\n${await perRole(world(), (who) => who.post('/api/search', { q, limit: 5 }))}`);
    }
    await expect(told.join('\n')).toMatchFileSnapshot('golden/search.txt');
  });

  it('what lists say to filters and sorts that are not allowed', async () => {
    const told: Record<string, unknown> = {};
    for (const list of Object.keys(ASKED)) {
      for (const query of REFUSED) {
        for (const role of list === 'orders'
          ? (['support', 'finance', 'admin'] as const)
          : (['admin'] as const)) {
          const { status, body } = await world()[role].get(`/api/${list}?${query}`);
          told[`${role} ${list}?${decodeURIComponent(query)}`] = {
            status,
            code: body.code,
            errors: body.errors,
          };
        }
      }
    }
    await expect(goldenJson(told)).toMatchFileSnapshot('golden/refused.txt');
  });

  it('what a refusal looks like', async () => {
    const { body } = await world().finance.get(order(4, '/timeline'));
    await expect(goldenJson(body)).toMatchFileSnapshot('golden/refusal.txt');
  });

  it('what the description of the API says each call takes', async () => {
    const { body } = await world().admin.get('/api/openapi.json');
    const paths: Record<
      string,
      Record<string, { parameters: { name: string; schema: unknown }[] }>
    > = body.paths;
    const taken = Object.entries(paths).flatMap(([path, calls]) =>
      Object.entries(calls).map(([method, { parameters }]) => [
        `${method} ${path}`,
        Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
      ]),
    );
    await expect(goldenJson(Object.fromEntries(taken))).toMatchFileSnapshot('golden/openapi.txt');
  });
}
