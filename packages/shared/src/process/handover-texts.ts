import type { Language } from './texts.ts';

/** The fixed words of a ticket. */
interface HandoverTexts {
  readonly salutation: (team: string) => string;
  readonly notKnown: string;
  readonly noIdYet: string;
  readonly givesNone: string;
  readonly noMethod: string;
  readonly noEvidence: string;
  readonly step: string;
  readonly notMet: string;
  readonly allMet: string;
  readonly status: string;
  readonly since: string;
  readonly placed: string;
  readonly reason: string;
  readonly call: string;
  readonly assessment: string;
  readonly checked: string;
}

/** The fixed words of a ticket in both languages. */
export const HANDOVER_TEXTS: Readonly<Record<Language, HandoverTexts>> = {
  en: {
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
  },
  de: {
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
  },
};
