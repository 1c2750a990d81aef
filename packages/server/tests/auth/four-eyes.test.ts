import { randomBytes } from 'node:crypto';
import { APPROVAL_WAITS_MS } from '@srs-desk/shared/access/approvals.ts';
import type { Role } from '@srs-desk/shared/access/roles.ts';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cliPrincipal } from '../../src/app/cli/principal.ts';
import { approve as approveAs, lapseApprovals } from '../../src/features/access/approvals/approvals.ts';
import { resetFactor } from '../../src/features/access/factors/own-factor.ts';
import { makeAccountLink } from '../../src/features/access/links/account-link.ts';
import { changeUser, deleteUser } from '../../src/features/access/users/manage-users.ts';
import { eraseOrder } from '../../src/features/audit/erase-order.ts';
import { checkFacts } from '../../src/features/audit/facts/check-facts.ts';
import type { Principal } from '../../src/platform/desk.ts';
import { type AppFixture, addUser, type Caller, logInAs, PASSWORD, startApp } from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { STILL } from '../sync/desk-fixture.ts';
import { setUpFactor } from './authenticator-app.ts';

const REASON = { reason: 'the bank asked for it' };
const BY_POST = { issuer: 'IDENTITY.TM', method: 'video', lastName: 'Muster', mobile: '079 123 45 67' };

const personOf = (name: string): Principal => ({
  kind: 'user',
  name,
  role: 'admin',
  actor: `user:${name}`,
  origin: 'user',
});
const ADMIN = personOf('admin');
const CLEO = personOf('cleo');

/** Somebody who comes from an identity provider for the first time. */
const arrivalOf = (username: string) =>
  ({
    identity: { issuer: 'https://idp.example', subject: username },
    ...{ username, displayName: username },
    role: 'support',
    session: { tokenHash: randomBytes(32), expiresAt: Date.now(), address: null, userAgent: null },
  }) as const;

describe('what one admin alone cannot do', () => {
  let clock: { now(): number; at: number };
  let app: AppFixture;
  let admin: Caller;
  let cleo: Caller;

  beforeAll(async () => {
    clock = { at: Date.now(), now: () => clock.at };
    app = await startApp({ simulator: { population: 'none', speed: STILL }, desk: { clock } });
    admin = await app.as('admin');
  });
  afterAll(() => app.close());

  const logged = (action: string): { actor: string; target: string; detail: Record<string, unknown> }[] =>
    app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = ? ORDER BY seq`)
      .pluck()
      .all(action)
      .map((bytes) => JSON.parse(String(bytes)));
  const roleOf = async (name: string) => {
    const { body } = await admin.get(`/api/users/${name}`);
    return [body.role, body.disabled];
  };
  const approve = (who: Caller, id: number) => who.post(`/api/approvals/${id}/approve`);
  const place = async (): Promise<string> => (await admin.post('/api/orders', BY_POST)).body.refId;
  const erase = (refId: string) =>
    admin.post(`/api/orders/${refId}/erase`, { ...REASON, confirm: true, pending: 'leave_open' });

  it('is done at once where there is no other, and the log says so', async () => {
    expect((await erase(await place())).status).toBe(200);
    expect(logged('approval.alone').at(-1)).toMatchObject({
      actor: 'user:admin',
      detail: { act: 'person.erase', because: 'only_admin' },
    });
    // Who is invited and has never come could not agree to anything.
    const invited = { username: 'ida', displayName: 'Ida', role: 'admin' };
    expect((await admin.post('/api/users', invited)).status).toBe(201);
    expect((await admin.post('/api/users/ida/link')).status).toBe(201);
    expect((await admin.patch('/api/users/ida', { disabled: true })).status).toBe(200);
    const made = { username: 'berta', displayName: 'Berta', role: 'admin', password: PASSWORD };
    expect((await admin.post('/api/users', made)).status).toBe(201);
    expect(logged('approval.alone').map(({ target }) => target)).toContain('berta');
    // Nor could who has a password that somebody else knows, even logged in.
    const berta = await logInAs(app.server, 'berta');
    expect((await approve(berta, 1)).body.code).toBe('password_change_required');
    expect((await erase(await place())).status).toBe(200);
    const by = { actor: 'system', origin: 'system' } as const;
    await app.desk.ledger.record(
      [{ name: 'user.disable', args: { username: 'berta', by, agreed: true } }],
      [{ action: 'user.disable', ...by, target: 'berta' }],
    );
    await addUser(app, 'admin', 'cleo');
    cleo = await logInAs(app.server, 'cleo');
  });

  it('erases a person once the other agrees, with both in the log', async () => {
    const refId = await place();
    const asked = await erase(refId);
    expect(asked.status).toBe(202);
    expect(asked.body).toMatchObject({ act: 'person.erase', target: refId, state: 'waiting', isOwn: true });
    expect((await admin.get(`/api/orders/${refId}`)).body.erasedAt ?? null).toBeNull();
    const own = await approve(admin, asked.body.id);
    expect([own.status, own.body.code]).toEqual([403, 'same_person']);
    const [waiting] = (await cleo.get('/api/approvals?filter={"state":"waiting"}')).body;
    expect(waiting).toMatchObject({ id: asked.body.id, askedBy: 'user:admin', isOwn: false, ...REASON });
    expect((await approve(cleo, waiting.id)).body).toMatchObject({
      state: 'approved',
      decidedBy: 'user:cleo',
    });
    expect(logged('order.erase').at(-1)).toMatchObject({
      actor: 'user:cleo',
      detail: { askedBy: 'user:admin', ...REASON },
    });
    expect(logged('approval.approve').at(-1)).toMatchObject({
      actor: 'user:cleo',
      target: refId,
      detail: { id: waiting.id, askedBy: 'user:admin' },
    });
    expect((await approve(cleo, waiting.id)).status).toBe(404);
    // Request and decision are found by the order.
    const about = logged('approval.ask')
      .concat(logged('approval.approve'))
      .filter((e) => e.target === refId);
    expect(about).toMatchObject([{ refId }, { refId }]);
  });

  it('goes on waiting when it cannot be done', async () => {
    const refId = await place();
    const { body } = await erase(refId);
    await admin.post(`/api/orders/${refId}/legal-hold`, { hold: true, ...REASON });
    const refused = await approve(cleo, body.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'legal_hold']);
    expect((await admin.get(`/api/approvals/${body.id}`)).body.state).toBe('waiting');
    const back = await admin.post(`/api/approvals/${body.id}/reject`, REASON);
    expect(back.body.state).toBe('withdrawn');
    expect(logged('approval.withdraw').at(-1)?.actor).toBe('user:admin');
  });

  it('makes an admin once the other agrees: by promotion, by letting in again, by invitation', async () => {
    const promoted = await admin.patch('/api/users/support', { role: 'admin', displayName: 'Sue' });
    expect([promoted.status, await roleOf('support')]).toEqual([202, ['support', false]]);
    expect((await admin.get('/api/users/support')).body.displayName).not.toBe('Sue');
    expect(JSON.stringify(logged('approval.ask'))).not.toContain('Sue');
    await cleo.post(`/api/approvals/${promoted.body.id}/reject`, REASON);
    expect(await roleOf('support')).toEqual(['support', false]);
    const letIn = await admin.patch('/api/users/berta', { disabled: false });
    expect([letIn.status, await roleOf('berta')]).toEqual([202, ['admin', true]]);
    const made = await admin.post('/api/users', { username: 'dora', displayName: 'Dora', role: 'admin' });
    expect([made.status, (await admin.get('/api/users/dora')).status]).toEqual([202, 404]);
    const whose = ({ body }: request.Response) =>
      request(app.server)
        .post('/api/password-link')
        .send({ token: String(body.link.url).split('#')[1] });
    expect((await whose(made)).status).toBe(403);
    expect((await approve(cleo, made.body.id)).status).toBe(200);
    expect((await whose(made)).body).toMatchObject({ username: 'dora', invited: true });
    expect(logged('user.create').at(-1)).toMatchObject({
      actor: 'user:cleo',
      detail: { askedBy: 'user:admin' },
    });
    // Whoever holds another invitation becomes them just as well.
    const again = await admin.post('/api/users/dora/link');
    expect([again.status, (await whose(again)).status]).toEqual([202, 403]);
    expect((await approve(cleo, again.body.id)).status).toBe(200);
    expect((await whose(again)).body).toMatchObject({ username: 'dora', invited: true });
    expect(logged('user.invite').at(-1)).toMatchObject({ actor: 'user:cleo', target: 'dora' });
    await addUser(app, 'finance', 'eva');
    for (const [ask, action] of [
      [() => admin.patch('/api/users/eva', { role: 'admin', displayName: 'Eva E.' }), 'user.role'],
      [() => admin.delete('/api/users/eva'), 'user.delete'],
    ] as const) {
      expect((await approve(cleo, (await ask()).body.id)).status).toBe(200);
      expect(logged(action).at(-1)).toMatchObject({
        actor: 'user:cleo',
        target: 'eva',
        detail: { askedBy: 'user:admin' },
      });
    }
    expect(logged('user.update').at(-1)).toMatchObject({ actor: 'user:cleo', target: 'eva' });
    // A key of an admin's asks as they do.
    const { key } = (await admin.post('/api/api-keys', { name: 'k', role: 'admin' })).body;
    const machine = request(app.server)
      .patch('/api/users/finance')
      .set('authorization', `Bearer ${key}`)
      .send({ role: 'admin' });
    expect((await machine).status).toBe(202);
  });

  it('cannot be got round by taking the other out of the way first', async () => {
    await setUpFactor(cleo, clock.at);
    const ways = [
      await admin.patch('/api/users/cleo', { disabled: true }),
      await admin.patch('/api/users/cleo', { role: 'support' }),
      await admin.post('/api/users/cleo/link'),
      await admin.delete('/api/users/cleo'),
      await admin.delete('/api/users/cleo/factor'),
    ];
    expect(ways.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202]);
    expect(await roleOf('cleo')).toEqual(['admin', false]);
    expect((await admin.get('/api/users/cleo')).body.hasFactor).toBe(true);
    const factor = Number(ways[4]?.body.id);
    expect((await approve(admin, factor)).body.code).toBe('same_person');
    expect((await approve(cleo, factor)).body).toMatchObject({ act: 'admin.factor', state: 'approved' });
    expect(logged('user.second_factor').at(-1)).toMatchObject({
      actor: 'user:cleo',
      target: 'cleo',
      detail: { change: 'reset', askedBy: 'user:admin' },
    });
    expect((await admin.get('/api/users/cleo')).body.hasFactor).toBe(false);
    const token = String(ways[2]?.body.link.url).split('#')[1];
    const whose = await request(app.server).post('/api/password-link').send({ token });
    expect(whose.status).toBe(403);
    // The second took the place of the first: one thing waits of each kind.
    expect(logged('approval.lapse').at(-1)?.detail).toMatchObject({ because: 'asked_anew' });
    expect((await approve(cleo, ways[0]?.body.id)).status).toBe(404);
    expect((await cleo.patch('/api/users/cleo', { displayName: 'Cleo' })).status).toBe(200);
  });

  it('lapses when the account that it was meant for has changed', async () => {
    const waits = async (asked: request.Test) => Number((await asked).body.id);
    const lapsedBy = async (id: number, actor: string): Promise<void> => {
      expect((await admin.get(`/api/approvals/${id}`)).body).toMatchObject({
        state: 'lapsed',
        decidedBy: actor,
      });
      expect(logged('approval.lapse').filter(({ detail }) => detail.id === id)).toMatchObject([
        { actor, detail: { because: 'changed' } },
      ]);
      expect((await approve(cleo, id)).status).toBe(404);
    };
    await addUser(app, 'support', 'udo');
    const promotion = () => waits(admin.patch('/api/users/udo', { role: 'admin' }));
    const asSupport = await promotion();
    expect((await admin.patch('/api/users/udo', { role: 'finance' })).status).toBe(200);
    await lapsedBy(asSupport, 'user:admin');
    const asFinance = await promotion();
    expect((await admin.patch('/api/users/udo', { disabled: true })).status).toBe(200);
    await lapsedBy(asFinance, 'user:admin');
    expect((await admin.patch('/api/users/udo', { disabled: false })).status).toBe(200);
    const ofDeleted = await promotion();
    expect((await admin.delete('/api/users/udo')).status).toBe(200);
    await lapsedBy(ofDeleted, 'user:admin');

    const newcomer = { username: 'nora', displayName: 'Nora' };
    const creation = await waits(admin.post('/api/users', { ...newcomer, role: 'admin' }));
    expect((await cleo.post('/api/users', { ...newcomer, username: 'Nora', role: 'support' })).status).toBe(
      201,
    );
    await lapsedBy(creation, 'user:cleo');
    const ofOle = { username: 'ole@example.org', displayName: 'Ole' };
    const provided = await waits(admin.post('/api/users', { ...ofOle, role: 'admin' }));
    await app.desk.ledger.record([{ name: 'provider_login.open', args: arrivalOf('Ole@example.org') }], []);
    await lapsedBy(provided, 'user:Ole@example.org');

    await addUser(app, 'admin', 'fay');
    const fay = await logInAs(app.server, 'fay');
    await setUpFactor(fay, clock.at);
    const factor = await waits(admin.delete('/api/users/fay/factor'));
    await setUpFactor(fay, clock.at + 30_000);
    await lapsedBy(factor, 'user:fay');
    const link = await waits(admin.post('/api/users/fay/link'));
    const next = 'another horse of another colour';
    expect((await fay.post('/api/session/password', { current: PASSWORD, next })).status).toBe(200);
    await lapsedBy(link, 'user:fay');
    const deletion = await waits(admin.delete('/api/users/fay'));
    const shutOut = await waits(admin.patch('/api/users/fay', { disabled: true }));
    await changeUser(app.desk, cliPrincipal(), 'fay', { displayName: 'Fay F.' });
    expect((await admin.get(`/api/approvals/${deletion}`)).body.state).toBe('waiting');
    await changeUser(app.desk, cliPrincipal(), 'fay', { role: 'support' });
    for (const id of [deletion, shutOut]) await lapsedBy(id, cliPrincipal().actor);
  });

  it('is no link of before: those that another made end as somebody becomes an admin', async () => {
    const { desk } = app;
    const token = (url: string) => url.split('#')[1];
    const opens = async (url: string) =>
      (
        await request(app.server)
          .post('/api/password-link')
          .send({ token: token(url) })
      ).status;
    const promote = async (username: string) => {
      const { body } = await admin.patch(`/api/users/${username}`, { role: 'admin' });
      expect((await approve(cleo, body.id)).status).toBe(200);
    };
    await addUser(app, 'support', 'gil');
    await addUser(app, 'support', 'hal');
    const { body: link } = await admin.post('/api/users/gil/link');
    expect(await opens(link.url)).toBe(200);
    await promote('gil');
    expect(await opens(link.url)).toBe(403);
    expect((await admin.get('/api/users/gil')).body.linkUntil).toBeNull();
    const { done: onMachine } = await makeAccountLink(desk, cliPrincipal(), 'hal', app.url);
    await promote('hal');
    expect(await opens(onMachine?.url ?? '')).toBe(200);
    const newcomer = { username: 'ivo', displayName: 'Ivo', role: 'admin' };
    const { body: made } = await admin.post('/api/users', newcomer);
    expect((await approve(cleo, made.id)).status).toBe(200);
    expect(await opens(made.link.url)).toBe(200);
    for (const username of ['gil', 'hal', 'ivo'])
      await changeUser(desk, cliPrincipal(), username, { role: 'support' });
  });

  it('is no password that another admin chose: it ends as somebody becomes an admin', async () => {
    const made = async (username: string, role: Role) => {
      const { body } = await admin.post('/api/users', {
        ...{ username, displayName: username },
        ...{ role, password: PASSWORD },
      });
      return Number(body.id);
    };
    const enters = async (username: string) =>
      (await request(app.server).post('/api/session').send({ username, password: PASSWORD })).status;
    await made('xaver', 'support');
    await made('yves', 'support');
    const open = await logInAs(app.server, 'xaver');
    const { body: promotion } = await admin.patch('/api/users/xaver', { role: 'admin' });
    const { body: lettingIn } = await admin.patch('/api/users/berta', { disabled: false });
    for (const id of [promotion.id, lettingIn.id, await made('zita', 'admin')])
      expect((await approve(cleo, id)).status).toBe(200);
    expect((await open.get('/api/session')).status).toBe(401);
    for (const name of ['xaver', 'berta', 'zita']) {
      expect([name, await enters(name), await roleOf(name)]).toEqual([name, 401, ['admin', false]]);
      expect((await admin.get(`/api/users/${name}`)).body.passwordChangedAt).toBeNull();
    }
    expect(logged('user.password').map(({ actor, target }) => [actor, target])).toEqual(
      expect.arrayContaining([
        ['user:cleo', 'xaver'],
        ['user:cleo', 'berta'],
      ]),
    );
    // The way in is a link, to which two agree.
    const { body: link } = await admin.post('/api/users/xaver/link');
    expect((await approve(cleo, link.id)).status).toBe(200);
    const [, token] = String(link.link.url).split('#');
    const chosen = { token, password: 'another horse of another colour' };
    expect((await request(app.server).post('/api/password-link/use').send(chosen)).status).toBe(200);
    // Who changed it has one of their own.
    const yves = await logInAs(app.server, 'yves');
    const next = 'another horse of another colour';
    expect((await yves.post('/api/session/password', { current: PASSWORD, next })).status).toBe(200);
    await changeUser(app.desk, cliPrincipal(), 'yves', { role: 'admin' });
    expect((await yves.get('/api/users')).status).toBe(200);
    for (const name of ['xaver', 'berta', 'zita', 'yves'])
      await changeUser(app.desk, cliPrincipal(), name, { role: 'support' });
  });

  it('is judged as the account stands when it is written, not when it was read', async () => {
    const { desk } = app;
    const shutOut = async (username: string, role: Role): Promise<void> => {
      await addUser(app, role, username);
      await changeUser(desk, cliPrincipal(), username, { disabled: true });
    };
    const waitsAbout = async (username: string, act: string) => {
      const { body } = await admin.get('/api/approvals?filter={"state":"waiting"}');
      expect(body).toContainEqual(expect.objectContaining({ act, target: username, askedBy: 'user:admin' }));
    };
    // Both are read before the first of them is written.
    await shutOut('jan', 'support');
    const both = [{ role: 'admin' }, { disabled: false }] as const;
    const made = await Promise.all(both.map((patch) => changeUser(desk, ADMIN, 'jan', patch)));
    expect(made.map(({ waits }) => waits?.act)).toEqual([undefined, 'admin.change']);
    expect(await roleOf('jan')).toEqual(['admin', true]);
    await waitsAbout('jan', 'admin.change');

    // As the other agrees that somebody is let in again.
    const meanwhile = {
      kai: ['admin.change', (name: string) => changeUser(desk, ADMIN, name, { role: 'support' })],
      lea: ['admin.delete', (name: string) => deleteUser(desk, ADMIN, name)],
      mia: ['admin.factor', (name: string) => resetFactor(desk, ADMIN, name)],
    } as const;
    for (const [name, [act, change]] of Object.entries(meanwhile)) {
      await addUser(app, 'admin', name);
      await setUpFactor(await logInAs(app.server, name), clock.at);
      await changeUser(desk, cliPrincipal(), name, { disabled: true });
      const { waits } = await changeUser(desk, ADMIN, name, { disabled: false });
      const letIn = approveAs(desk, CLEO, waits?.id ?? 0);
      expect([name, (await change(name)).waits?.act]).toEqual([name, act]);
      expect((await letIn).state).toBe('approved');
      await waitsAbout(name, act);
    }
    await addUser(app, 'support', 'noa');
    const { waits } = await changeUser(desk, ADMIN, 'noa', { role: 'admin' });
    const promoted = approveAs(desk, CLEO, waits?.id ?? 0);
    const { waits: link } = await makeAccountLink(desk, ADMIN, 'noa', app.url);
    expect([link?.act, (await promoted).state]).toEqual(['admin.link', 'approved']);
    // Who has the machine needs nobody, whatever was read.
    await addUser(app, 'support', 'pia');
    const asked = await changeUser(desk, ADMIN, 'pia', { role: 'admin' });
    const [, onMachine] = await Promise.all([
      approveAs(desk, CLEO, asked.waits?.id ?? 0),
      changeUser(desk, cliPrincipal(), 'pia', { disabled: true }),
    ]);
    expect([onMachine.done?.disabled, await roleOf('pia')]).toEqual([true, ['admin', true]]);
    // Role and access at once, where no admin comes of it.
    expect((await admin.patch('/api/users/finance', { role: 'admin', disabled: true })).status).toBe(200);
    expect((await admin.patch('/api/users/finance', { role: 'finance', disabled: false })).status).toBe(200);
    for (const name of ['jan', 'kai', 'lea', 'mia', 'noa', 'pia'])
      await changeUser(desk, cliPrincipal(), name, { role: 'support' });
  });

  it('lapses when it was done without a second admin', async () => {
    const other = { ...BY_POST, lastName: 'Meier', mobile: '079 123 45 68' };
    const { refId } = (await admin.post('/api/orders', other)).body;
    const { body } = await erase(refId);
    const input = { ...REASON, confirm: true, pending: 'leave_open' } as const;
    await eraseOrder(app.desk, cliPrincipal(), refId, input);
    expect((await admin.get(`/api/approvals/${body.id}`)).body.state).toBe('lapsed');
    expect((await approve(cleo, body.id)).status).toBe(404);
  });

  it('lapses after a week, in the log too', async () => {
    const { body } = await admin.patch('/api/users/support', { role: 'admin' });
    clock.at += APPROVAL_WAITS_MS;
    cleo = await logInAs(app.server, 'cleo');
    admin = await app.as('admin');
    expect((await approve(cleo, body.id)).status).toBe(404);
    await lapseApprovals(app.desk);
    expect((await admin.get(`/api/approvals/${body.id}`)).body.state).toBe('lapsed');
    expect(logged('approval.lapse').at(-1)).toMatchObject({ actor: 'system', detail: { because: 'time' } });
    expect(await roleOf('support')).toEqual(['support', false]);
  });

  it('lapses where it was asked for while the clock was ahead', async () => {
    clock.at += APPROVAL_WAITS_MS;
    [admin, cleo] = [await app.as('admin'), await logInAs(app.server, 'cleo')];
    const { body } = await admin.patch('/api/users/support', { role: 'admin' });
    clock.at -= APPROVAL_WAITS_MS;
    [admin, cleo] = [await app.as('admin'), await logInAs(app.server, 'cleo')];
    expect((await approve(cleo, body.id)).status).toBe(404);
    await lapseApprovals(app.desk);
    expect((await admin.get(`/api/approvals/${body.id}`)).body.state).toBe('lapsed');
  });

  it('is open to who has the machine, and told', async () => {
    await changeUser(app.desk, cliPrincipal(), 'finance', { role: 'admin' });
    expect(await roleOf('finance')).toEqual(['admin', false]);
    expect(logged('approval.alone').at(-1)).toMatchObject({
      target: 'finance',
      detail: { act: 'admin.change', because: 'command_line' },
    });
  });

  it('leaves everybody their own rights to give up, and tables that say what the log says', async () => {
    expect((await cleo.patch('/api/users/cleo', { role: 'support' })).status).toBe(200);
    expect(await checkFacts({ path: app.desk.config.databasePath })).toMatchObject({ differences: [] });
  });
});

it('a second admin is nobody who came by an identity provider that is not asked any more', async () => {
  const clock = { at: Date.now(), now: () => clock.at };
  const app = await startApp({ simulator: { population: 'none', speed: STILL }, desk: { clock } });
  const comes = async (role: Role): Promise<void> => {
    const expiresAt = clock.at + 8 * 3_600_000;
    const session = { tokenHash: randomBytes(32), expiresAt, userAgent: null, address: null };
    const identity = { issuer: 'https://former.example', subject: 'sam' };
    const args = { identity, username: 'sam', displayName: 'Sam', role, session };
    await app.desk.ledger.record([{ name: 'provider_login.open', args }], []);
  };
  await comes('admin');
  const shutOut = async () => (await app.as('admin')).patch('/api/users/sam', { disabled: true });
  const asked = await shutOut();
  expect(asked.status).toBe(202);
  // What the provider makes of Sam ends what waited, too.
  await comes('support');
  await comes('admin');
  const { body } = await (await app.as('admin')).get(`/api/approvals/${asked.body.id}`);
  expect(body).toMatchObject({ state: 'lapsed', decidedBy: 'system' });
  expect((await shutOut()).status).toBe(202);
  // The session that was open yet has ended.
  clock.at += 30 * 60_000;
  expect((await shutOut()).status).toBe(200);
  await app.close();
});
