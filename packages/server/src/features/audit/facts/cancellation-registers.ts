import { type JobEvent, stateAfter } from '@srs-desk/shared/cancellation/job.ts';
import { statement } from '../../../platform/db/statement.ts';
import { cancellationJobs } from '../../cancellations/table.ts';
import { atOf } from './entry-detail.ts';
import { storedBy } from './logged-row.ts';
import type { Register } from './register.ts';

/** What each step of a job sets beside its state. */
const STEPS: Readonly<Record<string, { event: JobEvent; by?: string; at: string }>> = {
  'cancellation.execute': { event: 'request', by: 'requestedBy', at: 'requestedAt' },
  'cancellation.approve': { event: 'approve', by: 'approvedBy', at: 'approvedAt' },
  'cancellation.pause': { event: 'pause', by: 'pausedBy', at: 'pausedAt' },
  'cancellation.resume': { event: 'resume', at: 'queuedAt' },
  'cancellation.stop': { event: 'stop', by: 'stoppedBy', at: 'finishedAt' },
  'cancellation.complete': { event: 'complete', at: 'finishedAt' },
  'cancellation.reject': { event: 'reject', by: 'rejectedBy', at: 'rejectedAt' },
};

const allJobs = statement((db) => db.select().from(cancellationJobs));

/** Bulk cancellations: who planned, asked for, approved or rejected each, and how it stands. */
const jobs: Register = {
  table: 'cancellation_jobs',
  actions: [
    'cancellation.plan',
    'cancellation_policy.propose',
    'cancellation.execute',
    'cancellation.approve',
    'cancellation.reject',
    'cancellation.pause',
    'cancellation.resume',
    'cancellation.stop',
    'cancellation.complete',
  ],
  replay(rows, entry) {
    const { target: id = '', actor, detail } = entry;
    const at = atOf(entry);
    const step = STEPS[entry.action];
    if (step === undefined) {
      const { source, includeFinished, total } = detail;
      const counts = typeof detail.counts === 'object' ? detail.counts : {};
      const nobody = { requestedBy: null, approvedBy: null, rejectedBy: null, stoppedBy: null };
      const planned = { state: 'planned', source, includeFinished, total, plannedBy: actor, plannedAt: at };
      rows.begin(id, entry, { ...planned, ...counts, ...nobody });
      if (typeof detail.replaces === 'number') rows.change(detail.replaces, entry, { state: 'discarded' });
      return;
    }
    const event = detail.awaitsApproval === true ? 'request_approval' : step.event;
    if (detail.discarded === true) rows.change(id, entry, { state: stateAfter('discard') });
    else
      rows.change(id, entry, {
        state: stateAfter(event),
        ...(step.by === undefined ? {} : { [step.by]: actor }),
        [step.at]: at,
        ...(event === 'request_approval' ? { needsApproval: true } : {}),
      });
    if (typeof detail.begins === 'number')
      rows.change(detail.begins, entry, { state: stateAfter('begin'), pausedBy: null, pausedAt: null });
  },
  stored: (db) => storedBy(allJobs(db).all(), ({ id }) => id),
};

export const CANCELLATION_REGISTERS: readonly Register[] = [jobs];
