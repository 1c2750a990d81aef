import { parseEntry } from '@srs-desk/shared/audit/entry.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateHandover } from '../../src/features/support/handovers/hand-over.ts';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { entryTexts } from '../ledger/entry-texts.ts';
import { register } from '../sync/desk-fixture.ts';

describe('the support desk over HTTP', () => {
  let app: AppFixture;
  let support: Caller;
  let finance: Caller;
  let admin: Caller;
  let refId: string;

  beforeAll(async () => {
    app = await startApp({ simulator: { population: 120, speed: 1 } });
    support = await app.as('support');
    finance = await app.as('finance');
    admin = await app.as('admin');
    const refIds = app.simulator.refIds();
    await register(app.desk, refIds);
    const by = { actor: 'system', origin: 'system' } as const;
    await Promise.all(refIds.map((one) => app.desk.sync.syncNow(one, by)));
    refId = refIds[0] ?? '';
  });

  afterAll(() => app.close());

  const ticket = {
    step: 5,
    team: 'swisscom_service_desk',
    issue: 'terms_sms_missing',
    language: 'de',
    subject: 'Kein SMS zu den Nutzungsbedingungen',
    body: 'MSISDN +41790001122',
    hasPersonalData: true,
  };

  const entriesOf = (action: string) => entryTexts(app.desk.reader, `action = '${action}'`).map(parseEntry);

  it('records a hand-over; personal data in the ticket is sealed and counts as a reveal', async () => {
    const answer = await support.post(`/api/orders/${refId}/handovers`, ticket);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ refId, step: 5, state: 'open', createdBy: 'user:support' });
    const entry = entriesOf('handover.create').at(-1);
    expect(JSON.stringify(entry)).not.toContain('0001122');
    expect(entry && app.desk.sealer.open(entry)).toMatchObject({ body: ticket.body });
    expect(entriesOf('personal_data.reveal').at(-1)).toMatchObject({ refId, detail: { why: 'hand-over' } });
  });

  it('fills the number in where the ticket asks for it, and records that it was seen', async () => {
    const number = app.desk.reader.connection
      .sql('SELECT msisdn FROM orders WHERE ref_id = ?')
      .pluck()
      .get(refId) as string;
    const before = entriesOf('personal_data.reveal').length;
    const answer = await support.post(`/api/orders/${refId}/handovers`, {
      ...ticket,
      body: 'MSISDN: {msisdn}',
      hasPersonalData: false,
      fillNumber: true,
    });
    expect(answer.body).toMatchObject({ hasPersonalData: true, text: { body: `MSISDN: ${number}` } });
    expect(entriesOf('personal_data.reveal')).toHaveLength(before + 1);
    const timeline = await support.get(`/api/orders/${refId}/timeline`);
    expect(JSON.stringify(timeline.body)).toContain('MSISDN: •••');
    expect(JSON.stringify(timeline.body)).not.toContain(number.slice(-9));
  });

  it('takes a person named in the agent’s own words for a reveal, whatever the page says', async () => {
    const number = app.desk.reader.connection
      .sql('SELECT msisdn FROM orders WHERE ref_id = ?')
      .pluck()
      .get(refId) as string;
    const spoken = `0${number.slice(3, 5)} ${number.slice(5, 8)} ${number.slice(8)}`;
    const input = { ...ticket, body: `Please call ${spoken}.`, hasPersonalData: false };
    const answer = await support.post(`/api/orders/${refId}/handovers`, input);
    expect(answer.body.hasPersonalData).toBe(true);
    const other = { ...ticket, body: 'Please look at this order.', hasPersonalData: false };
    expect((await support.post(`/api/orders/${refId}/handovers`, other)).body.hasPersonalData).toBe(false);
  });

  it('gives the ready ticket in both languages, for any issue, and says what it lacks', async () => {
    const sms = await support.get(`/api/orders/${refId}/handover?issue=terms_sms_missing&lang=de`);
    expect(sms.body).toMatchObject({ step: 5, team: 'swisscom_service_desk', language: 'de' });
    expect(sms.body.body).toContain(refId);
    expect(sms.body.body).toContain('Prozessschritt: 5');
    const lost = await support.get(`/api/orders/${refId}/handover?issue=connection_lost&lang=en`);
    expect(lost.body).toMatchObject({ step: 3, team: 'isp_via_swisscom_service_desk' });
    expect(lost.body.unmet).toEqual([]);
    expect(lost.body.body).toContain('Not known: The officer has said');
    // The order is verified: nobody has to act on it.
    expect((await support.get(`/api/orders/${refId}/handover`)).body.code).toBe('nothing_to_hand_over');
    expect((await support.get(`/api/orders/${refId}/handover?issue=bad`)).status).toBe(400);
    expect((await finance.get(`/api/orders/${refId}/handover`)).status).toBe(403);
  });

  it('tells the limits, texts and learned durations that readings and messages go by', async () => {
    const { body: before } = await support.get('/api/support-rules');
    expect(before).toMatchObject({ serviceProvider: null, ownUse: false, legalText: null });
    await admin.put('/api/settings/messages.service_provider', { value: 'Muster AG' });
    const legal = { en: 'Our own legal text about {url}.', de: 'Unser eigener Rechtstext zu {url}.' };
    await admin.put('/api/settings/messages.legal_text', { value: legal });
    await admin.put('/api/settings/triage', { value: { termsWaitSeconds: 120 } });
    const { body } = await support.get('/api/support-rules');
    expect(body).toMatchObject({ serviceProvider: 'Muster AG', legalText: legal });
    expect(body.triage.termsWaitSeconds).toBe(120);
    expect((await finance.get('/api/support-rules')).status).toBe(403);
  });

  it('notes the team’s ticket number, closes the hand-over, and refuses to reopen it', async () => {
    const { body } = await support.post(`/api/orders/${refId}/handovers`, {
      ...ticket,
      hasPersonalData: false,
    });
    const numbered = await support.patch(`/api/handovers/${body.id}`, {
      ticketNumber: 'INC-77',
      state: 'answered',
    });
    expect(numbered.body).toMatchObject({ ticketNumber: 'INC-77', state: 'answered' });
    // Two at once, each a part of it: neither takes back what the other says.
    const by = {
      kind: 'user',
      name: 'support',
      role: 'support',
      actor: 'user:support',
      origin: 'user',
    } as const;
    await Promise.all(
      [{ ticketNumber: 'INC-78' }, { state: 'answered' as const }].map((part) =>
        updateHandover(app.desk, by, body.id, part),
      ),
    );
    expect((await support.get('/api/handovers')).body).toContainEqual(
      expect.objectContaining({ id: body.id, ticketNumber: 'INC-78' }),
    );
    const open = await support.get('/api/handovers');
    expect(open.body.map(({ id }: { id: number }) => id)).toContain(body.id);
    await support.patch(`/api/handovers/${body.id}`, { state: 'closed' });
    const after = await support.get('/api/handovers');
    expect(after.body.map(({ id }: { id: number }) => id)).not.toContain(body.id);
    expect((await support.patch(`/api/handovers/${body.id}`, { state: 'open' })).status).toBe(409);
    expect(entriesOf('handover.close').at(-1)?.detail).toMatchObject({
      stateBefore: 'answered',
      state: 'closed',
    });
  });

  it('hands over from a call that has no order', async () => {
    const { body: calls } = await support.get('/api/calls?filter={"operation":"token"}');
    const answer = await support.post(`/api/calls/${calls[0].id}/handovers`, {
      ...ticket,
      step: 1,
      hasPersonalData: false,
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ refId: null, callId: calls[0].id, step: 1 });
    expect((await support.post('/api/calls/999999/handovers', ticket)).status).toBe(404);
  });

  it('says by field what is wrong with a ticket', async () => {
    const answer = await support.post(`/api/orders/${refId}/handovers`, { ...ticket, step: 9, body: ' ' });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.body.errors).sort()).toEqual(['body', 'step']);
  });

  it('assigns, puts off and follows up, one entry for each, and says when nothing would change', async () => {
    const followUpAt = '2026-12-01T08:00:00.000Z';
    const answer = await support.put(`/api/orders/${refId}/work`, { assignee: 'support', followUpAt });
    expect(answer.body).toEqual({ assignee: 'support', followUpAt, snoozedUntil: null, answers: {} });
    expect(entriesOf('order.assign').at(-1)?.detail).toEqual({ before: null, after: 'support' });
    expect((await support.put(`/api/orders/${refId}/work`, { assignee: 'support' })).status).toBe(409);
    expect((await support.put(`/api/orders/${refId}/work`, { assignee: 'nobody' })).status).toBe(404);
    expect((await support.put(`/api/orders/${refId}/work`, {})).status).toBe(400);
    const cleared = await support.put(`/api/orders/${refId}/work`, { assignee: null, followUpAt: null });
    expect(cleared.body).toMatchObject({ assignee: null, followUpAt: null });
  });

  it('keeps answers to the guided questions', async () => {
    await support.put(`/api/orders/${refId}/work`, { answers: { terms_sms: 'not_arrived', can_sign: 'no' } });
    const answer = await support.put(`/api/orders/${refId}/work`, { answers: { can_sign: null } });
    expect(answer.body.answers).toEqual({ terms_sms: 'not_arrived' });
  });

  it('reads whose turn it is, and the answers of the user with it', async () => {
    const stuck = app.desk.reader.connection
      .sql(
        `SELECT ref_id FROM orders WHERE status = 'initialized' AND superseded_by IS NULL AND method LIKE 'VIDEO%'`,
      )
      .pluck()
      .get() as string;
    const before = await support.get(`/api/orders/${stuck}/triage`);
    expect(before.body).toMatchObject({
      nextActor: 'user',
      step: 2,
      supportTeam: 'service_provider_support',
    });
    await support.put(`/api/orders/${stuck}/work`, { answers: { video_user_says: 'app_not_working' } });
    const after = await support.get(`/api/orders/${stuck}/triage`);
    expect(after.body).toMatchObject({
      step: 3,
      supportTeam: 'isp_via_swisscom_service_desk',
      issue: 'app_not_working',
    });
  });

  it('counts the queue by cause, leaves out what is snoozed, and lists the longest waiting first', async () => {
    await app.desk.ledger.recordWithoutEntry([{ name: 'order.retriage', args: { limit: 1000 } }]);
    const { body: items } = await support.get('/api/queue/items');
    expect(items.length).toBeGreaterThan(1);
    const since = items.map((item: { since: string }) => item.since);
    expect(since).toEqual([...since].sort());
    const { body: before } = await support.get('/api/queue');
    const waiting = before.actors.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
    expect([waiting > 0, waiting <= items.length]).toEqual([true, true]);
    const total = (queue: { causes: { count: number }[] }) =>
      queue.causes.reduce((sum, { count }) => sum + count, 0);
    expect(total(before)).toBe(items.length);
    await support.put(`/api/orders/${items[0].refId}/work`, { snoozedUntil: '2099-01-01T00:00:00.000Z' });
    const { body: after } = await support.get('/api/queue');
    expect(total(after)).toBe(total(before) - 1);
    expect(after.snoozed).toBe(before.snoozed + 1);
    const stats = async () => (await support.get('/api/stats')).body;
    await expect.poll(async () => (await stats()).orders.needsAttention).toBe(total(after));
    const causes = async () =>
      (await stats()).attention
        .map(({ code, count }: { code: string; count: number }) => [code, count])
        .sort();
    expect(await causes()).toEqual(
      after.causes
        .map((cause: { attention: string; count: number }) => [cause.attention, cause.count])
        .sort(),
    );
  });

  it('lists what needs attention without what is put off, by who has it, with the follow-up', async () => {
    const list = async (filter: object, who = support) =>
      (await who.get(`/api/orders?filter=${encodeURIComponent(JSON.stringify(filter))}&range=[0,199]`)).body;
    const ids = (rows: { refId: string }[]) => rows.map((row) => row.refId).sort();
    const { body: items } = await support.get('/api/queue/items');
    const { body: queue } = await support.get('/api/queue');
    const attention = queue.causes.map((cause: { attention: string }) => cause.attention);
    expect(ids(await list({ attention, putOff: 'no' }))).toEqual(ids(items));
    const resting = await list({ putOff: 'yes' });
    expect(resting).toHaveLength(1);
    expect(resting[0].snoozedUntil).toBe('2099-01-01T00:00:00.000Z');
    expect(ids(items)).not.toContain(resting[0].refId);

    const taken = items[0].refId;
    const followUpAt = '2099-02-01T08:00:00.000Z';
    // By whatever letters the name is typed.
    await support.put(`/api/orders/${taken}/work`, { assignee: 'SupPort', followUpAt });
    const mine = await list({ attention, putOff: 'no', assignee: 'support' });
    expect(mine).toMatchObject([{ refId: taken, assignee: 'support', followUpAt }]);
    expect(ids(await list({ putOff: 'no', attention, assignee: [null] }))).toEqual(
      ids(items.filter((item: { refId: string }) => item.refId !== taken)),
    );
    expect((await list({ refId: taken }, finance))[0]).not.toHaveProperty('assignee');
    for (const path of ['orders', 'orders/export.csv']) {
      const refused = await finance.get(`/api/${path}?filter={"assignee":"support"}`);
      expect([path, refused.status]).toEqual([path, 400]);
      expect(refused.body.errors['filter.assignee']).toMatch(
        /^cannot be filtered by; allowed are (?!.*assignee)/,
      );
    }
    const wrong = await support.get('/api/orders?filter={"putOff":"maybe"}');
    expect(wrong.status).toBe(400);
    await support.put(`/api/orders/${taken}/work`, { assignee: null, followUpAt: null });
  });

  it('shows a follow-up that is due to who has it, and to everybody once they cannot follow it up any more', async () => {
    const [first, second, third] = app.simulator.refIds().slice(-3);
    const due = async (who: Caller) =>
      (await who.get('/api/queue')).body.followUpsDue.map((item: { refId: string }) => item.refId).sort();
    const followUpAt = '2020-01-01T08:00:00.000Z';
    const password = 'a long enough one';
    for (const [username, refId] of [
      ['paul', first],
      ['petra', second],
      ['piet', third],
    ]) {
      await admin.post('/api/users', { username, displayName: username, role: 'support', password });
      await admin.put(`/api/orders/${refId}/work`, { assignee: username, followUpAt });
    }
    expect([await due(support), await due(admin)]).toEqual([[], []]);
    await admin.patch('/api/users/paul', { disabled: true });
    await admin.delete('/api/users/petra');
    await admin.patch('/api/users/piet', { role: 'finance' });
    expect(await due(support)).toEqual([first, second, third].sort());
    await support.put(`/api/orders/${first}/work`, { assignee: 'support' });
    expect([await due(support), await due(admin)]).toEqual([
      [first, second, third].sort(),
      [second, third].sort(),
    ]);
    await admin.patch('/api/users/piet', { role: 'support' });
    expect(await due(admin)).toEqual([second]);
    for (const refId of [first, second, third])
      await admin.put(`/api/orders/${refId}/work`, { assignee: null, followUpAt: null });
  });

  it('keeps views on the server: one’s own and shared ones, never a search text', async () => {
    const view = { filter: { status: 'error' }, sort: null, columns: null };
    const mine = await support.post('/api/saved-views', { resource: 'orders', name: 'Fehler', view });
    const shared = await support.post('/api/saved-views', {
      resource: 'orders',
      name: 'All',
      shared: true,
      view,
    });
    expect([mine.status, shared.status]).toEqual([201, 201]);
    const seen = await finance.get('/api/saved-views?resource=orders');
    expect(seen.body.map(({ name }: { name: string }) => name)).toEqual(['All']);
    expect(seen.headers['content-range']).toBe('saved-views 0-0/1');
    expect((await finance.delete(`/api/saved-views/${shared.body.id}`)).status).toBe(409);
    expect((await support.post('/api/saved-views', { resource: 'orders', name: 'All', view })).status).toBe(
      409,
    );
    const personal = { resource: 'orders', name: 'X', view: { ...view, filter: { q: '+41790001122' } } };
    expect((await support.post('/api/saved-views', personal)).status).toBe(400);
    expect((await support.delete(`/api/saved-views/${mine.body.id}`)).body).toEqual({ id: mine.body.id });
  });

  it('lets an admin write the playbook’s own part, and everybody read it', async () => {
    expect((await support.put('/api/playbook/notes/step:2', { text: 'x' })).status).toBe(403);
    await admin.put('/api/playbook/notes/step:2', { text: 'Look into the portal first.' });
    await admin.put('/api/playbook/contacts/swisscom_service_desk', {
      name: 'SD',
      phone: '0800',
      email: '',
      hours: '24/7',
    });
    const { body } = await finance.get('/api/playbook');
    expect(body.notes['step:2'].text).toBe('Look into the portal first.');
    expect(body.contacts.swisscom_service_desk.hours).toBe('24/7');
    expect(body.links).toEqual({ countries: '', banks: '' });
    const links = { countries: 'https://provider.example/countries', banks: '' };
    expect((await admin.put('/api/settings/playbook.links', { value: links })).status).toBe(200);
    expect((await support.get('/api/playbook')).body.links).toEqual(links);
    const bad = { value: { ...links, banks: 'javascript:alert(1)' } };
    expect((await admin.put('/api/settings/playbook.links', bad)).status).toBe(400);
    expect((await admin.put('/api/playbook/notes/step:9', { text: 'x' })).status).toBe(400);
  });

  it('records that the user was told what to do, but not the words', async () => {
    const answer = await support.post(`/api/orders/${refId}/messages`, {
      situation: 'reuse_target_url',
      language: 'en',
      channel: 'copied',
    });
    expect(answer.status).toBe(204);
    expect(entriesOf('order.message').at(-1)).toMatchObject({ refId, actor: 'user:support' });
  });

  it('gives finance none of it', async () => {
    for (const path of ['/api/queue', '/api/queue/items', '/api/handovers', `/api/orders/${refId}/work`]) {
      expect((await finance.get(path)).status, path).toBe(403);
    }
  });
});
