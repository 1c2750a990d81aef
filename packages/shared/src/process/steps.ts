import { namesOf } from '../words/both.ts';
import type { Bilingual } from '../words/language.ts';
import type { IssueId } from './issue-ids.ts';
import { ISSUES, type Issue } from './issues.ts';
import { type StepNumber, type SupportTeam, type TicketField, teamOf } from './teams.ts';

/** Who carries a step out (guide §6.1). */
type StepOwner = 'swisscom' | 'service_provider' | 'identification_provider';

/** What shows that a step went well (guide §6.2, third column). */
interface SuccessParameter {
  readonly id: SuccessId;
  readonly text: Bilingual;
}

/** Ids of every success parameter. */
export const SUCCESS_IDS = [
  'target_url',
  'ref_id',
  'order_id',
  'specific_to_service_provider',
  'officer_confirms',
  'final_screen',
  'evidence_id',
  'verify_successful',
] as const;
export type SuccessId = (typeof SUCCESS_IDS)[number];

/** One of the five steps with everything §6 says about it. */
export interface ProcessStep {
  readonly step: StepNumber;
  readonly title: Bilingual;
  readonly summary: Bilingual;
  readonly owner: StepOwner;
  readonly team: SupportTeam;
  /** How the team is reached. */
  readonly route: Bilingual;
  readonly issues: readonly Issue[];
  readonly success: readonly SuccessParameter[];
  /** What a ticket for this step must hold; empty where the Service Provider helps itself. */
  readonly ticketFields: readonly TicketField[];
  readonly guideSection: string;
}

/** How everything in the third column of §6.2 reads. */
export const SUCCESS_TEXTS: Readonly<Record<SuccessId, Bilingual>> = {
  target_url: { en: 'The Target URL is there', de: 'Die Target URL liegt vor' },
  ref_id: { en: 'The Ref ID is there', de: 'Die Ref ID liegt vor' },
  order_id: { en: 'The Order ID is there', de: 'Die Order ID liegt vor' },
  specific_to_service_provider: {
    en: 'Whatever the Service Provider has defined for its own application',
    de: 'Was der Service Provider für seine eigene Anwendung festgelegt hat',
  },
  officer_confirms: {
    en: 'The officer has said whether the identification was successful or unsuccessful',
    de: 'Der RA-Agent hat gesagt, ob die Identifikation erfolgreich war oder nicht',
  },
  final_screen: { en: 'The last screen has appeared', de: 'Die Schlussseite ist erschienen' },
  evidence_id: { en: 'An Evidence ID exists', de: 'Eine Evidence ID liegt vor' },
  verify_successful: { en: 'The Verify Call succeeds', de: 'Der Verify Call gelingt' },
};

function success(...ids: SuccessId[]): SuccessParameter[] {
  return ids.map((id) => ({ id, text: SUCCESS_TEXTS[id] }));
}

const SERVICE_DESK: Bilingual = {
  en: 'Swisscom Service Desk, naming your PRO-Nr',
  de: 'Swisscom Service Desk, mit Angabe Ihrer PRO-Nr',
};
const OWN_SUPPORT: Bilingual = {
  en: 'Your own first-level support: it stays the user’s only contact',
  de: 'Ihr eigener First-Level-Support: Er bleibt die einzige Anlaufstelle der Person',
};
const CALL_DATA: readonly TicketField[] = ['proNumber', 'refId', 'orderId', 'method', 'problem', 'time'];

/** The five steps of guide §6.1 with the table of §6.2, in order. */
export const PROCESS_STEPS: readonly [ProcessStep, ProcessStep, ProcessStep, ProcessStep, ProcessStep] = [
  {
    step: 1,
    title: namesOf((words) => words.step[1]),
    summary: {
      en: 'The application logs in to SRS, sends its requests and gets the right answers.',
      de: 'Die Anwendung meldet sich bei SRS an, stellt ihre Anfragen und erhält die richtigen Antworten.',
    },
    owner: 'swisscom',
    team: teamOf(1),
    route: SERVICE_DESK,
    issues: issuesOf(1),
    success: success('target_url', 'ref_id', 'order_id'),
    ticketFields: CALL_DATA,
    guideSection: '6.2',
  },
  {
    step: 2,
    title: namesOf((words) => words.step[2]),
    summary: {
      en: 'The Service Provider leads the user to the identification.',
      de: 'Der Service Provider führt die Person zur Identifikation.',
    },
    owner: 'service_provider',
    team: teamOf(2),
    route: OWN_SUPPORT,
    issues: issuesOf(2),
    success: success('specific_to_service_provider'),
    ticketFields: [],
    guideSection: '6.2',
  },
  {
    step: 3,
    title: namesOf((words) => words.step[3]),
    summary: {
      en: 'The identification itself takes place at the identification provider.',
      de: 'Die eigentliche Identifikation läuft beim Identifikationsanbieter.',
    },
    owner: 'identification_provider',
    team: teamOf(3),
    route: {
      en: 'The identification provider is reached via the Swisscom Service Desk, naming your PRO-Nr',
      de: 'Der Identifikationsanbieter wird via Swisscom Service Desk erreicht, mit Angabe Ihrer PRO-Nr',
    },
    issues: issuesOf(3),
    success: success('officer_confirms', 'final_screen'),
    ticketFields: CALL_DATA,
    guideSection: '6.2',
  },
  {
    step: 4,
    title: namesOf((words) => words.step[4]),
    summary: {
      en: 'The Service Provider follows the status and guides the user until the identification has succeeded.',
      de: 'Der Service Provider verfolgt den Status und begleitet die Person, bis die Identifikation gelungen ist.',
    },
    owner: 'service_provider',
    team: teamOf(4),
    route: OWN_SUPPORT,
    issues: issuesOf(4),
    success: success('specific_to_service_provider'),
    ticketFields: [],
    guideSection: '6.2',
  },
  {
    step: 5,
    title: namesOf((words) => words.step[5]),
    summary: {
      en: 'The evidence is in the RA Service; the user gets an SMS, accepts the terms of use and can sign.',
      de: 'Der Nachweis liegt im RA-Service; die Person erhält ein SMS, nimmt die Nutzungsbestimmungen an und kann unterschreiben.',
    },
    owner: 'swisscom',
    team: teamOf(5),
    route: SERVICE_DESK,
    issues: issuesOf(5),
    success: success('evidence_id', 'verify_successful'),
    ticketFields: ['proNumber', 'refId', 'method', 'msisdn', 'evidenceId', 'problem', 'contact'],
    guideSection: '6.2',
  },
];

function issuesOf(step: StepNumber): readonly Issue[] {
  return ISSUES.filter((issue) => issue.step === step);
}

/** The step with this number. */
export function processStep(step: StepNumber): ProcessStep {
  const [first, second, third, fourth, fifth] = PROCESS_STEPS;
  return { 1: first, 2: second, 3: third, 4: fourth, 5: fifth }[step];
}

/** The issue with this id, its step and its words. Throws RangeError on an id that is not in the list. */
export function issueById(id: IssueId): Issue {
  const issue = ISSUES.find((candidate) => candidate.id === id);
  if (issue === undefined) throw new RangeError(`no such issue: ${id}`);
  return issue;
}
