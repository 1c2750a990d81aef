import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AppFixture, addUser, type Caller, logInAs, PASSWORD, startApp } from '../http/app-fixture.ts';
import { setUpFactor } from './authenticator-app.ts';

let app: AppFixture;
let admin: Caller;

beforeAll(async () => {
  app = await startApp();
  admin = await app.as('admin');
});
afterAll(() => app.close());

it('takes a user away for good, with sessions and keys; the log keeps the name, and nobody else gets it', async () => {
  await addUser(app, 'admin', 'emil');
  const emil = await logInAs(app.server, 'emil');
  const { key } = (await emil.post('/api/api-keys', { name: 'his', role: 'finance' })).body;
  await setUpFactor(emil);
  const view = (name: string, shared: boolean) =>
    emil.post('/api/saved-views', { resource: 'orders', name, shared, view: {} });
  expect([(await view('mine', false)).status, (await view('ours', true)).status]).toEqual([201, 201]);
  // An admin goes once another agrees, who then gives up their own account.
  await addUser(app, 'admin', 'greta');
  const greta = await logInAs(app.server, 'greta');
  const asked = await admin.delete('/api/users/emil');
  expect([asked.status, asked.body.act, asked.body.target]).toEqual([202, 'admin.delete', 'emil']);
  expect((await emil.get('/api/session')).status).toBe(200);
  expect((await greta.post(`/api/approvals/${asked.body.id}/approve`)).status).toBe(200);
  const gone = await greta.delete('/api/users/greta');
  expect([gone.status, gone.body.username]).toEqual([200, 'greta']);

  expect((await emil.get('/api/session')).status).toBe(401);
  const byKey = request(app.server).get('/api/session').set('authorization', `Bearer ${key}`);
  expect((await byKey).status).toBe(401);
  const login = request(app.server).post('/api/session').send({ username: 'emil', password: PASSWORD });
  expect((await login).status).toBe(401);
  const keys: { name: string; revokedAt: string | null }[] = (await admin.get('/api/api-keys')).body;
  expect(keys.find(({ name }) => name === 'his')?.revokedAt).not.toBeNull();
  const names = (await admin.get('/api/users')).body.map((user: { username: string }) => user.username);
  expect(names).not.toContain('emil');
  expect((await admin.get('/api/users/emil')).status).toBe(404);
  expect((await admin.patch('/api/users/emil', { disabled: false })).status).toBe(404);
  expect((await admin.delete('/api/users/emil')).status).toBe(404);
  const again = { username: 'Emil', displayName: 'Another', role: 'finance' };
  expect((await admin.post('/api/users', again)).body.code).toBe('username_taken');
  const stored = app.desk.reader.connection.sql("SELECT display_name FROM users WHERE username = 'emil'");
  expect(stored.pluck().get()).toBe('');
  const left = (table: string) =>
    app.desk.reader.connection.sql(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([left('second_factors'), left('recovery_codes'), left('saved_views')]).toEqual([0, 0, 1]);
  const log = await admin.get(`/api/audit?filter=${encodeURIComponent('{"actor":"user:emil"}')}`);
  expect(log.body.map((entry: { action: string }) => entry.action)).toEqual(
    expect.arrayContaining(['session.login', 'api_key.create', 'user.second_factor']),
  );
});

it('leaves one admin', async () => {
  const last = await admin.delete('/api/users/admin');
  expect([last.status, last.body.code]).toEqual([409, 'last_admin']);
});
