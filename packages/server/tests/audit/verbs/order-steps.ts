import request from 'supertest';
import { REASON, type StepBook, VIDEO } from './step-book.ts';

/** Orders: placed, known, looked at, shown, worked on, cancelled, erased. */
export function orderSteps(book: StepBook): void {
  const { app, admin, support, add, addAgreed, made, idOf, faults } = book;
  add('POST /api/orders', 'order.place', async () => {
    const answer = await admin.post('/api/orders', { ...VIDEO, externalId: 'ACME' });
    book.refIds = [answer.body.refId];
    return answer;
  });
  add('POST /api/orders/import', 'order.import', async () => {
    const { body } = await request(app.simulator.url).post('/_sim/orders').send({ count: 3, seed: 4 });
    book.refIds.push(...body.refIds);
    return admin.post('/api/orders/import', { refIds: body.refIds });
  });
  const order = (verb: string) => `/api/orders/${book.refIds[0]}/${verb}`;
  add('POST /api/orders/:refId/sync', 'order.sync_requested', async () => admin.post(order('sync')));
  add('POST /api/orders/:refId/verify', 'order.verify_requested', async () => {
    const ends = { status: 'TERMINATED', termsAccepted: true };
    await request(app.simulator.url).post(`/_sim/identifications/${book.refIds[1]}`).send(ends);
    await admin.post(`/api/orders/${book.refIds[1]}/sync`);
    return admin.post(`/api/orders/${book.refIds[1]}/verify`);
  });
  add('POST /api/orders/check-evidence', 'call.intent', async () =>
    admin.post('/api/orders/check-evidence', { mobile: '079 000 00 01' }),
  );
  add('POST /api/orders/:refId/reveal', 'personal_data.reveal', async () =>
    admin.post(order('reveal'), { ...REASON, fields: ['msisdn'] }),
  );
  add('POST /api/orders/:refId/notes', 'note.create', async () => admin.post(order('notes'), { text: 'x' }));
  const ticket = {
    step: 2,
    team: 'service_provider_support',
    issue: null,
    language: 'en',
    subject: 's',
    body: 'b',
    hasPersonalData: false,
  };
  add('POST /api/orders/:refId/handovers', 'handover.create', () =>
    made(admin.post(order('handovers'), ticket)),
  );
  add('PATCH /api/handovers/:id', 'handover.update', async () =>
    admin.patch(`/api/handovers/${book.id}`, { ticketNumber: 'T-1' }),
  );
  add('POST /api/calls/:id/handovers', 'handover.create', async () =>
    admin.post(`/api/calls/${await idOf('/api/calls')}/handovers`, ticket),
  );
  add('POST /api/orders/:refId/messages', 'order.message', async () =>
    admin.post(order('messages'), { situation: 'start', language: 'en', channel: 'copied' }),
  );
  add('PUT /api/orders/:refId/work', 'order.assign', async () =>
    admin.put(order('work'), { assignee: 'admin' }),
  );
  add('POST /api/orders/:refId/legal-hold', 'order.legal_hold', async () =>
    admin.post(order('legal-hold'), { hold: true, ...REASON }),
  );
  add('POST /api/orders/:refId/proof', 'audit.pack', async () => admin.post(order('proof'), REASON));
  add('POST /api/search', 'search.person', async () => admin.post('/api/search', { q: 'Muster' }));
  add('POST /api/orders/:refId/cancel', 'order.cancel_requested', async () =>
    admin.post(order('cancel'), REASON),
  );
  add('POST /api/orders/:refId/person-file', 'personal_data.disclose', async () =>
    admin.post(order('person-file'), REASON),
  );
  addAgreed('POST /api/orders/:refId/erase', 'order.erase', async () => {
    const confirmed = { ...REASON, confirm: true, pending: 'leave_open' };
    return admin.post(`/api/orders/${book.refIds[1]}/erase`, confirmed);
  });
  add('POST /api/orders/possible-orphans/:id/settle', 'order.orphan_settled', async () => {
    await faults({ dropRate: 1, when: 'after', only: ['place_order'] });
    const lost = await admin.post('/api/orders', VIDEO);
    await faults({});
    return admin.post(`/api/orders/possible-orphans/${lost.body.callId}/settle`, { note: 'nowhere' });
  });
  const replaced = async (): Promise<number> => {
    const before = await support.post('/api/orders', { ...VIDEO, externalId: 'ACME' });
    await support.post('/api/orders', {
      issuer: VIDEO.issuer,
      method: VIDEO.method,
      replaces: before.body.refId,
      sameData: true,
    });
    return idOf('/api/cancellation-requests');
  };
  add('POST /api/cancellation-requests/:id/execute', 'cancellation_request.done', async () =>
    admin.post(`/api/cancellation-requests/${await replaced()}/execute`),
  );
  add('POST /api/cancellation-requests/:id/dismiss', 'cancellation_request.dismiss', async () =>
    admin.post(`/api/cancellation-requests/${await replaced()}/dismiss`, REASON),
  );
  add('POST /api/cancellation-requests/:id/reopen', 'cancellation_request.reopen', async () => {
    const id = await replaced();
    await admin.post(`/api/cancellation-requests/${id}/dismiss`);
    return admin.post(`/api/cancellation-requests/${id}/reopen`);
  });
  add('POST /api/orders/:refId/cancellation-request', 'cancellation_request.create', async () => {
    const { body } = await support.post('/api/orders', { ...VIDEO, externalId: 'ACME' });
    return admin.post(`/api/orders/${body.refId}/cancellation-request`, REASON);
  });
}
