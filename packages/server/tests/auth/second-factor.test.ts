import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  type AppFixture,
  addUser,
  type Caller,
  callerWith,
  cookieOf,
  logInAs,
  PASSWORD,
  startApp,
} from '../http/app-fixture.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { codeOf, setUpFactor } from './authenticator-app.ts';

const STEP_MS = 30_000;

let clock: { now(): number; at: number };
let app: AppFixture;
let admin: Caller;

beforeAll(async () => {
  clock = { at: Date.now(), now: () => clock.at };
  app = await startApp({ desk: { clock } });
  admin = await app.as('admin');
});
afterAll(() => app.close());

const entries = (action: string) =>
  app.desk.reader.connection
    .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = ? ORDER BY seq`)
    .pluck()
    .all(action)
    .map((text) => JSON.parse(String(text)));
const firstStep = (username: string) =>
  request(app.server).post('/api/session').send({ username, password: PASSWORD });
const secondStep = (ticket: string, code: string) =>
  request(app.server).post('/api/session/code').send({ ticket, code });
const ticketOf = async (username: string): Promise<string> => (await firstStep(username)).body.ticket;

/** A person with an app, whose clock has gone on to the next code. */
async function enrolled(username: string) {
  await addUser(app, 'support', username);
  const person = await logInAs(app.server, username);
  const app_ = await setUpFactor(person, clock.at);
  clock.at += STEP_MS;
  return { person, ...app_, code: () => codeOf(app_.secret, clock.at) };
}

it('logs in in two steps: the password gives a ticket and no session, the code the session', async () => {
  const anna = await enrolled('anna');
  const first = await firstStep('anna');
  expect([first.status, first.body.next, first.headers['set-cookie']]).toEqual([202, 'code', undefined]);
  const { ticket } = first.body;
  const wrong = await secondStep(ticket, '000000');
  expect([wrong.status, wrong.body.code]).toEqual([401, 'wrong_code']);
  const code = anna.code();
  const second = await secondStep(ticket, ` ${code.slice(0, 3)} ${code.slice(3)}`);
  expect([second.status, second.body.hasFactor, second.body.mustEnrolFactor]).toEqual([200, true, false]);
  expect((await callerWith(app.server, cookieOf(second)).get('/api/orders')).status).toBe(200);
  expect((await secondStep(ticket, anna.code())).body.code).toBe('wrong_code');
  expect(entries('session.login').at(-1)).toMatchObject({ actor: 'user:anna', detail: { factor: 'totp' } });
  expect(entries('session.denied').at(-1)).toMatchObject({
    actor: 'user:anna',
    detail: { reason: 'wrong_code', step: 'code' },
  });
});

it('takes a code once, with a step of drift, and none of before', async () => {
  const ben = await enrolled('ben');
  const now = clock.at;
  const outcome = async (at: number) =>
    (await secondStep(await ticketOf('ben'), codeOf(ben.secret, at))).status;
  expect(await outcome(now + 2 * STEP_MS)).toBe(401);
  expect(await outcome(now + STEP_MS)).toBe(200);
  expect(await outcome(now + STEP_MS)).toBe(401);
  expect(await outcome(now)).toBe(401);
  clock.at = now + 3 * STEP_MS;
  expect(await outcome(now + 2 * STEP_MS)).toBe(200);
  const [one, other] = await Promise.all([ticketOf('ben'), ticketOf('ben')]);
  clock.at += STEP_MS;
  const both = await Promise.all([one, other].map((ticket) => secondStep(ticket, ben.code())));
  expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
});

it('takes each recovery code once, and new ones in place of all before', async () => {
  const { person, recoveryCodes, code } = await enrolled('cleo');
  const [first = '', second = '', third = ''] = recoveryCodes;
  expect(recoveryCodes).toHaveLength(10);
  const outcome = async (typed: string) => (await secondStep(await ticketOf('cleo'), typed)).status;
  expect(await outcome(first.toUpperCase().replace('-', ' '))).toBe(200);
  expect(await outcome(first)).toBe(401);
  expect((await person.get('/api/session/factor')).body.recoveryCodesLeft).toBe(9);
  expect(entries('session.login').at(-1)?.detail.factor).toBe('recovery_code');
  const prove = await person.post('/api/session/reauthenticate', { code: second });
  expect([prove.status, Object.keys(prove.body.errors)]).toEqual([400, ['code']]);
  const renewed = await person.post('/api/session/factor/recovery-codes');
  expect(await outcome(third)).toBe(401);
  expect(await outcome(renewed.body.recoveryCodes[0])).toBe(200);
  expect(await outcome(code())).toBe(200);
});

it('slows down guessing of codes by the account, whatever address it comes from, and writes it down', async () => {
  const dora = await enrolled('dora');
  const ticket = await ticketOf('dora');
  for (let at = 0; at < 10; at += 1) expect((await secondStep(ticket, '000000')).status).toBe(401);
  const stopped = await secondStep(ticket, dora.code());
  expect([stopped.status, stopped.body.code]).toEqual([429, 'too_many_codes']);
  expect(Number(stopped.headers['retry-after'])).toBeGreaterThan(60);
  // The right password does not give new tries.
  expect((await secondStep(await ticketOf('dora'), dora.code())).status).toBe(429);
  expect((await dora.person.post('/api/session/reauthenticate', { code: dora.code() })).status).toBe(429);
  expect(entries('session.denied').at(-1)?.detail.reason).toBe('too_many_codes');
  const { status } = await dora.person.post('/api/session/reauthenticate', { password: PASSWORD });
  expect(status).toBe(200);
});

it('lets a ticket and an offer run out, and takes neither from another', async () => {
  const emil = await enrolled('emil');
  const ticket = await ticketOf('emil');
  const { enrolment, secret } = (await emil.person.post('/api/session/factor')).body;
  const confirmation = { enrolment, code: codeOf(secret, clock.at) };
  expect((await admin.post('/api/session/factor/confirm', confirmation)).body.code).toBe(
    'enrolment_not_found',
  );
  const wrong = { enrolment, code: '000000' };
  expect(Object.keys((await emil.person.post('/api/session/factor/confirm', wrong)).body.errors)).toEqual([
    'code',
  ]);
  await admin.patch('/api/users/emil', { disabled: true });
  expect((await secondStep(ticket, emil.code())).body.code).toBe('ticket_invalid');
  await admin.patch('/api/users/emil', { disabled: false });
  clock.at += 11 * 60_000;
  const late = await secondStep(ticket, emil.code());
  expect([late.status, late.body.code]).toEqual([401, 'ticket_invalid']);
  const back = callerWith(app.server, cookieOf(await secondStep(await ticketOf('emil'), emil.code())));
  expect((await back.post('/api/session/factor/confirm', confirmation)).status).toBe(404);
});

it('proves again by a code who one is, and asks that before it is changed', async () => {
  const fay = await enrolled('fay');
  clock.at += 6 * 60_000;
  for (const path of ['/api/session/factor', '/api/session/factor/recovery-codes'])
    expect((await fay.person.post(path)).body.code).toBe('reauthentication_required');
  expect((await fay.person.delete('/api/session/factor')).body.code).toBe('reauthentication_required');
  const code = fay.code();
  expect((await fay.person.post('/api/session/reauthenticate', { code })).status).toBe(200);
  expect((await fay.person.post('/api/session/reauthenticate', { code })).status).toBe(400);
  for (const neither of [{}, { code, password: PASSWORD }])
    expect((await fay.person.post('/api/session/reauthenticate', neither)).status).toBe(400);
  const removed = await fay.person.delete('/api/session/factor');
  expect([removed.status, removed.body.enrolledAt, removed.body.recoveryCodesLeft]).toEqual([200, null, 0]);
  expect((await fay.person.delete('/api/session/factor')).status).toBe(404);
  expect((await firstStep('fay')).status).toBe(200);
});

it('asks by role: nothing goes before the app is set up, and it stays', async () => {
  await admin.post('/api/session/reauthenticate', { password: PASSWORD });
  const value = { admin: false, support: true, finance: false, auditor: false };
  expect((await admin.put('/api/settings/access.second_factor', { value })).status).toBe(200);
  await addUser(app, 'support', 'gus');
  const gus = await logInAs(app.server, 'gus');
  expect((await gus.get('/api/session')).body.mustEnrolFactor).toBe(true);
  const refused = await gus.get('/api/orders');
  expect([refused.status, refused.body.code]).toEqual([403, 'second_factor_required']);
  await setUpFactor(gus, clock.at);
  expect((await gus.get('/api/orders')).status).toBe(200);
  const kept = await gus.delete('/api/session/factor');
  expect([kept.status, kept.body.code]).toEqual([409, 'factor_required']);
  expect((await app.as('finance')).cookie).not.toBe('');
  await admin.put('/api/settings/access.second_factor', { value: null });
});

it('is taken away by an admin for who has lost app and codes, and asked for at a link for a new password', async () => {
  const hugo = await enrolled('hugo');
  await admin.post('/api/session/reauthenticate', { password: PASSWORD });
  expect((await admin.get('/api/users/hugo')).body.hasFactor).toBe(true);
  const before = await ticketOf('hugo');
  const link = String((await admin.post('/api/users/hugo/link')).body.url).split('#')[1];
  const used = await request(app.server)
    .post('/api/password-link/use')
    .send({ token: link, password: PASSWORD });
  expect([used.status, used.headers['set-cookie']]).toEqual([202, undefined]);
  expect((await secondStep(before, hugo.code())).body.code).toBe('ticket_invalid');
  expect((await secondStep(used.body.ticket, hugo.code())).status).toBe(200);
  expect((await (await app.as('finance')).delete('/api/users/hugo/factor')).status).toBe(403);
  const reset = await admin.delete('/api/users/hugo/factor');
  expect([reset.status, reset.body.hasFactor]).toEqual([200, false]);
  expect((await admin.delete('/api/users/hugo/factor')).status).toBe(404);
  expect(entries('user.second_factor').at(-1)).toMatchObject({
    actor: 'user:admin',
    target: 'hugo',
    detail: { change: 'reset' },
  });
  expect((await firstStep('hugo')).status).toBe(200);
});

it('keeps secret and codes from the log, from answers and, in clear, from the database', async () => {
  const ida = await enrolled('ida');
  const secrets = [
    ida.secret,
    ...ida.recoveryCodes,
    ...ida.recoveryCodes.map((code) => code.replace('-', '')),
  ];
  const log = app.desk.reader.connection.sql(`SELECT ${ENTRY_JSON} FROM entries`).pluck().all().join('\n');
  const rows = ['second_factors', 'recovery_codes', 'entries'].flatMap((table) =>
    app.desk.reader.connection.sql(`SELECT * FROM ${table}`).all(),
  );
  const answers = await Promise.all([
    ida.person.get('/api/session/factor'),
    ida.person.get('/api/session'),
    admin.get('/api/users'),
    admin.get('/api/audit?filter=%7B%22action%22%3A%22user.second_factor%22%7D'),
  ]);
  const all = [log, JSON.stringify(rows), ...answers.map(({ text }) => text)].join('\n').toLowerCase();
  expect(all).toContain('ida');
  expect(secrets.filter((secret) => all.includes(secret.toLowerCase()))).toEqual([]);
});
