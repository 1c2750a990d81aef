import type { Situation } from './situations.ts';

/** Who takes tickets that are for Swisscom. */
export const SERVICE_DESK = 'Swisscom Service Desk';

/** A user calls: what the agent does, and what must come out. */
interface Call {
  name: string;
  order: Situation;
  /** Ids of the answers, each given by its key. */
  answers: readonly string[];
  /** What comes out: the message to the user, or the ticket (`asked` where it is asked about first); else what the page says. */
  out: 'message' | 'ticket' | 'asked' | 'page';
  must: readonly RegExp[];
  never: readonly RegExp[];
  /** The first button, where it is another than what comes out. */
  first?: RegExp;
  /** What the page says beside what goes out. */
  says?: readonly RegExp[];
}

const LINK = /https?:\/\//;
const UNTICKED = /We checked|Von uns geprüft|Already checked|Bereits geprüft/;

/** The support cases that one order tells, by their numbers. */
export const CALLS: readonly Call[] = [
  {
    name: '1 I never got the link',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    answers: ['link_not_received'],
    out: 'message',
    must: [LINK, /Swisscom Trust Services[\s\S]*https?:/, /10 (to|bis) 20/],
    never: [/new link|neuer Link/i],
    first: /Message to user|Nachricht an die Person/,
  },
  {
    name: '2 the video call broke off: the same link',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    answers: ['connection_lost'],
    out: 'message',
    must: [LINK, /same link|demselben Link/],
    never: [/new link|neuer Link/i],
  },
  {
    name: '2 it broke off before, too: a ticket with the time of the call',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    answers: ['connection_lost', 'again'],
    out: 'ticket',
    must: [
      /PRO-4711/,
      /Order ID: /,
      /(Time of the problem|Zeit des Problems): \d/,
      /connection was lost|Verbindung brach/,
      /(Status at SRS|Status bei SRS): INITIALIZED/,
    ],
    never: [UNTICKED, /Not reached|Nicht erreicht/],
  },
  {
    name: '3 the app does not work, only the browser: no surname was sent',
    order: { issuer: 'IDENTITY.TM', status: 'INITIALIZED', placed: { mobile: '+41 79 555 03 03' } },
    answers: ['app_not_working'],
    out: 'message',
    must: [LINK, /in the browser only, not in the app|nur im Browser, nicht in der App/],
    never: [
      /ask the provider|Anbieter fragen|another device|anderes Gerät|anderen Gerät/i,
      /new link|neuen Link/,
    ],
    first: /Message to user|Nachricht an die Person/,
    says: [
      /only the browser works|nur der Browser/,
      /place the order again with the surname|mit dem Nachnamen neu erteilen/,
      /Place again|Neu erteilen/,
    ],
  },
  {
    name: '4 identified three days ago, cannot sign: late, and no minutes are promised',
    order: { issuer: 'IDENTITY.TM', fate: 'overdue', placedHoursAgo: 72 },
    answers: [],
    out: 'message',
    must: [/looking into it|klären das ab/],
    never: [/20 (minutes|Minuten)/, LINK],
    first: /Copy ticket|Ticket kopieren/,
  },
  {
    name: '4 identified an hour ago, the terms are pending: accept them, and no minutes are promised',
    order: { issuer: 'KLARNA', fate: 'success', status: 'TERMINATED', termsAccepted: false },
    answers: [],
    out: 'message',
    must: [/accept Swisscom’s terms of use|Nutzungsbestimmungen von Swisscom an/],
    never: [LINK, /20 (minutes|Minuten)/, /not moving on|nicht wie vorgesehen/],
    first: /Message to user|Nachricht an die Person/,
  },
  {
    name: '4 registered, the declaration of will fails',
    order: { issuer: 'IDENTITY.TM', fate: 'success', status: 'TERMINATED', termsAccepted: true },
    answers: ['no', 'mobile_id'],
    out: 'ticket',
    must: [/PRO-4711/, /Evidence ID: RAS/, /MSISDN\): \+\d{8,}/, /signing fails|Unterschreiben scheitert/],
    never: [UNTICKED],
  },
  {
    name: '5 no SMS for the terms',
    order: { issuer: 'KLARNA', fate: 'success', status: 'TERMINATED', termsAccepted: false },
    answers: ['not_arrived'],
    out: 'asked',
    must: [
      new RegExp(SERVICE_DESK),
      /MSISDN\): \+\d{8,}/,
      /no SMS arrived|kein SMS ankam/,
      /Evidence ID: (not given by SRS|von SRS nicht angegeben)/,
    ],
    never: [UNTICKED, /that is the problem|das ist das Problem/],
  },
  {
    name: '5 no SMS for the terms: what the user is told',
    order: { issuer: 'KLARNA', fate: 'success', status: 'TERMINATED', termsAccepted: false },
    answers: ['not_arrived'],
    out: 'message',
    must: [/has not reached you|nicht erreicht/],
    never: [/please accept|nehmen Sie/, LINK],
  },
  {
    name: '6 I typed my name wrongly',
    order: { issuer: 'IDENTITY.TM', fate: 'abandoned', status: 'INITIALIZED' },
    answers: ['data_wrong'],
    out: 'message',
    must: [/ID document|Ausweis/, /new link|neuen Link/],
    never: [LINK],
    first: /Place again|Neu erteilen/,
  },
  {
    name: '7 the bank login failed, tries are left: the same link',
    order: { issuer: 'KLARNA', fate: 'abandoned', status: 'INITIALIZED', placedHoursAgo: 0 },
    answers: ['login_failed'],
    out: 'message',
    must: [LINK, /same link|demselben Link/, /60 (minutes|Minuten)/],
    never: [/new link|neuen Link|officer|RA-Agent/],
  },
  {
    name: '7 the link is used up: none is given',
    order: { issuer: 'KLARNA', fate: 'abandoned', status: 'INITIALIZED', placedHoursAgo: 0 },
    answers: ['link_used_up'],
    out: 'message',
    must: [/could not be completed|nicht abgeschlossen/],
    never: [LINK, /officer|RA-Agent/],
    first: /Place again|Neu erteilen/,
  },
  {
    name: '7 the bank said no: no dead link as a new one',
    order: {
      issuer: 'KLARNA',
      fate: 'abandoned',
      status: 'NEGATIVE_IDENTIFICATION',
      reason: 'Online banking login failed twice',
    },
    answers: [],
    out: 'message',
    must: [/check|prüfen/],
    never: [LINK, /Online banking login failed/],
    first: /Place again|Neu erteilen/,
  },
  {
    name: '9 not registered, though the Verify Call just made finds it valid: step 5, and no Mobile ID as the cure',
    order: { issuer: 'IDENTITY.TM', fate: 'success', status: 'TERMINATED', termsAccepted: true },
    answers: ['no', 'not_registered'],
    out: 'page',
    must: [/signing fails|scheitert das Unterschreiben/],
    never: [/Mobile ID is active|Mobile ID aktiv ist/],
    first: /Copy ticket|Ticket kopieren/,
  },
  {
    name: '9 four months ago it worked, the SIM card is new: identify again',
    order: { issuer: 'IDENTITY.TM', fate: 'success', status: 'TERMINATED', termsAccepted: true },
    answers: ['no', 'sim_or_number'],
    out: 'page',
    must: [/only a new identification helps|Nur eine neue Identifikation hilft/],
    never: [/Mobile ID is active|Mobile ID aktiv ist/],
    first: /Place again|Neu erteilen/,
  },
];
