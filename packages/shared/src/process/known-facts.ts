import { methodSheet } from '../method/catalogue.ts';
import { timingsOf } from '../method/settings.ts';
import type { MethodKey } from '../method/sheet.ts';
import { verifyWindow } from '../method/verify-window.ts';
import { isPending } from '../order/status.ts';
import { Horizon } from './horizon.ts';
import { isUsedUp, livingLink, tellsOfSession } from './living-link.ts';
import type { MessageContext } from './message-context.ts';
import type { KnownFacts } from './message-facts.ts';
import { answerTo } from './questions.ts';
import type { TriageFacts, TriageReading } from './triage-facts.ts';
import { wasCancelledByMistake } from './triage-result.ts';
import type { TriageRules } from './triage-settings.ts';
import { METHOD_RULED_OUT } from './triage-trouble.ts';

const yes = (holds: boolean): true | null => (holds ? true : null);

/** The facts that hold of an order now, as a message may state them. `now` in ms since epoch. */
export function messageFacts(
  facts: TriageFacts,
  reading: TriageReading,
  context: MessageContext,
  rules: TriageRules,
  now: number,
): KnownFacts {
  const link = livingLink(facts, rules, new Horizon(now));
  const { successor, predecessor } = context;
  const follows = successor?.linkFollows === true;
  const ownIsNew = successor === null && predecessor !== null;
  const newLink = successor === null ? (ownIsNew ? link : null) : successor.link;
  const promise = context.followedUp || newLink !== null;
  return {
    link,
    newLink,
    url: null,
    linkDead: yes(link === null && facts.targetUrl !== null),
    noNewLink: yes(newLink === null),
    promise: yes(promise),
    noPromise: yes(!promise),
    ...surnameFacts(facts),
    ...flowFacts(facts.methodKey, rules),
    ...startFacts(facts, reading, follows),
    ...failureFacts(facts, reading, context, rules),
    ruledOut: ruledOutBy(reading),
    ...endFacts(facts, reading, rules, now),
    ...lookedIntoFacts(facts, reading, newLink, follows),
  };
}

type SurnameFact = 'surnameSent' | 'noSurnameSent' | 'appPossible';

function surnameFacts({ surnameSent }: TriageFacts): Pick<KnownFacts, SurnameFact> {
  return {
    surnameSent: yes(surnameSent === true),
    noSurnameSent: yes(surnameSent === false),
    appPossible: yes(surnameSent !== false),
  };
}

type FlowFact = 'partner' | 'video' | 'bank' | 'termsSms' | 'termsSmsPerhaps';

/** What is known of the way the user is identified (guide §7). */
export function flowFacts(key: MethodKey | null, rules: TriageRules): Pick<KnownFacts, FlowFact> {
  const sheet = methodSheet(key);
  const timings = timingsOf(key, rules.methods);
  const { identificationMinSeconds: least, identificationMaxSeconds: most } = timings;
  const video = sheet?.flow === 'video' && least !== null && most !== null;
  return {
    partner: { name: sheet?.provider ?? null },
    video: video ? { minMinutes: Math.round(least / 60), maxMinutes: Math.round(most / 60) } : null,
    bank: bankOf(key, rules),
    termsSms: yes(sheet?.sendsTermsSms === 'always'),
    termsSmsPerhaps: yes(sheet?.sendsTermsSms !== 'always'),
  };
}

function bankOf(key: MethodKey | null, rules: TriageRules): KnownFacts['bank'] {
  const { sessionSeconds, urlReuses } = timingsOf(key, rules.methods);
  if (methodSheet(key)?.flow !== 'bank' || sessionSeconds === null || urlReuses === null) return null;
  return { minutes: Math.round(sessionSeconds / 60), reuses: urlReuses };
}

const INTERRUPTED: readonly string[] = ['connection_lost', 'timeout', 'login_failed'];
const PAGE_TROUBLE: readonly string[] = ['app_not_working', 'page_failed'];
const NO_TROUBLE: ReadonlySet<string> = new Set([
  'created_with_url',
  'start_unknown',
  'user_not_started',
  'identification_running',
  'bank_session_running',
  'bank_session_over',
]);
const AWAITED: ReadonlySet<string> = new Set(['result_in_preparation', 'user_says_successful']);

type StartFact = 'noLinkYet' | 'unfinished' | 'interrupted' | 'pageTrouble' | 'resultAwaited';

function startFacts(
  facts: TriageFacts,
  { why, step, attentionAll }: TriageReading,
  follows: boolean,
): Pick<KnownFacts, StartFact> {
  const says = userSays(facts);
  const waiting = facts.status === 'created' || facts.status === 'initialized';
  return {
    noLinkYet: yes(
      follows || (facts.targetUrl === null && waiting && !attentionAll.includes('no_target_url')),
    ),
    unfinished: yes(waiting && facts.supersededBy === null && NO_TROUBLE.has(why.code)),
    interrupted: yes(waiting && says !== null && INTERRUPTED.includes(says)),
    pageTrouble: yes(waiting && says !== null && PAGE_TROUBLE.includes(says)),
    // Once it is late, nobody may promise the usual minutes any more.
    resultAwaited: yes(AWAITED.has(why.code) && step === 4),
  };
}

function userSays(facts: TriageFacts): string | null {
  const bank = methodSheet(facts.methodKey)?.flow === 'bank';
  return bank ? answerTo(facts.answers, 'bank_user_says') : answerTo(facts.answers, 'video_user_says');
}

type FailureFact =
  | 'failed'
  | 'failedBefore'
  | 'earlierEnded'
  | 'replaced'
  | 'cancelled'
  | 'mistaken'
  | 'documentCompared'
  | 'accountCompared'
  | 'dataWrong'
  | 'detailsToCheck'
  | 'sessionOver';

function failureFacts(
  facts: TriageFacts,
  { why }: TriageReading,
  { comparedDataSent, predecessor, successor }: MessageContext,
  rules: TriageRules,
): Pick<KnownFacts, FailureFact> {
  const negative =
    why.code === 'error_negative' ||
    why.code === 'error_without_reason' ||
    why.code === 'user_says_unsuccessful';
  const failed =
    facts.status === 'error' || why.code === 'user_says_unsuccessful' || why.code === 'bank_link_used_up';
  const ended = !isPending(facts.status);
  const bank = methodSheet(facts.methodKey)?.flow === 'bank';
  const compared = negative && (bank || comparedDataSent === true);
  const dataWrong = why.code === 'data_typed_wrong';
  const startKnown = facts.startedAt !== null || tellsOfSession(facts);
  const session =
    why.code === 'bank_session_over' && startKnown && !isUsedUp(facts)
      ? bankOf(facts.methodKey, rules)
      : null;
  return {
    failed: yes((failed && why.code !== 'error_import_failed') || why.code === 'terms_lapsed'),
    failedBefore: yes(successor === null ? predecessor?.failed === true : failed),
    earlierEnded: yes(successor === null ? predecessor?.ended === true : ended),
    replaced: yes(facts.supersededBy !== null || (facts.status === 'cancelled' && successor !== null)),
    cancelled: yes(facts.status === 'cancelled'),
    mistaken: yes(wasCancelledByMistake(facts)),
    documentCompared: yes(compared && methodSheet(facts.methodKey)?.flow === 'video'),
    accountCompared: yes(compared && bank),
    dataWrong: yes(dataWrong),
    detailsToCheck: yes(dataWrong || (compared && facts.methodKey !== null)),
    sessionOver: session,
  };
}

/** What this user cannot be identified by, as it was told. */
function ruledOutBy({ doNotEscalate }: TriageReading): KnownFacts['ruledOut'] {
  const hold = doNotEscalate?.code;
  if (hold === 'bank_not_listed') return 'bank';
  return METHOD_RULED_OUT.some((one) => one === hold) ? 'method' : null;
}

type EndFact =
  | 'registering'
  | 'registeredBy'
  | 'termsPending'
  | 'smsMayCome'
  | 'smsMissing'
  | 'smsNotMissing'
  | 'numberRight'
  | 'numberWrong'
  | 'changed'
  | 'expired'
  | 'expiredOn'
  | 'cannotSign'
  | 'valid'
  | 'alreadyValid';

const REGISTERING: ReadonlySet<string> = new Set([
  'verify_not_due',
  'verify_in_window',
  'verify_outstanding',
]);

function endFacts(
  facts: TriageFacts,
  { why, doNotEscalate }: TriageReading,
  rules: TriageRules,
  now: number,
): Pick<KnownFacts, EndFact> {
  const sms = answerTo(facts.answers, 'terms_sms');
  const number = answerTo(facts.answers, 'number_right');
  const pending =
    facts.status === 'terminated' &&
    facts.verifyStatus === 'terms_not_accepted' &&
    why.code !== 'terms_lapsed';
  const mayCome = doNotEscalate?.code === 'terms_wait';
  const missing = sms === 'not_arrived' && number !== 'no' && !mayCome;
  const window = verifyWindow(timingsOf(facts.methodKey, rules.methods), {
    createdAt: facts.createdAt,
    terminatedAt: facts.statusChangedAt,
  });
  const registering = facts.status === 'terminated' && REGISTERING.has(why.code);
  const changed = why.code === 'identify_again' ? answerTo(facts.answers, 'what_changed') : null;
  const lasts = facts.evidenceValidUntil === null || facts.evidenceValidUntil > now;
  const validEarly = facts.verifyStatus === 'valid' && facts.status !== 'terminated' && lasts;
  return {
    registering: yes(
      registering || (facts.status === 'terminated' && why.code === 'terms_user_accepts' && !pending),
    ),
    registeredBy: registering && facts.statusChangedAtKnown && now < window.until ? window.until : null,
    termsPending: yes(pending),
    smsMayCome: yes(pending && mayCome),
    smsMissing: yes(pending && missing),
    smsNotMissing: yes(sms !== 'not_arrived'),
    numberRight: yes(number === 'yes'),
    numberWrong: yes(why.code === 'terms_number_wrong'),
    changed: changed === 'nothing' || changed === 'app_with_code' ? null : changed,
    expired: yes(why.code === 'evidence_expired'),
    // Without evidence that was ever seen, its end is a guess.
    expiredOn: why.code === 'evidence_expired' && facts.evidenceId !== null ? facts.evidenceValidUntil : null,
    cannotSign: why.code === 'cannot_sign' ? (answerTo(facts.answers, 'signing_page') ?? 'other') : null,
    valid: yes(why.code === 'done'),
    alreadyValid: yes(
      why.code !== 'done' && (validEarly || (facts.otherEvidence !== null && facts.verifyStatus !== 'valid')),
    ),
  };
}

const NOT_MOVING: ReadonlySet<string> = new Set([
  'created_without_url',
  'initialized_without_url',
  'start_trouble',
  'trouble_during_identification',
  'bank_trouble_in_session',
  'user_says_successful',
  'result_overdue',
  'bank_never_negative',
  'error_in_identification',
  'error_import_failed',
  'verify_data_wrong',
  'evidence_missing',
  'unknown_status',
  'regression',
  'gone',
  'srs_failing',
]);

function lookedIntoFacts(
  facts: TriageFacts,
  reading: TriageReading,
  newLink: string | null,
  follows: boolean,
): Pick<KnownFacts, 'notMovingOn' | 'notRegistered' | 'lookedInto'> {
  const replacedByNothing = facts.supersededBy !== null && newLink === null && isPending(facts.status);
  const { why } = reading;
  const moves = follows || ruledOutBy(reading) !== null;
  const notMovingOn = !moves && (NOT_MOVING.has(why.code) || replacedByNothing);
  const notRegistered = why.code === 'not_registered';
  return {
    notMovingOn: yes(notMovingOn),
    notRegistered: yes(notRegistered),
    lookedInto: yes(notMovingOn || notRegistered),
  };
}
