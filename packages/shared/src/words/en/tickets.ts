import type { TicketTexts } from '../texts.ts';

/** The fixed words of a ticket in English. */
export const TICKETS_EN: TicketTexts = {
  salutation: (team) => `To: ${team}`,
  notKnown: '(not known)',
  noIdYet: '(none: the call failed before one was given)',
  givesNone: '(the provider gives none)',
  noMethod: '(none: the call is not about a method)',
  noEvidence: '(none: that is the problem)',
  step: 'Process step',
  notMet: 'Success parameter not met',
  allMet: 'all are met, see the problem',
  status: 'Status at SRS',
  since: 'since',
  placed: 'Order placed',
  reason: 'Reason given',
  call: 'Call',
  assessment: 'Our assessment',
  checked: 'Already checked',
};
