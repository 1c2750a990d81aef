import { Conflict, type DeskError, Forbidden, NotFound } from '../../platform/errors.ts';
import type { Recorded } from '../../platform/ledger/ledger.ts';
import { unwrap } from '../../platform/ledger/unwrap.ts';

const STATE_WORDS: Readonly<Record<string, string>> = {
  planned: 'it is a plan that nobody has confirmed yet',
  awaiting_approval: 'it waits for a second admin',
  approved: 'it waits for its turn',
  running: 'it is running',
  paused: 'it is paused',
  completed: 'it is completed',
  stopped: 'it was stopped',
  rejected: 'it was rejected',
  discarded: 'it was put away',
};

function inWords(code: string, detail: Record<string, unknown>): DeskError | null {
  switch (code) {
    case 'cancellation_not_found':
    case 'retried_job_not_found':
      return new NotFound('cancellation_not_found', 'There is no cancellation with this number.');
    case 'policy_not_found':
      return new NotFound(code, 'There is no policy with this number.');
    case 'policy_name_taken':
      return new Conflict(code, 'Another policy has this name already.');
    case 'count_mismatch':
      return new Conflict(
        code,
        `The plan cancels ${String(detail.willCancel)} orders, but ${String(detail.typed)} was confirmed. Nothing was done.`,
        detail,
      );
    case 'nothing_to_cancel':
      return new Conflict(code, 'None of the plan’s orders can be cancelled.', detail);
    case 'same_person':
      return new Forbidden(
        code,
        'Who planned or asked for a cancellation cannot approve it: another admin must.',
      );
    case 'approver_is_no_person':
      return new Forbidden(code, 'Only a person can approve a cancellation, not a key.');
    default: {
      const state = code.startsWith('cancellation_is_') ? code.slice('cancellation_is_'.length) : null;
      if (state === null) return null;
      return new Conflict(code, `This cannot be done now: ${STATE_WORDS[state] ?? state}.`, { state });
    }
  }
}

/**
 * The results of a cancellation's command, or the error its guard stands for, in words.
 * @throws NotFound, Conflict, Forbidden
 */
export function unwrapCancellation<R>(recorded: Recorded<R>): R {
  if (!recorded.ok) {
    const error = inWords(recorded.code, recorded.detail);
    if (error !== null) throw error;
  }
  return unwrap(recorded).results;
}
