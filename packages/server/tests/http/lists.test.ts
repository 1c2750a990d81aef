import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { routes } from '../../src/app/routes.ts';
import type { Route } from '../../src/platform/http/route.ts';
import { register } from '../sync/desk-fixture.ts';
import { type AppFixture, type Caller, startApp } from './app-fixture.ts';

/** Lists that do not filter, sort and cut, each with the reason why. They refuse what they do not know. */
const OTHERS: Record<string, string> = {
  '/api/providers': 'live from SRS, under the seven filters of the guide',
  '/api/reveal-report': 'the figures of one month, which must be named: tests/auth/reveals.test.ts',
  '/api/orders/external-ids': 'suggestions: texts, at most ten',
  '/api/usage/anomalies': 'remarks of three shapes, a handful',
  '/api/usage/orders': 'cut by range, narrowed by the figure they stand behind',
  '/api/invoices/:id/lines': 'needs an invoice: tests/billing/invoices.test.ts',
};

const lists = routes.filter((route) => route.method === 'get' && route.answers[200] instanceof z.ZodArray);
const asked = lists.filter(({ path }) => OTHERS[path] === undefined);

describe('every list of the API', () => {
  let app: AppFixture;
  let admin: Caller;
  let refId = '';
  let job = 0;

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 3 } });
    admin = await app.as('admin');
    const refIds = app.simulator.refIds();
    await register(app.desk, refIds);
    refId = refIds[0] ?? '';
    // That there are calls about it.
    await admin.post(`/api/orders/${refId}/sync`);
    const plan = await admin.post('/api/cancellations', { refIds, reason: 'for the list of its items' });
    job = plan.body.id;
  });
  afterAll(() => app.close());

  const addressOf = ({ path }: Route): string =>
    path.replace(':refId', refId).replace(':period', '2026-01').replace(':id', String(job));

  const get = (route: Route, query: Record<string, string>) =>
    admin.get(`${addressOf(route)}?${new URLSearchParams(query)}`);

  it.each([
    ['/api/orders', 'refId'],
    ['/api/orders', 'id'],
    ['/api/calls', 'refId'],
    ['/api/audit', 'refId'],
    ['/api/audit', 'person'],
    ['/api/cancellations', 'refId'],
  ])('%s finds a Ref ID under %s in any spelling', async (path, field) => {
    const found = async (value: unknown) => {
      const answer = await admin.get(
        `${path}?${new URLSearchParams({ filter: JSON.stringify({ [field]: value }) })}`,
      );
      expect(answer.status, answer.text).toBe(200);
      return answer.body.map(({ id }: { id: unknown }) => id);
    };
    const rows = await found(refId);
    expect(rows.length).toBeGreaterThan(0);
    const bare = refId.replaceAll('-', '');
    // More may have come meanwhile.
    for (const typed of [refId.toUpperCase(), bare, `{${refId}}`, [` ${bare.toUpperCase()} `, refId]])
      expect(await found(typed), String(typed)).toEqual(expect.arrayContaining(rows));
  });

  it('is asked here, or says why not', () => {
    expect(asked.length).toBeGreaterThan(20);
    expect(Object.keys(OTHERS).filter((path) => !lists.some((route) => route.path === path))).toEqual([]);
  });

  it.each(asked.map((route) => [route.path, route] as const))('%s', async (_path, route) => {
    const page = await get(route, { range: '[0,0]', filter: '{}' });
    expect(page.status, page.text).toBe(200);
    expect(page.body.length).toBeLessThanOrEqual(1);
    expect(page.headers['content-range']).toMatch(/^[a-z-]+ (0-0|\*)\/\d+$/);

    const sorted = await get(route, { sort: '["nonsense","ASC"]' });
    expect([sorted.status, sorted.body.code]).toEqual([400, 'invalid_query']);
    expect(sorted.body.errors.sort).toMatch(/^cannot sort by nonsense; allowed are \w/);
    const allowed = /allowed are (\w+)/.exec(sorted.body.errors.sort)?.[1] ?? '';
    expect((await get(route, { sort: JSON.stringify([allowed, 'DESC']) })).status).toBe(200);

    const filtered = await get(route, { filter: '{"nonsense":1}' });
    expect(filtered.body.errors['filter.nonsense']).toMatch(/allowed are/);
    const cut = await get(route, { range: '[5,1]' });
    expect([cut.status, cut.body.errors?.range]).toEqual([400, expect.stringContaining('begin')]);
    expect((await get(route, { nonsense: '1' })).body.errors).toEqual({ nonsense: 'is not known here' });
  });

  it.each(Object.keys(OTHERS).filter((path) => !path.includes(':')))(
    '%s refuses what it cannot do',
    async (path) => {
      const answer = await admin.get(`${path}?sort=["id","ASC"]`);
      expect(answer.body.errors).toMatchObject({ sort: 'is not known here' });
    },
  );

  it('sorts, filters and cuts a short list that is all at hand', async () => {
    for (const name of ['b', 'a', 'c']) {
      const view = { resource: 'orders', name, view: {} };
      expect((await admin.post('/api/saved-views', view)).status).toBe(201);
    }
    const names = async (query: string) => {
      const answer = await admin.get(`/api/saved-views?${query}`);
      expect(answer.status, answer.text).toBe(200);
      return [answer.headers['content-range'], answer.body.map((row: { name: string }) => row.name).join('')];
    };
    expect(await names('sort=["name","DESC"]&range=[0,1]')).toEqual(['saved-views 0-1/3', 'cb']);
    expect(await names('sort=["name","DESC"]&range=[2,9]')).toEqual(['saved-views 2-2/3', 'a']);
    expect(await names('filter={"name":["a","c"]}&sort=["name","ASC"]')).toEqual(['saved-views 0-1/2', 'ac']);
    expect(await names('resource=orders&filter={"resource":"calls"}')).toEqual(['saved-views */0', '']);
  });

  it('gives sessions and suggestions their Content-Range', async () => {
    const sessions = await admin.get('/api/sessions?range=[0,0]');
    expect(sessions.headers['content-range']).toMatch(/^sessions 0-0\/\d+$/);
    const names = await admin.get('/api/orders/external-ids?q=');
    expect(names.headers['content-range']).toMatch(/^external-ids /);
  });

  it('says in plain words what is wrong with a value', async () => {
    const role = await admin.post('/api/users', {
      username: 'x.y',
      displayName: 'X',
      role: 'boss',
      password: 'x',
    });
    expect(role.body.errors.role).toBe('must be one of auditor, finance, support, admin');
    const id = await admin.get('/api/api-keys/abc');
    expect(id.body.errors.id).toBe('must be a number');
    const user = { username: 'nina', displayName: 'N', role: 'support', password: 'a password long enough' };
    expect((await admin.post('/api/users', user)).status).toBe(201);
    const taken = await admin.post('/api/users', user);
    expect([taken.status, taken.body.code]).toEqual([409, 'username_taken']);
    expect(taken.body.detail).toBe('There is a user nina already: choose another user name.');
  });
});
