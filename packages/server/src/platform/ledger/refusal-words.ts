type Detail = Readonly<Record<string, unknown>>;

/** What a guard's refusal means to the person who was refused, and what they can do instead, by code. */
export const REFUSAL_WORDS: Readonly<Record<string, string | ((detail: Detail) => string)>> = {
  username_taken: ({ username }) => `There is a user ${username} already: choose another user name.`,
  last_admin: ({ username }) =>
    `${username} is the only admin who can log in: make another user an admin first.`,
  code_used: 'This code was used before: wait for the next one, or take another recovery code.',
  user_not_found: 'There is no such user.',
  session_not_found: 'There is no such session: it has ended already.',
  link_invalid: 'This link was used, has run out, or is not whole: ask for a new one.',
  user_disabled: ({ username }) => `${username} is shut out: enable the account first.`,
  factor_not_found: 'There is no second factor.',
  api_key_name_taken: ({ name }) => `There is an API key ${name} already: choose another name.`,
  api_key_not_found: 'There is no such API key, or it has been revoked.',
  idempotency_key_reused:
    'This Idempotency-Key was sent with another body before: send a new key for a new request.',
  request_in_flight: 'A request with this Idempotency-Key is under way: wait for its answer.',
  order_not_found: ({ refId }) =>
    `The desk does not know an order ${refId}: check the Ref ID, or register it first.`,
  order_known: ({ refId }) => `The order ${refId} is registered already.`,
  registration_not_found: ({ refId }) =>
    `The desk does not ask SRS about ${refId} any more: register the Ref ID again.`,
  too_many_reveals: ({ most }) =>
    `Personal data was shown to you ${most} times within an hour: that is the limit. Wait, or ask an admin.`,
  order_erased: 'The person of this order has been erased: nothing can be added or set any more.',
  already_pruned: ({ firstSeq }) => `The log begins at entry ${firstSeq} already: it was pruned meanwhile.`,
  hold_since: 'An order came under legal hold meanwhile: what has to stay is looked for again.',
  legal_hold: ({ refId }) => `The order ${refId} is under legal hold: release the hold first.`,
  call_not_open: ({ callId }) => `The call ${callId} has its outcome already.`,
  handover_not_found: ({ id }) => `There is no hand-over ${id}.`,
  handover_closed: ({ id }) => `The hand-over ${id} is closed: record a new one.`,
  assignee_not_found: ({ assignee }) => `There is no user ${assignee} who can log in: choose another.`,
  nothing_changed: 'Nothing would change by this: what was sent holds already.',
  item_settled: 'This order of the cancellation has its result already.',
  cancellation_not_found: ({ id }) => `There is no cancellation ${id}.`,
  retried_job_not_found: ({ id }) => `There is no cancellation ${id} to try again.`,
  policy_name_taken: ({ name }) => `There is a policy ${name} already: choose another name.`,
  policy_not_found: 'There is no such policy.',
  order_not_pending: 'The order is not pending at SRS: there is nothing to cancel.',
  already_requested: 'The cancellation of this order has been asked for already.',
  request_not_open: 'This request has been settled already.',
  logo_not_found: 'The statements have no logo.',
  setting_not_found: 'There is no such setting.',
  setting_changed: 'The setting was changed by somebody else just now: look at it again.',
  approval_not_found: 'This does not wait any more: it was settled, or has lapsed.',
  second_admin_needed: 'Another admin must agree to this.',
  same_person: 'Who asked for it cannot agree to it: another admin must.',
  approver_is_no_person: 'Only a person can agree to it, not a key.',
  saved_view_not_found: 'There is no such saved view.',
  saved_view_not_yours: ({ owner }) =>
    `This view is ${owner}’s: only its owner changes it. Save a copy under your own name.`,
  saved_view_name_taken: ({ name }) => `You have a view ${name} already: choose another name.`,
  staging_lost: 'The lines read from the file are no longer at hand: upload the file again.',
  same_file: ({ invoice }) => `This file has been imported already, as invoice ${invoice}.`,
  same_number: ({ invoice }) =>
    `The supplier has an invoice with this number already (${invoice}): check the number.`,
  invoice_not_found: 'There is no such invoice.',
  line_not_found: 'There is no such line.',
  mapping_not_found: 'There is no such column mapping.',
  list_refused: 'The list would contradict itself with this.',
  billing_entry_not_found: 'There is no such entry.',
  alias_refused: 'This External ID cannot be billed as that one.',
  rebooking: 'The usage is being counted anew: try again in a moment.',
  changed: 'The figures have changed since they were read: look at them again, then close.',
  already_closed: ({ period }) => `${period} is closed already.`,
  not_closed: ({ period }) => `${period} is not closed.`,
  adjusted_later: ({ period, bookedIn }) =>
    `${period} cannot be reopened: ${bookedIn} is closed and carries adjustments for it. Reopen ${bookedIn} first.`,
};

/** The words for a code; for one without, the code itself. */
export function refusalWords(code: string, detail: Detail): string {
  const words = REFUSAL_WORDS[code];
  if (typeof words === 'function') return words(detail);
  return words ?? `Not possible now: ${code.replaceAll('_', ' ')}.`;
}
