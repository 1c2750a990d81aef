import request from 'supertest';
import { codeOf, setUpFactor } from '../../auth/authenticator-app.ts';
import { callerWith, cookieOf, PASSWORD } from '../../http/app-fixture.ts';
import { REASON, type StepBook } from './step-book.ts';

/** Sessions, users, keys, settings. */
export function peopleSteps(book: StepBook): void {
  const { app, admin, add, made, idOf } = book;
  add('POST /api/session', 'session.login', () =>
    Promise.resolve(request(app.server).post('/api/session').send({ username: 'admin', password: PASSWORD })),
  );
  add('POST /api/users', 'user.create', async () => {
    const user = { username: 'second', displayName: 'Second', role: 'admin', password: PASSWORD };
    return admin.post('/api/users', user);
  });
  add('PATCH /api/users/:username', 'user.update', async () =>
    admin.patch('/api/users/second', { displayName: 'The second' }),
  );
  add(
    'POST /api/session/password',
    'user.password',
    async () => {
      const login = { username: 'second', password: PASSWORD };
      book.second = callerWith(
        app.server,
        cookieOf(await request(app.server).post('/api/session').send(login)),
      );
      return book.second.post('/api/session/password', { current: PASSWORD, next: `${PASSWORD} too` });
    },
    'second',
  );
  add('DELETE /api/users/:username', 'user.delete', async () => {
    await admin.post('/api/users', { username: 'gone', displayName: 'Gone', role: 'finance' });
    return admin.delete('/api/users/gone');
  });
  add('POST /api/session/reauthenticate', 'session.reauthenticate', async () =>
    admin.post('/api/session/reauthenticate', { password: PASSWORD }),
  );
  let secret = '';
  add('POST /api/session/factor/confirm', 'user.second_factor', async () => {
    const { enrolment, secret: shown } = (await admin.post('/api/session/factor')).body;
    secret = shown;
    const code = codeOf(secret, Date.now());
    return admin.post('/api/session/factor/confirm', { enrolment, code });
  });
  add('POST /api/session/code', 'session.login', async () => {
    const login = { username: 'admin', password: PASSWORD };
    const { ticket } = (await request(app.server).post('/api/session').send(login)).body;
    // The code of the next step of time: that of this one was taken by the set-up.
    const code = codeOf(secret, Date.now() + 30_000);
    return request(app.server).post('/api/session/code').send({ ticket, code });
  });
  add('POST /api/session/factor/recovery-codes', 'user.second_factor', async () =>
    admin.post('/api/session/factor/recovery-codes'),
  );
  add('DELETE /api/session/factor', 'user.second_factor', async () => admin.delete('/api/session/factor'));
  add('DELETE /api/users/:username/factor', 'user.second_factor', async () => {
    await setUpFactor(await app.as('finance'));
    return admin.delete('/api/users/finance/factor');
  });
  const linkOf = async (): Promise<string> =>
    String((await admin.post('/api/users/finance/link')).body.url).split('#')[1] ?? '';
  add('POST /api/users/:username/link', 'user.reset_link', async () => admin.post('/api/users/finance/link'));
  add(
    'POST /api/password-link/use',
    'user.password',
    async () =>
      request(app.server)
        .post('/api/password-link/use')
        .send({ token: await linkOf(), password: PASSWORD }),
    'finance',
  );
  add('DELETE /api/sessions/:id', 'session.revoke', async () => {
    await app.as('finance');
    return admin.delete(`/api/sessions/${await idOf('/api/sessions?username=finance')}`);
  });
  add('POST /api/sessions/end-all', 'session.end_all', async () => {
    await admin.post('/api/users', { username: 'idle', displayName: 'Idle', role: 'support' });
    return admin.post('/api/sessions/end-all', { username: 'idle' });
  });
  add('POST /api/api-keys', 'api_key.create', () =>
    made(admin.post('/api/api-keys', { name: 'k', role: 'finance' })),
  );
  add('POST /api/api-keys/:id/rotate', 'api_key.rotate', () =>
    admin.post(`/api/api-keys/${book.id}/rotate`, { overlapHours: 1 }),
  );
  add('DELETE /api/api-keys/:id', 'api_key.revoke', async () => admin.delete(`/api/api-keys/${book.id}`));
  add('PUT /api/settings/:name', 'settings.change', async () =>
    admin.put('/api/settings/access.reveal_minutes', { value: 5 }),
  );
  add('POST /api/reveal-report/export', 'personal_data.report', async () =>
    admin.post('/api/reveal-report/export', { month: '2026-03' }),
  );
  const propose = async (value: number): Promise<string> => {
    const { body } = await admin.put('/api/settings/access.reveal_minutes', { value });
    return `/api/approvals/${body.proposal.id}`;
  };
  add(
    'POST /api/approvals/:id/approve',
    'approval.approve',
    async () => book.second.post(`${await propose(25)}/approve`),
    'second',
  );
  add(
    'POST /api/approvals/:id/reject',
    'approval.reject',
    async () => book.second.post(`${await propose(480)}/reject`, REASON),
    'second',
  );
}
