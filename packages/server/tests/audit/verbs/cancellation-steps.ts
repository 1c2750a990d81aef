import type { Response } from 'supertest';
import { until } from '../../sync/desk-fixture.ts';
import { REASON, type StepBook, VIDEO } from './step-book.ts';

const RULE = { name: 'Old', rule: { kind: 'stale', rule: { olderThanDays: 9 } }, everyHours: 24 };

/** Bulk cancellations and the policies that propose them. */
export function cancellationSteps(book: StepBook): void {
  const { admin, support, add, made, faults } = book;
  const approval = async (approvalAbove: number | null): Promise<void> => {
    const value = { approvalAbove, callMayRunMinutes: 0, atOnce: 1 };
    const { status, body } = await admin.put('/api/settings/cancellations', { value });
    if (status === 202) await book.second.post(`/api/approvals/${body.proposal.id}/approve`);
  };
  const planned = async (count: number): Promise<void> => {
    const plan = { refIds: (await cancellable()).slice(0, count), ...REASON };
    await made(admin.post('/api/cancellations', plan));
  };
  const cancellable = async (): Promise<string[]> => {
    const made = await Promise.all(
      [1, 2, 3].map(() => support.post('/api/orders', { ...VIDEO, externalId: 'BULK' })),
    );
    return made.map(({ body }) => body.refId);
  };
  const execute = async (count: number): Promise<Response> =>
    await admin.post(`/api/cancellations/${book.id}/execute`, { confirm: count });

  const job = (verb: string) => `/api/cancellations/${book.id}/${verb}`;
  add('POST /api/cancellations', 'cancellation.plan', async () => {
    await approval(1);
    return made(admin.post('/api/cancellations', { refIds: await cancellable(), ...REASON }));
  });
  add('POST /api/cancellations/:id/execute', 'cancellation.execute', () => execute(3));
  add(
    'POST /api/cancellations/:id/approve',
    'cancellation.approve',
    async () => book.second.post(job('approve'), { confirm: 3 }),
    'second',
  );
  add(
    'POST /api/cancellations/:id/reject',
    'cancellation.reject',
    async () => {
      await planned(2);
      await execute(2);
      return book.second.post(job('reject'), REASON);
    },
    'second',
  );
  add('POST /api/cancellations/:id/discard', 'cancellation.reject', async () => {
    await planned(2);
    return admin.post(job('discard'), REASON);
  });
  add('POST /api/cancellations/:id/pause', 'cancellation.pause', async () => {
    await approval(null);
    await planned(3);
    await faults({ latencyMs: 700 });
    await execute(3);
    return admin.post(job('pause'), REASON);
  });
  add('POST /api/cancellations/:id/resume', 'cancellation.resume', async () => admin.post(job('resume')));
  add('POST /api/cancellations/:id/stop', 'cancellation.stop', async () => admin.post(job('stop'), REASON));
  add('POST /api/cancellations/:id/plan-remainder', 'cancellation.plan', async () => {
    await planned(3);
    await execute(3);
    await admin.post(job('stop'), REASON);
    const state = async () => (await admin.get(`/api/cancellations/${book.id}`)).body.state;
    await until('it has stopped', async () => (await state()) === 'stopped', 60_000);
    return admin.post(job('plan-remainder'), {});
  });
  add('POST /api/cancellations/:id/retry-failed', 'cancellation.plan', async () => {
    await faults({ errorRate: 1, status: 422, when: 'before', only: ['cancel_order'] });
    await planned(1);
    await execute(1);
    const state = async () => (await admin.get(`/api/cancellations/${book.id}`)).body.state;
    await until('it has failed', async () => (await state()) === 'completed', 60_000);
    await faults({});
    return admin.post(job('retry-failed'), {});
  });
  const policy = '/api/cancellation-policies';
  add(`POST ${policy}`, 'cancellation_policy.create', () => made(admin.post(policy, RULE)));
  add(`PUT ${policy}/:id`, 'cancellation_policy.update', async () =>
    admin.put(`${policy}/${book.id}`, { ...RULE, name: 'Older' }),
  );
  add(`POST ${policy}/:id/run`, 'cancellation_policy.run', async () =>
    admin.post(`${policy}/${book.id}/run`),
  );
  add(`DELETE ${policy}/:id`, 'cancellation_policy.delete', async () => admin.delete(`${policy}/${book.id}`));
}
