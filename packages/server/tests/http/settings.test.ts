import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adoptControls } from '../../src/features/settings/environment-controls.ts';
import { ENTRY_JSON } from '../ledger/entry-json.ts';
import { type AppFixture, addUser, type Caller, logInAs, startApp } from './app-fixture.ts';

const ENVIRONMENT = '/api/settings/environment';
const REVEAL = '/api/settings/access.reveal_minutes';

describe('loosening a control', () => {
  let app: AppFixture;
  let admin: Caller;
  beforeAll(async () => {
    app = await startApp({ simulator: { population: 'none', speed: 1 } });
    admin = await app.as('admin');
  });
  afterAll(() => app.close());

  const logged = (action: string): { actor: string; target: string; detail: Record<string, unknown> }[] =>
    app.desk.reader.connection
      .sql(`SELECT ${ENTRY_JSON} FROM entries WHERE action = ? ORDER BY seq`)
      .pluck()
      .all(action)
      .map((bytes) => JSON.parse(String(bytes)));
  const standing = async () => (await admin.get(REVEAL)).body;

  it('holds at once where there is one admin, and tells who changed it from what', async () => {
    const set = await admin.put(REVEAL, { value: 30 });
    expect([set.status, set.body.value]).toEqual([200, 30]);
    expect(set.body.changes).toMatchObject([{ by: 'user:admin', before: 15, after: 30 }]);
    expect(logged('settings.change').at(-1)?.detail.loosened).toEqual(['access.reveal_minutes']);
    const back = await admin.put(REVEAL, { value: null });
    expect(back.body.changes).toMatchObject([
      { before: 30, after: 15 },
      { before: 15, after: 30 },
    ]);
    expect(logged('settings.change').at(-1)?.detail.loosened).toEqual([]);
  });

  it('names the value that is wrong', async () => {
    const { value } = (await admin.get('/api/settings/polling')).body;
    const bad = await admin.put('/api/settings/polling', { value: { ...value, patience: 0 } });
    expect([bad.status, Object.keys(bad.body.errors)]).toEqual([400, ['value.patience']]);
  });

  it('in the environment is written down at the start, told with the settings, and set nowhere else', async () => {
    const { config } = app.desk;
    const startWith = (retentionMonths: number | null, open: boolean) =>
      adoptControls({
        ...app.desk,
        config: { ...config, retentionMonths, gateway: { ...config.gateway, open } },
      });
    await startWith(24, false);
    await startWith(24, false);
    await startWith(36, true);
    const told = logged('settings.change').filter(({ target }) => target === 'environment');
    expect(told.map(({ actor, detail }) => [actor, detail.loosened])).toEqual([
      ['system', []],
      ['system', ['environment.retentionMonths', 'environment.gatewayOpen']],
    ]);
    const { body } = await admin.get(ENVIRONMENT);
    expect(body).toMatchObject({ inEnvironment: true, changedBy: 'system' });
    expect(body.value.retentionMonths).toBe(config.retentionMonths);
    expect(body.changes[0]).toMatchObject({
      before: { retentionMonths: 24, gatewayOpen: false },
      after: { retentionMonths: 36, gatewayOpen: true },
    });
    expect((await admin.put(ENVIRONMENT, { value: body.value })).status).toBe(404);
  });

  describe('with two admins', () => {
    let second: Caller;
    beforeAll(async () => {
      await addUser(app, 'admin', 'berta');
      second = await logInAs(app.server, 'berta');
    });
    beforeEach(async () => {
      await admin.put(REVEAL, { value: 10 });
    });

    it('waits until the other agrees; neither who asked nor a key of theirs can', async () => {
      const asked = await admin.put(REVEAL, { value: 60 });
      expect([asked.status, asked.body.value]).toEqual([202, 10]);
      expect(asked.body.proposal).toMatchObject({ value: 60, by: 'user:admin' });
      expect(logged('approval.ask').at(-1)).toMatchObject({
        actor: 'user:admin',
        target: 'access.reveal_minutes',
        detail: { act: 'settings.loosen', before: '10', after: '60' },
      });
      const approve = `/api/approvals/${asked.body.proposal.id}/approve`;
      const own = await admin.post(approve);
      expect([own.status, own.body.code]).toEqual([403, 'same_person']);
      const key = (await admin.post('/api/api-keys', { name: 'batch', role: 'admin' })).body.key;
      const machine = await request(app.server).post(approve).set('authorization', `Bearer ${key}`);
      expect([machine.status, machine.body.code]).toEqual([403, 'approver_is_no_person']);
      const agreed = await second.post(approve);
      expect(agreed.body).toMatchObject({ state: 'approved', decidedBy: 'user:berta', isOwn: false });
      const set = await standing();
      expect(set).toMatchObject({ value: 60, proposal: null, changedBy: 'user:berta' });
      expect(set.changes[0]).toMatchObject({ by: 'user:berta', before: 10, after: 60 });
      expect(logged('settings.change').at(-1)?.detail.askedBy).toBe('user:admin');
      expect((await second.post(approve)).status).toBe(404);
    });

    it('is what a key asks for, but not for the person who made the key to agree to', async () => {
      const key = (await second.post('/api/api-keys', { name: 'hers', role: 'admin' })).body.key;
      const asked = await request(app.server)
        .put(REVEAL)
        .set('authorization', `Bearer ${key}`)
        .send({ value: 60 });
      expect(asked.status).toBe(202);
      const approve = `/api/approvals/${asked.body.proposal.id}/approve`;
      expect((await second.post(approve)).body.code).toBe('same_person');
      expect((await admin.post(approve)).status).toBe(200);
      expect((await standing()).value).toBe(60);
    });

    it('can be refused, and changes nothing then', async () => {
      const { proposal } = (await admin.put(REVEAL, { value: 60 })).body;
      const reject = `/api/approvals/${proposal.id}/reject`;
      expect((await second.post(reject, { reason: '' })).status).toBe(400);
      const refused = await second.post(reject, { reason: 'too long' });
      expect(refused.body).toMatchObject({ state: 'rejected', note: 'too long' });
      expect(await standing()).toMatchObject({ value: 10, proposal: null });
      expect(logged('approval.reject').at(-1)).toMatchObject({ detail: { reason: 'too long' } });
    });

    it('gives way to a later change, and tightening needs nobody', async () => {
      const { proposal } = (await admin.put(REVEAL, { value: 60 })).body;
      expect((await admin.put(REVEAL, { value: 5 })).status).toBe(200);
      expect(await standing()).toMatchObject({ value: 5, proposal: null });
      expect((await second.post(`/api/approvals/${proposal.id}/approve`)).status).toBe(404);
      const none = { approvalAbove: null, callMayRunMinutes: 120, atOnce: 24 };
      expect((await admin.put('/api/settings/cancellations', { value: none })).status).toBe(202);
      const factor = (finance: boolean) =>
        admin.put('/api/settings/access.second_factor', {
          value: { admin: false, support: false, finance, auditor: false },
        });
      expect([(await factor(true)).status, (await factor(false)).status]).toEqual([200, 202]);
    });

    it('needs nobody again once the other cannot log in, to which the other agreed', async () => {
      const asked = await admin.patch('/api/users/berta', { disabled: true });
      expect(asked.status).toBe(202);
      expect((await second.post(`/api/approvals/${asked.body.id}/approve`)).status).toBe(200);
      expect((await admin.put(REVEAL, { value: 60 })).status).toBe(200);
    });
  });
});
