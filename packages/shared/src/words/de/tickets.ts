import type { TicketTexts } from '../texts.ts';

/** The fixed words of a ticket in Swiss Standard German. */
export const TICKETS_DE: TicketTexts = {
  salutation: (team) => `An: ${team}`,
  notKnown: '(nicht bekannt)',
  noIdYet: '(keine: der Aufruf scheiterte, bevor es eine gab)',
  givesNone: '(der Anbieter vergibt keine)',
  noMethod: '(keine: der Aufruf betrifft keine Methode)',
  noEvidence: '(keine: das ist das Problem)',
  step: 'Prozessschritt',
  notMet: 'Nicht erfüllter Erfolgsparameter',
  allMet: 'alle sind erfüllt, siehe Problem',
  status: 'Status bei SRS',
  since: 'seit',
  placed: 'Auftrag erteilt',
  reason: 'Angegebener Grund',
  call: 'Aufruf',
  assessment: 'Unsere Einschätzung',
  checked: 'Bereits geprüft',
};
