import { until } from '../../sync/desk-fixture.ts';
import type { StepBook } from './step-book.ts';

/** Views, the playbook, the log itself, the connection; logging out comes last. */
export function deskSteps(book: StepBook): void {
  const { admin, add, made } = book;
  const view = { resource: 'orders', name: 'mine', view: {} };
  add('POST /api/saved-views', 'saved_view.create', () => made(admin.post('/api/saved-views', view)));
  add('PUT /api/saved-views/:id', 'saved_view.update', async () =>
    admin.put(`/api/saved-views/${book.id}`, { ...view, name: 'my own' }),
  );
  add('DELETE /api/saved-views/:id', 'saved_view.delete', async () =>
    admin.delete(`/api/saved-views/${book.id}`),
  );
  add('PUT /api/playbook/notes/:topic', 'playbook.note', async () =>
    admin.put('/api/playbook/notes/step:1', { text: 'x' }),
  );
  add('PUT /api/playbook/contacts/:team', 'playbook.contact', async () =>
    admin.put('/api/playbook/contacts/swisscom_service_desk', { name: 'Desk' }),
  );

  add('POST /api/audit/search', 'audit.view', async () =>
    admin.post('/api/audit/search', { filter: '{"action":"note.create"}' }),
  );
  add('POST /api/audit/export', 'audit.export', async () =>
    admin.post('/api/audit/export', { filter: '{}' }),
  );
  add('POST /api/audit/verify', 'audit.verify', async () => admin.post('/api/audit/verify', { wait: true }));
  add('POST /api/audit/checkpoints', 'audit.export', async () => admin.post('/api/audit/checkpoints'));
  add('POST /api/audit/rebuild-calls', 'audit.rebuild_calls', async () =>
    admin.post('/api/audit/rebuild-calls'),
  );
  add('POST /api/backups', 'backup.create', async () => admin.post('/api/backups', { wait: true }));
  add('POST /api/notifications/test', 'notification.test', async () => admin.post('/api/notifications/test'));
  add('POST /api/doctor', 'doctor.run', async () => admin.post('/api/doctor'));
  add('POST /api/test-bench', 'test_bench.run', async () =>
    admin.post('/api/test-bench', { mobile: '079 555 02 02' }),
  );
  add('DELETE /api/test-bench', 'test_bench.run', async () => {
    const answer = await admin.delete('/api/test-bench');
    const ended = async () => (await admin.get('/api/test-bench')).body.run.result !== 'running';
    await until('it has stopped', ended);
    return answer;
  });
  add('DELETE /api/session', 'session.logout', async () => admin.delete('/api/session'));
}
