import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../src/app/routes.ts';
import { beginRun } from '../../src/features/billing/invoices/running-imports.ts';
import { type AppFixture, addUser, type Caller, logInAs, startApp } from './app-fixture.ts';
import { ELSEWHERE, OBJECTS } from './object-rules.ts';
import { notPlayed } from './played-elsewhere.ts';

type Act = (who: Caller, id: string) => request.Test;

interface Probe {
  role: 'support' | 'finance' | 'admin';
  /** Makes an object as the owner; gives what stands for it in the address. */
  make(owner: Caller): Promise<string>;
  act: Act;
  /** Who asks, in this order, and what status each is answered. */
  answers: readonly (readonly [who: 'key' | 'peer' | 'admin' | 'owner', status: number])[];
}

const VIEW = { resource: 'orders', view: { filter: {} } };
const CSV = Buffer.from('Identification;Amount\na-1;1.00\n');

/** An object of somebody's own: for others it is not there, not for an admin and not for a key of its owner either. */
const NOT_THERE = [
  ['key', 404],
  ['peer', 404],
  ['admin', 404],
] as const;
const OWN = [...NOT_THERE, ['owner', 200]] as const;

describe('the object-level matrix, from the route table', () => {
  let app: AppFixture;
  let count = 0;
  const callers = new Map<string, Caller>();

  beforeAll(async () => {
    app = await startApp();
    await addUser(app, 'support', 'zoe');
    for (const role of ['support', 'finance', 'admin'] as const) {
      await addUser(app, role, `${role}2`);
      callers.set(role, await app.as(role));
      callers.set(`${role}2`, await logInAs(app.server, `${role}2`));
    }
  });
  afterAll(() => app.close());

  const caller = (name: string): Caller => {
    const found = callers.get(name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  };
  const made = async (answer: request.Test): Promise<string> => {
    const { status, body, text } = await answer;
    expect([201, 202], text).toContain(status);
    return String(body.id);
  };

  /** A key with the whole role of its maker: it is not them, and owns nothing of theirs. */
  async function keyOf(owner: Caller, role: string): Promise<Caller> {
    const admin = role === 'admin' ? owner : caller('admin');
    const { body } = await admin.post('/api/api-keys', { name: `key ${count++}`, role });
    const by = (test: request.Test): request.Test => test.set('authorization', `Bearer ${body.key}`);
    return {
      cookie: '',
      get: (path) => by(request(app.server).get(path)),
      post: (path, sent) => by(request(app.server).post(path)).send((sent ?? {}) as object),
      put: (path, sent) => by(request(app.server).put(path)).send((sent ?? {}) as object),
      patch: (path, sent) => by(request(app.server).patch(path)).send((sent ?? {}) as object),
      delete: (path) => by(request(app.server).delete(path)),
    };
  }

  const view = (shared: boolean) => (owner: Caller) =>
    made(owner.post('/api/saved-views', { ...VIEW, name: `view ${count++}`, shared }));
  const monthZip = (owner: Caller) => made(owner.post('/api/statement-exports', { period: '2026-01' }));
  const upload = (owner: Caller) =>
    made(
      request(app.server)
        .post('/api/invoice-files?name=a.csv')
        .set('cookie', owner.cookie)
        .set('x-requested-with', 'srs-desk')
        .set('content-type', 'text/csv')
        .send(CSV),
    );
  const putView: Act = (who, id) =>
    who.put(`/api/saved-views/${id}`, { ...VIEW, name: `view ${count++}`, shared: false });
  const dropView: Act = (who, id) => who.delete(`/api/saved-views/${id}`);
  const endSession: Act = (who, id) => who.delete(`/api/sessions/${id}`);
  const session = async (owner: Caller) => {
    await logInAs(app.server, 'support');
    const { body } = await owner.get('/api/sessions');
    return String(body.find((one: { current: boolean }) => !one.current)?.id);
  };

  const PROBES: readonly [string, Probe][] = [
    ['PUT /api/saved-views/:id', { role: 'support', make: view(false), act: putView, answers: OWN }],
    ['DELETE /api/saved-views/:id', { role: 'support', make: view(false), act: dropView, answers: OWN }],
    [
      'DELETE /api/saved-views/:id',
      {
        role: 'support',
        make: view(true),
        act: dropView,
        // Everybody sees it, and whose it is.
        answers: [
          ['key', 409],
          ['peer', 409],
          ['admin', 409],
          ['owner', 200],
        ],
      },
    ],
    [
      'DELETE /api/sessions/:id',
      {
        role: 'support',
        make: session,
        act: endSession,
        answers: [
          ['key', 404],
          ['peer', 404],
          ['owner', 200],
        ],
      },
    ],
    [
      'DELETE /api/sessions/:id',
      { role: 'support', make: session, act: endSession, answers: [['admin', 200]] },
    ],
    [
      'GET /api/statement-exports/:id',
      {
        role: 'finance',
        make: monthZip,
        act: (who, id) => who.get(`/api/statement-exports/${id}`),
        answers: OWN,
      },
    ],
    [
      'POST /api/statement-exports/:id/stop',
      {
        role: 'finance',
        make: monthZip,
        act: (who, id) => who.post(`/api/statement-exports/${id}/stop`),
        answers: OWN,
      },
    ],
    [
      'GET /api/statement-exports/:id/all.zip',
      {
        role: 'finance',
        make: monthZip,
        act: (who, id) => who.get(`/api/statement-exports/${id}/all.zip`),
        answers: OWN,
      },
    ],
    [
      'GET /api/invoice-files/:fileId',
      {
        role: 'finance',
        make: upload,
        act: (who, id) => who.get(`/api/invoice-files/${id}`),
        answers: OWN,
      },
    ],
    [
      'POST /api/approvals/:id/approve',
      {
        role: 'admin',
        make: (owner) => made(owner.patch('/api/users/zoe', { role: 'admin' })),
        act: (who, id) => who.post(`/api/approvals/${id}/approve`),
        answers: [
          ['key', 403],
          ['owner', 403],
          ['peer', 200],
        ],
      },
    ],
    [
      'POST /api/api-keys/:id/rotate',
      {
        role: 'admin',
        make: (owner) => made(owner.post('/api/api-keys', { name: `key ${count++}`, role: 'finance' })),
        act: (who, id) => who.post(`/api/api-keys/${id}/rotate`),
        answers: [
          ['key', 403],
          ['peer', 403],
          ['owner', 201],
        ],
      },
    ],
  ];

  it('says of every route with an object in its address whose it is, and of no other', () => {
    const named = routes
      .filter(({ path }) => path.includes(':'))
      .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    expect([...OBJECTS.keys()].sort()).toEqual(named.sort());
  });

  it('plays every rule that is not the desk’s here, or says where it is played', () => {
    const played = new Set([...PROBES.map(([name]) => name), ...Object.keys(ELSEWHERE)]);
    const ruled = [...OBJECTS].flatMap(([name, rule]) => (rule === 'desk' ? [] : [name]));
    expect(ruled.filter((name) => !played.has(name))).toEqual([]);
    expect([...played].filter((name) => !ruled.includes(name))).toEqual([]);
    expect(notPlayed(ELSEWHERE)).toEqual([]);
  });

  it.each(PROBES)('%s', async (_, { role, make, act, answers }) => {
    const owner = caller(role);
    const id = await make(owner);
    const askers = {
      key: await keyOf(owner, role),
      peer: caller(`${role}2`),
      admin: caller('admin'),
      owner,
    };
    for (const [name, status] of answers) {
      const answer = await act(askers[name], id);
      expect([name, answer.status], answer.text).toEqual([name, status]);
    }
  });

  it('tells nobody how far another’s import has come, or whose sessions there are', async () => {
    const id = await upload(caller('finance'));
    const run = beginRun(app.desk.ledger, id, 'finance');
    const progress = (who: string) => caller(who).get(`/api/invoice-files/${id}/progress`);
    const stop = (who: string) => caller(who).post(`/api/invoice-files/${id}/stop`);
    expect((await progress('finance')).body).toEqual({ phase: 'reading', lines: 0 });
    expect((await progress('finance2')).body).toBeNull();
    expect([(await stop('finance2')).status, run.stopped.aborted]).toEqual([404, false]);
    expect([(await stop('finance')).status, run.stopped.aborted]).toEqual([200, true]);
    run.end();
    const sessions = await caller('support2').get('/api/sessions?username=support');
    expect([sessions.status, sessions.body.code]).toEqual([403, 'not_yours']);
    expect((await caller('finance2').get('/api/statement-exports')).body).toEqual([]);
  });
});
