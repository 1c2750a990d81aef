import { methodSheet } from '../method/catalogue.ts';
import type { IssueId } from './issue-ids.ts';
import { type Draft, statusSince, type TriageFacts } from './triage-facts.ts';

type StartAnswer =
  | 'link_not_received'
  | 'link_does_not_open'
  | 'form_failed'
  | 'data_not_passed'
  | 'start_other';

const START_ISSUES: Readonly<Record<StartAnswer, IssueId>> = {
  link_not_received: 'user_redirect',
  link_does_not_open: 'user_redirect',
  form_failed: 'identity_data_gathering',
  data_not_passed: 'identity_data_forwarding',
  start_other: 'start_implementation',
};

/** The user tells of trouble before the identification. */
export function isStartAnswer(answer: string | null): answer is StartAnswer {
  return answer !== null && Object.hasOwn(START_ISSUES, answer);
}

/** What the user tells of trouble before the identification: a case of our own support. */
export function startTrouble(answer: StartAnswer, facts: TriageFacts): Omit<Draft, 'questions'> {
  const atBank = methodSheet(facts.methodKey)?.flow === 'bank';
  return {
    turn: 'us',
    step: 2,
    issue: START_ISSUES[answer],
    why: 'start_trouble',
    params: statusSince(facts),
    checks:
      answer === 'form_failed'
        ? ['own_form']
        : answer === 'data_not_passed'
          ? ['data_passed_on', atBank ? 'data_as_on_account' : 'surname_exact']
          : ['link_arrived', 'link_opened'],
    tell: ['send_link_again'],
    hold: 'own_matter',
  };
}
