import type { TicketTexts } from '../texts.ts';

/** The fixed words of a ticket in English. */
export const TICKETS_EN: TicketTexts = {
  salutation: (team) => `To: ${team}`,
  notKnown: 'not known',
  noIdYet: 'none: the API call failed before one was given',
  givesNone: 'not issued by the provider',
  noMethod: 'none: the API call is not about a method',
  noEvidence: 'none found by the Verify Call',
  noVerifyCall: 'not known, no Verify Call made',
  evidenceNotGiven: 'not given by SRS',
  step: 'Process step',
  notMet: 'Not reached',
  allMet: 'everything is reached, see the problem',
  status: 'Status at SRS',
  since: 'since',
  placed: 'Order placed',
  reason: 'Reason given by the identification provider',
  call: 'API call',
  assessment: 'Our assessment',
  checked: 'Already checked',
};
