import type { Words } from '../words.ts';
import { ORDER_WORDS } from './orders.ts';

const { status, attention } = ORDER_WORDS;

/** Words of bulk cancellations in English. */
export const CANCELLATION_WORDS = {
  jobState: {
    planned: 'Planned',
    awaiting_approval: 'Awaiting approval',
    approved: 'Queued',
    running: 'Running',
    paused: 'Paused',
    completed: 'Completed',
    stopped: 'Stopped',
    rejected: 'Rejected',
    discarded: 'Discarded',
  },
  jobSource: {
    selection: 'Selection',
    filter: 'Filter',
    superseded: attention.superseded,
    stale: 'Stale',
    policy: 'Rule',
    retry: 'Earlier cancellation',
  },
  planClass: {
    will_cancel: 'Will be cancelled',
    already_final: 'Already ended',
    changed: 'Changed since planning',
    not_allowed: 'Not possible',
    finished_work: 'Already identified',
  },
  notAllowed: {
    unknown_ref_id: 'the desk does not know this Ref ID',
    gone_at_srs: 'the order is unknown at SRS',
    erased: 'the person was erased',
    in_other_job: 'it is part of another cancellation',
    call_may_run: 'the user may be in a call right now',
  },
  itemState: {
    pending: 'Waiting',
    in_progress: 'In progress',
    cancelled: status.cancelled,
    already_final: 'Already ended',
    already_cancelled: 'Already cancelled',
    unknown_at_srs: attention.gone,
    changed: 'Changed meanwhile',
    failed: 'Failed',
    left: 'Skipped',
  },
} as const satisfies Partial<Words>;
