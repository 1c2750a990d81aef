import { isPending } from '../order/status.ts';
import type { CheckCode, HoldCode, TellCode, WhyCode } from './codes.ts';
import type { Step3Issue } from './error-reason.ts';
import { answerTo, ask, type QuestionId } from './questions.ts';
import type { Draft, TriageFacts } from './triage-facts.ts';

/** What a user may tell of trouble during the identification. */
type TroubleAnswer =
  | 'connection_lost'
  | 'timeout'
  | 'app_not_working'
  | 'officer_cannot_identify'
  | 'country_refused'
  | 'language';

const ISSUE_OF: Readonly<Record<TroubleAnswer, Step3Issue>> = {
  connection_lost: 'connection_lost',
  timeout: 'timeout',
  app_not_working: 'app_not_working',
  officer_cannot_identify: 'officer_cannot_identify',
  country_refused: 'country_not_supported',
  language: 'language_not_supported',
};

const CHECKS: Readonly<Record<Step3Issue, readonly CheckCode[]>> = {
  connection_lost: ['reuse_url', 'network_ports', 'browser'],
  timeout: ['reuse_url', 'network_ports', 'browser'],
  app_not_working: ['browser', 'camera_microphone', 'network_ports', 'surname_exact'],
  officer_cannot_identify: ['document', 'camera_microphone'],
  country_not_supported: ['country_on_list', 'document'],
  language_not_supported: ['language_offered'],
  bank_login_failed: ['bank_supported', 'data_as_on_account', 'tries_left'],
};

const REFINED_BY: Readonly<Partial<Record<Step3Issue, QuestionId>>> = {
  connection_lost: 'lost_before',
  country_not_supported: 'country_listed',
  language_not_supported: 'call_language',
};

/** What the user tells is trouble during the identification. */
export function isTrouble(answer: string): answer is TroubleAnswer {
  return Object.hasOwn(ISSUE_OF, answer);
}

/** Which issue of §6.2 an answer means. */
export function issueOfAnswer(answer: TroubleAnswer): Step3Issue {
  return ISSUE_OF[answer];
}

/** Why the method is not possible for this user at all. */
export const METHOD_RULED_OUT = ['country_not_listed', 'other_language'] as const satisfies HoldCode[];

const isRuledOut = (hold: HoldCode | null) => METHOD_RULED_OUT.some((one) => one === hold);

/** Why one of step 3's issues is not for the provider (yet); null when it is. */
function holdFor(issue: Step3Issue, facts: TriageFacts): HoldCode | null {
  if (issue === 'connection_lost') {
    if (answerTo(facts.answers, 'lost_before') === 'again') return null;
    return isPending(facts.status) ? 'first_connection_lost' : 'new_order_first';
  }
  if (issue === 'country_not_supported') {
    const listed = answerTo(facts.answers, 'country_listed');
    return listed === 'yes' ? null : listed === 'no' ? 'country_not_listed' : 'check_country_first';
  }
  if (issue === 'language_not_supported') {
    const language = answerTo(facts.answers, 'call_language');
    return language === 'offered' ? null : language === 'other' ? 'other_language' : 'ask_language_first';
  }
  return null;
}

const NEEDS_NEW_ORDER: readonly (HoldCode | null)[] = ['new_order_first', ...METHOD_RULED_OUT];

/** What has to be checked; the link of an order that is over cannot be tried again, and some troubles only a new order ends. */
function checksFor(issue: Step3Issue, hold: HoldCode | null, pending: boolean): readonly CheckCode[] {
  const over = !pending || isRuledOut(hold);
  const checks = over ? CHECKS[issue].filter((check) => check !== 'reuse_url') : CHECKS[issue];
  if (!NEEDS_NEW_ORDER.includes(hold)) return checks;
  return [...checks, 'place_new_order', ...(pending ? (['cancel_old_order'] as const) : [])];
}

/** Step 3 with one of its issues; the same whether the user told it or the reason of an error did. */
export function readStep3Issue(
  issue: Step3Issue,
  facts: TriageFacts,
  why: WhyCode,
  asked: QuestionId,
  tell: readonly TellCode[],
): Draft {
  const hold = holdFor(issue, facts);
  const refining = REFINED_BY[issue];
  return {
    turn: hold === null ? 'isp' : hold === 'first_connection_lost' ? 'user' : 'us',
    step: 3,
    issue,
    why,
    params: facts.statusReason === null ? {} : { reason: facts.statusReason },
    checks: checksFor(issue, hold, isPending(facts.status)),
    tell: isRuledOut(hold) ? ['other_method'] : tell,
    ...(hold === null ? {} : { hold }),
    questions: ask(facts.answers, asked, ...(refining === undefined ? [] : [refining])),
  };
}

/** Trouble during a running identification, as the user tells it. */
export function readTrouble(says: TroubleAnswer, facts: TriageFacts, asked: QuestionId): Draft {
  if (says === 'app_not_working' && facts.surnameSent === false) return readBrowserOnly(facts, asked);
  const tell: TellCode[] =
    says === 'app_not_working'
      ? ['other_browser', 'reuse_link_video']
      : ['reuse_link_video', 'prepare_video'];
  return readStep3Issue(ISSUE_OF[says], facts, 'trouble_during_identification', asked, tell);
}

/** Without a surname the provider's app cannot be used at all (guide §7.2): that is no fault of the provider's. */
function readBrowserOnly(facts: TriageFacts, asked: QuestionId): Draft {
  return {
    turn: 'user',
    step: 2,
    issue: 'identity_data_forwarding',
    why: 'browser_only',
    checks: ['browser_instead', 'surname_alone'],
    tell: ['browser_only', 'reuse_link_video'],
    hold: 'own_matter',
    questions: ask(facts.answers, asked),
  };
}
