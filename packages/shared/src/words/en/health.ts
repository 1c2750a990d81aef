import type { Words } from '../words.ts';

/** Words of the desk's health in English. */
export const HEALTH_WORDS = {
  healthState: {
    good: 'up to date',
    unread: 'nothing read yet',
    warn: 'needs attention',
    bad: 'stopped',
  },
  healthCause: {
    ledger_latched: 'The audit log has stopped after a write error',
    ledger_full: 'The audit log cannot be written: the disk is full',
    ledger_busy: 'The audit log cannot be written: another program has locked the database',
    stopped: 'The sync does not run',
    disk_low: 'The disk is nearly full: below the set limit the gateway takes no calls',
    denied: 'SRS does not know orders that it knew before',
    behind: 'The sync is behind',
    failing: 'Calls fail',
    nothing_read: 'SRS has told of no order since the start of the desk',
  },
} as const satisfies Partial<Words>;
