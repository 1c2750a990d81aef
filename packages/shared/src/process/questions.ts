const START_ANSWERS = [
  'link_not_received',
  'link_does_not_open',
  'not_opened',
  'form_failed',
  'data_not_passed',
  'start_other',
] as const;

const IDENTIFICATION_ISSUES = [
  'connection_lost',
  'timeout',
  'app_not_working',
  'officer_cannot_identify',
  'country_refused',
  'language',
] as const;

/** Every question of the guided triage with its possible answers. Few, plain, and each changes the reading. */
export const QUESTIONS = {
  video_user_says: [
    ...START_ANSWERS,
    'data_wrong',
    'still_running',
    ...IDENTIFICATION_ISSUES,
    'said_successful',
    'said_unsuccessful',
  ],
  bank_user_says: [
    ...START_ANSWERS,
    'still_running',
    'login_failed',
    'bank_not_listed',
    'data_differs',
    'connection_lost',
    'timeout',
    'page_failed',
    'link_used_up',
  ],
  lost_before: ['first', 'again'],
  country_listed: ['yes', 'no'],
  call_language: ['offered', 'other'],
  tries_left: ['yes', 'no'],
  error_cause: ['said_unsuccessful', ...IDENTIFICATION_ISSUES],
  bank_error_cause: [
    'login_failed',
    'bank_not_listed',
    'data_differs',
    'connection_lost',
    'timeout',
    'page_failed',
    'link_used_up',
  ],
  verify_data_right: ['yes', 'no'],
  terms_sms: ['arrived', 'not_arrived'],
  number_right: ['yes', 'no'],
  can_sign: ['yes', 'no'],
  signing_page: ['mobile_id', 'password', 'one_time_code', 'not_registered', 'other'],
  what_changed: ['nothing', 'app_with_code', 'app_without_code', 'password_reset', 'sim_or_number'],
  on_old_link: ['yes', 'no'],
  cancelled_by_mistake: ['yes', 'no'],
  request_correct: ['yes', 'no'],
} as const satisfies Record<string, readonly string[]>;

/** Id of a question. */
export type QuestionId = keyof typeof QUESTIONS;

/** The possible answers of a question. */
export type AnswerOf<Id extends QuestionId> = (typeof QUESTIONS)[Id][number];

/** A question that fits the order now, with the answer given so far. */
export interface Question {
  readonly id: QuestionId;
  readonly answers: readonly string[];
  readonly answer: string | null;
}

/** Answers as stored: by question id. What is no valid answer counts as not answered. */
export type Answers = Readonly<Record<string, string>>;

/** True when a text is a question's id. */
export function isQuestionId(value: string): value is QuestionId {
  return Object.hasOwn(QUESTIONS, value);
}

/** The valid answer given to a question, or null. */
export function answerTo<Id extends QuestionId>(answers: Answers, id: Id): AnswerOf<Id> | null {
  const given = answers[id];
  const possible: readonly AnswerOf<Id>[] = QUESTIONS[id];
  return possible.find((answer) => answer === given) ?? null;
}

/** The questions with these ids, ready to show. */
export function ask(answers: Answers, ...ids: QuestionId[]): Question[] {
  return ids.map((id) => ({ id, answers: QUESTIONS[id], answer: answerTo(answers, id) }));
}
