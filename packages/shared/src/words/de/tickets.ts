import type { TicketTexts } from '../texts.ts';

/** The fixed words of a ticket in Swiss Standard German. */
export const TICKETS_DE: TicketTexts = {
  salutation: (team) => `An: ${team}`,
  notKnown: 'nicht bekannt',
  noIdYet: 'keine: Der API-Aufruf scheiterte, bevor es eine gab',
  givesNone: 'vom Anbieter nicht vergeben',
  noMethod: 'keine: Der API-Aufruf betrifft keine Methode',
  noEvidence: 'im Verify Call keine gefunden',
  noVerifyCall: 'nicht bekannt, kein Verify Call gemacht',
  evidenceNotGiven: 'von SRS nicht angegeben',
  step: 'Prozessschritt',
  notMet: 'Nicht erreicht',
  allMet: 'alles ist erreicht, siehe Problem',
  status: 'Status bei SRS',
  since: 'seit',
  placed: 'Auftrag erteilt',
  reason: 'Grund gemäss Identifikationsanbieter',
  call: 'API-Aufruf',
  assessment: 'Unsere Einschätzung',
  checked: 'Bereits geprüft',
};
