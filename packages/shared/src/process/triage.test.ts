import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CALL_ANSWERS } from '../call/fields.ts';
import { METHOD_KEYS, type MethodKey } from '../method/sheet.ts';
import { ORDER_STATUSES, VERIFY_STATUSES } from '../order/status.ts';
import { anyFacts, FACTS_AT, factsWith } from './facts.fixture.ts';
import { Horizon } from './horizon.ts';
import { ISSUE_IDS, type IssueId } from './issue-ids.ts';
import { livingLink } from './living-link.ts';
import { isQuestionId, QUESTIONS } from './questions.ts';
import { teamOf } from './teams.ts';
import { type TriageFacts, type TriageReading, triage } from './triage.ts';
import { type CallFacts, triageFailedCall } from './triage-call.ts';
import { DEFAULT_TRIAGE_RULES } from './triage-settings.ts';

const T = FACTS_AT;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const METHODS: readonly (MethodKey | null)[] = [...METHOD_KEYS, null];

const read = (given: Partial<TriageFacts>, ageMs = 0): TriageReading =>
  triage(factsWith(given), DEFAULT_TRIAGE_RULES, T + ageMs);

const video = { methodKey: 'video_identity_tm' } as const;
const bank = { methodKey: 'bank_klarna' } as const;
const says = (answer: string, more: Record<string, string> = {}) => ({
  answers: { video_user_says: answer, bank_user_says: answer, ...more },
});

const termsPending = { status: 'terminated', verifyStatus: 'terms_not_accepted' } as const;

/** What sends somebody to a link. */
const OF_THE_LINK: readonly (string | undefined)[] = [
  ...['link_arrived', 'link_opened', 'reuse_url', 'browser_instead'],
  ...['open_link', 'send_link_again', 'reuse_link_video', 'reuse_link_bank', 'browser_only'],
  ...['url_reusable', 'first_connection_lost', 'video_never_by_age'],
];
const isOfTheLink = (code: string | undefined) => OF_THE_LINK.includes(code);

interface Row {
  name: string;
  facts: Partial<TriageFacts>;
  age: number;
  step: number | null;
  issue: IssueId | null;
  hold: string | null;
  until?: number;
  attention?: string | null;
  why?: string;
  turn?: TriageReading['nextActor'];
}

const ROWS: readonly Row[] = [
  // created
  {
    name: 'created, no URL yet',
    facts: { status: 'created', targetUrl: null },
    age: MINUTE,
    step: 1,
    issue: 'target_url_missing',
    hold: 'url_may_come',
    until: 5 * MINUTE,
    attention: null,
  },
  {
    name: 'created, no URL for long',
    facts: { status: 'created', targetUrl: null },
    age: 5 * MINUTE,
    step: 1,
    issue: 'target_url_missing',
    hold: null,
    attention: 'no_target_url',
  },
  {
    name: 'created, URL there',
    facts: { status: 'created' },
    age: MINUTE,
    step: 2,
    issue: 'user_redirect',
    hold: 'own_matter',
    attention: null,
  },
  // initialized
  {
    name: 'initialized, no URL',
    facts: { targetUrl: null },
    age: MINUTE,
    step: 1,
    issue: 'target_url_missing',
    hold: 'url_may_come',
    until: 5 * MINUTE,
  },
  {
    name: 'initialized, no URL for long',
    facts: { targetUrl: null },
    age: HOUR,
    step: 1,
    issue: 'target_url_missing',
    hold: null,
    attention: 'no_target_url',
  },
  {
    name: 'video, start unknown',
    facts: video,
    age: 3 * HOUR,
    step: 2,
    issue: 'user_redirect',
    hold: 'video_never_by_age',
    attention: null,
    why: 'start_unknown',
  },
  {
    name: 'video, start unknown for days: a reminder, still no escalation',
    facts: video,
    age: 4 * DAY,
    step: 2,
    issue: 'user_redirect',
    hold: 'video_never_by_age',
    attention: 'stuck',
  },
  {
    name: 'video, never got the link',
    facts: { ...video, ...says('link_not_received') },
    age: HOUR,
    step: 2,
    issue: 'user_redirect',
    hold: 'own_matter',
  },
  {
    name: 'video, link does not open',
    facts: { ...video, ...says('link_does_not_open') },
    age: HOUR,
    step: 2,
    issue: 'user_redirect',
    hold: 'own_matter',
  },
  {
    name: 'form failed',
    facts: says('form_failed'),
    age: HOUR,
    step: 2,
    issue: 'identity_data_gathering',
    hold: 'own_matter',
  },
  {
    name: 'data not passed on',
    facts: says('data_not_passed'),
    age: HOUR,
    step: 2,
    issue: 'identity_data_forwarding',
    hold: 'own_matter',
  },
  {
    name: 'something else at the start',
    facts: says('start_other'),
    age: HOUR,
    step: 2,
    issue: 'start_implementation',
    hold: 'own_matter',
  },
  {
    name: 'video running',
    facts: { ...video, startedAt: T },
    age: 5 * MINUTE,
    step: 3,
    issue: null,
    hold: 'identification_takes_time',
    until: 20 * MINUTE,
  },
  {
    name: 'video, first lost connection',
    facts: { ...video, ...says('connection_lost') },
    age: HOUR,
    step: 3,
    issue: 'connection_lost',
    hold: 'first_connection_lost',
  },
  {
    name: 'video, lost again',
    facts: { ...video, ...says('connection_lost', { lost_before: 'again' }) },
    age: HOUR,
    step: 3,
    issue: 'connection_lost',
    hold: null,
  },
  {
    name: 'video, app does not work',
    facts: { ...video, ...says('app_not_working') },
    age: HOUR,
    step: 3,
    issue: 'app_not_working',
    hold: null,
  },
  {
    name: 'video, timeouts',
    facts: { ...video, ...says('timeout') },
    age: HOUR,
    step: 3,
    issue: 'timeout',
    hold: null,
  },
  {
    name: 'video, officer cannot',
    facts: { ...video, ...says('officer_cannot_identify') },
    age: HOUR,
    step: 3,
    issue: 'officer_cannot_identify',
    hold: null,
  },
  {
    name: 'video, country, not looked up',
    facts: { ...video, ...says('country_refused') },
    age: HOUR,
    step: 3,
    issue: 'country_not_supported',
    hold: 'check_country_first',
  },
  {
    name: 'video, country not on the list',
    facts: { ...video, ...says('country_refused', { country_listed: 'no' }) },
    age: HOUR,
    step: 3,
    issue: 'country_not_supported',
    hold: 'country_not_listed',
  },
  {
    name: 'video, country on the list',
    facts: { ...video, ...says('country_refused', { country_listed: 'yes' }) },
    age: HOUR,
    step: 3,
    issue: 'country_not_supported',
    hold: null,
  },
  {
    name: 'video, language, not asked',
    facts: { ...video, ...says('language') },
    age: HOUR,
    step: 3,
    issue: 'language_not_supported',
    hold: 'ask_language_first',
  },
  {
    name: 'video, other language',
    facts: { ...video, ...says('language', { call_language: 'other' }) },
    age: HOUR,
    step: 3,
    issue: 'language_not_supported',
    hold: 'other_language',
  },
  {
    name: 'video, offered language',
    facts: { ...video, ...says('language', { call_language: 'offered' }) },
    age: HOUR,
    step: 3,
    issue: 'language_not_supported',
    hold: null,
  },
  {
    name: 'video, officer said unsuccessful',
    facts: { ...video, ...says('said_unsuccessful') },
    age: HOUR,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'negative_result',
  },
  {
    name: 'video, officer said successful',
    facts: { ...video, ...says('said_successful') },
    age: HOUR,
    step: 4,
    issue: 'status_checking',
    hold: 'sync_first',
  },
  {
    name: 'video, said successful long ago',
    facts: { ...video, startedAt: T, ...says('said_successful') },
    age: HOUR,
    step: 3,
    issue: 'result_overdue',
    hold: null,
  },
  {
    name: 'bank inside the hour',
    facts: bank,
    age: 48 * MINUTE,
    step: 2,
    issue: 'user_redirect',
    hold: 'url_reusable',
    until: HOUR,
    attention: null,
  },
  {
    name: 'bank, login failed twice',
    facts: { ...bank, ...says('login_failed') },
    age: 20 * MINUTE,
    step: 3,
    issue: 'bank_login_failed',
    turn: 'user',
    hold: 'url_reusable',
    until: HOUR,
  },
  {
    name: 'bank, wrong data',
    facts: { ...bank, ...says('data_differs') },
    age: 20 * MINUTE,
    step: 2,
    issue: 'identity_data_forwarding',
    hold: 'new_order_first',
    turn: 'us',
  },
  {
    name: 'bank, link used up within the hour',
    facts: { ...bank, ...says('login_failed', { tries_left: 'no' }) },
    age: 20 * MINUTE,
    step: 3,
    issue: 'bank_login_failed',
    hold: null,
    why: 'bank_link_used_up',
    turn: 'us',
  },
  {
    name: 'bank, error: its own questions',
    facts: { ...bank, status: 'error', answers: { bank_error_cause: 'login_failed' } },
    age: HOUR,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'negative_result',
    turn: 'us',
  },
  {
    name: 'video, data typed wrongly',
    facts: { ...video, ...says('data_wrong') },
    age: HOUR,
    step: 2,
    issue: 'identity_data_gathering',
    hold: 'new_order_first',
    why: 'data_typed_wrong',
    turn: 'us',
  },
  {
    name: 'video, app without a surname: only the browser works',
    facts: { ...video, ...says('app_not_working'), surnameSent: false },
    age: HOUR,
    step: 2,
    issue: 'identity_data_forwarding',
    hold: 'own_matter',
    why: 'browser_only',
    turn: 'user',
  },
  {
    name: 'bank, provider’s page fails',
    facts: { ...bank, ...says('page_failed') },
    age: 20 * MINUTE,
    step: 3,
    issue: 'app_not_working',
    hold: 'url_reusable',
    until: HOUR,
  },
  {
    name: 'bank, page fails, no tries left',
    facts: { ...bank, ...says('page_failed', { tries_left: 'no' }) },
    age: 20 * MINUTE,
    step: 3,
    issue: 'app_not_working',
    hold: null,
  },
  {
    name: 'bank, over the hour, start unknown',
    facts: bank,
    age: HOUR,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'ask_whether_started',
    attention: 'expired_session',
  },
  {
    name: 'bank, over the hour, link never opened',
    facts: { ...bank, ...says('not_opened') },
    age: 3 * HOUR,
    step: 2,
    issue: 'user_redirect',
    hold: 'url_reusable',
    attention: null,
  },
  {
    name: 'bank, over the hour since the start',
    facts: { ...bank, startedAt: T },
    age: HOUR,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'session_turns_negative',
    until: 90 * MINUTE,
    attention: 'expired_session',
  },
  {
    name: 'bank, started late: the hour counts from there',
    facts: { ...bank, startedAt: T + 2 * HOUR },
    age: 150 * MINUTE,
    step: 2,
    issue: 'user_redirect',
    hold: 'url_reusable',
    until: 3 * HOUR,
    attention: null,
  },
  {
    name: 'bank, never turned negative',
    facts: { ...bank, startedAt: T },
    age: 2 * HOUR,
    step: 3,
    issue: 'result_overdue',
    hold: null,
    attention: 'expired_session',
  },
  // result
  {
    name: 'video done, inside the window',
    facts: { status: 'identification_done' },
    age: 19 * MINUTE,
    step: 4,
    issue: 'status_checking',
    hold: 'result_window',
    until: 20 * MINUTE,
    attention: null,
  },
  {
    name: 'video done, overdue',
    facts: { status: 'identification_done' },
    age: 20 * MINUTE,
    step: 3,
    issue: 'result_overdue',
    hold: null,
    attention: 'stuck',
  },
  {
    name: 'data ready, overdue',
    facts: { status: 'data_ready' },
    age: 2 * HOUR,
    step: 3,
    issue: 'result_overdue',
    hold: null,
    attention: 'stuck',
  },
  {
    name: 'bank done, inside the hour',
    facts: { ...bank, status: 'data_ready' },
    age: 30 * MINUTE,
    step: 4,
    issue: 'status_checking',
    hold: 'result_window',
    until: HOUR,
  },
  {
    name: 'bank done, over the hour',
    facts: { ...bank, status: 'data_ready' },
    age: 61 * MINUTE,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'session_turns_negative',
    until: 90 * MINUTE,
    attention: 'expired_session',
  },
  {
    name: 'bank done, never turned negative',
    facts: { ...bank, status: 'identification_done' },
    age: 3 * HOUR,
    step: 3,
    issue: 'result_overdue',
    hold: null,
  },
  // error
  {
    name: 'error without reason',
    facts: { status: 'error' },
    age: HOUR,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'negative_result',
    attention: 'error',
    why: 'error_without_reason',
  },
  {
    name: 'error, negative',
    facts: { status: 'error', statusReason: 'document not readable' },
    age: HOUR,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'negative_result',
    attention: 'error',
    why: 'error_negative',
  },
  {
    name: 'error, import failed',
    facts: { status: 'error', statusReason: 'Import into RA service failed' },
    age: HOUR,
    step: 5,
    issue: 'import_failed',
    hold: null,
    attention: 'error',
  },
  {
    name: 'error, connection by its reason',
    facts: { status: 'error', statusReason: 'connection to user lost' },
    age: HOUR,
    step: 3,
    issue: 'connection_lost',
    hold: 'new_order_first',
  },
  {
    name: 'error, app by the user',
    facts: { status: 'error', answers: { error_cause: 'app_not_working' } },
    age: HOUR,
    step: 3,
    issue: 'app_not_working',
    hold: null,
  },
  {
    name: 'error, bank timeout is a negative result',
    facts: { ...bank, status: 'error', statusReason: 'session timeout' },
    age: HOUR,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'negative_result',
  },
  {
    name: 'error, replaced by a later order',
    facts: { status: 'error', supersededBy: 'r2' },
    age: HOUR,
    step: null,
    issue: null,
    hold: null,
    attention: null,
  },
  {
    name: 'error, long ago',
    facts: { status: 'error' },
    age: 15 * DAY,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'negative_result',
    attention: null,
  },
  // terminated
  {
    name: 'evidence that must have run out: Terminated longer ago than the method’s validity',
    facts: { status: 'terminated', verifyStatus: 'no_evidence' },
    age: 5 * 366 * DAY,
    step: 2,
    issue: 'start_implementation',
    hold: 'identify_again',
    why: 'evidence_expired',
    attention: null,
    turn: 'user',
  },
  {
    name: 'terms that nobody accepted for a month: closed as lapsed',
    facts: { status: 'terminated', verifyStatus: 'terms_not_accepted' },
    age: 31 * DAY,
    step: null,
    issue: null,
    hold: 'terms_lapsed',
    attention: null,
    turn: null,
  },
  {
    name: 'not registered: a verify call before anything else',
    facts: {
      status: 'terminated',
      verifyStatus: 'valid',
      verifiedAt: T,
      answers: { can_sign: 'no', signing_page: 'not_registered' },
    },
    age: HOUR,
    step: 4,
    issue: 'status_checking',
    hold: 'verify_first',
    turn: 'us',
  },
  {
    name: 'not registered, and the verify call is fresh',
    facts: {
      status: 'terminated',
      verifyStatus: 'valid',
      verifiedAt: T + HOUR - MINUTE,
      answers: { can_sign: 'no', signing_page: 'not_registered' },
    },
    age: HOUR,
    step: 5,
    issue: 'declaration_of_will',
    hold: null,
    turn: 'swisscom',
  },
  ...(['app_without_code', 'password_reset', 'sim_or_number'] as const).map((changed) => ({
    name: `cannot sign, ${changed}: identify again`,
    facts: {
      status: 'terminated' as const,
      verifyStatus: 'valid' as const,
      answers: { can_sign: 'no', signing_page: 'mobile_id', what_changed: changed },
    },
    age: HOUR,
    step: 2,
    issue: 'start_implementation' as const,
    hold: 'identify_again',
    why: 'identify_again',
    turn: 'us' as const,
  })),
  {
    name: 'video terminated early: verify not due',
    facts: { status: 'terminated' },
    age: 5 * MINUTE,
    step: 5,
    issue: 'terms_sms_missing',
    turn: 'user',
    hold: 'verify_window',
    until: 20 * MINUTE,
    attention: null,
    why: 'verify_not_due',
  },
  {
    name: 'bank under 2 min',
    facts: { ...bank, status: 'terminated', verifyStatus: 'no_evidence' },
    age: 90_000,
    step: 4,
    issue: 'status_checking',
    hold: 'verify_window',
    until: 2 * MINUTE,
    why: 'verify_in_window',
  },
  {
    name: 'verify outstanding',
    facts: { ...bank, status: 'terminated', verifyStatus: 'due' },
    age: HOUR,
    step: 4,
    issue: 'status_checking',
    hold: 'verify_first',
    attention: null,
  },
  {
    name: 'no evidence',
    facts: { ...bank, status: 'terminated', verifyStatus: 'no_evidence' },
    age: 2 * MINUTE,
    step: 5,
    issue: 'evidence_missing',
    hold: null,
    attention: 'stuck',
  },
  {
    name: 'no evidence, our verify data wrong',
    facts: {
      ...bank,
      status: 'terminated',
      verifyStatus: 'no_evidence',
      answers: { verify_data_right: 'no' },
    },
    age: HOUR,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'own_matter',
  },
  {
    name: 'terms pending, not asked',
    facts: { status: 'terminated', verifyStatus: 'terms_not_accepted' },
    age: 20 * MINUTE,
    step: 5,
    issue: 'terms_sms_missing',
    hold: 'ask_about_sms_first',
    until: HOUR,
    attention: 'terms_pending',
  },
  {
    name: 'terms pending, SMS arrived',
    facts: { status: 'terminated', verifyStatus: 'terms_not_accepted', answers: { terms_sms: 'arrived' } },
    age: DAY,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'terms_user_accepts',
    attention: 'terms_pending',
  },
  {
    name: 'terms pending, no SMS, too early',
    facts: {
      status: 'terminated',
      verifyStatus: 'terms_not_accepted',
      answers: { terms_sms: 'not_arrived' },
    },
    age: 59 * MINUTE,
    step: 5,
    issue: 'terms_sms_missing',
    hold: 'terms_wait',
    until: HOUR,
  },
  {
    name: 'terms pending, no SMS',
    facts: {
      status: 'terminated',
      verifyStatus: 'terms_not_accepted',
      answers: { terms_sms: 'not_arrived' },
    },
    age: HOUR,
    step: 5,
    issue: 'terms_sms_missing',
    hold: null,
    attention: 'terms_pending',
  },
  {
    name: 'terms pending, wrong number',
    facts: {
      status: 'terminated',
      verifyStatus: 'terms_not_accepted',
      answers: { terms_sms: 'not_arrived', number_right: 'no' },
    },
    age: 2 * HOUR,
    step: 4,
    issue: 'follow_up_implementation',
    hold: 'number_wrong',
  },
  {
    name: 'valid',
    facts: { status: 'terminated', verifyStatus: 'valid' },
    age: HOUR,
    step: null,
    issue: null,
    hold: 'done',
    attention: null,
  },
  {
    name: 'valid, cannot sign',
    facts: { status: 'terminated', verifyStatus: 'valid', answers: { can_sign: 'no' } },
    age: HOUR,
    step: 5,
    issue: 'declaration_of_will',
    hold: null,
  },
  {
    name: 'valid once, ran out',
    facts: { status: 'terminated', verifyStatus: 'valid', evidenceValidUntil: T + DAY },
    age: DAY,
    step: 2,
    issue: 'start_implementation',
    hold: 'identify_again',
  },
  {
    name: 'evidence expired',
    facts: { status: 'terminated', verifyStatus: 'expired' },
    age: HOUR,
    step: 2,
    issue: 'start_implementation',
    hold: 'identify_again',
  },
  // the rest
  {
    name: 'cancelled',
    facts: { status: 'cancelled' },
    age: HOUR,
    step: null,
    issue: null,
    hold: 'cancelled',
    attention: null,
  },
  {
    name: 'cancelled, user on the old link',
    facts: { status: 'cancelled', answers: { on_old_link: 'yes' } },
    age: HOUR,
    step: 2,
    issue: 'user_redirect',
    hold: 'cancelled',
  },
  {
    name: 'cancelled by mistake, no newer order',
    facts: { status: 'cancelled', answers: { cancelled_by_mistake: 'yes' } },
    age: HOUR,
    step: 2,
    issue: 'user_redirect',
    hold: 'cancelled',
  },
  {
    name: 'cancelled by mistake, a newer order is there',
    facts: { status: 'cancelled', supersededBy: 'r2', answers: { cancelled_by_mistake: 'yes' } },
    age: HOUR,
    step: null,
    issue: null,
    hold: 'cancelled',
  },
  {
    name: 'unknown status, first sighting',
    facts: { status: 'unknown', wireStatus: 'PARKED', firstUnknownAt: T },
    age: 29 * MINUTE,
    step: 4,
    issue: 'status_checking',
    hold: 'first_sighting',
    until: 30 * MINUTE,
    attention: 'unknown_status',
  },
  {
    name: 'unknown status for long',
    facts: { status: 'unknown', firstUnknownAt: T },
    age: 30 * MINUTE,
    step: 1,
    issue: 'unreadable_status',
    hold: null,
    attention: 'unknown_status',
  },
  {
    name: 'regression, first sighting',
    facts: { regressedAt: T },
    age: MINUTE,
    step: 4,
    issue: 'status_checking',
    hold: 'first_sighting',
    until: 30 * MINUTE,
    attention: 'unknown_status',
  },
  {
    name: 'regression stays',
    facts: { regressedAt: T },
    age: HOUR,
    step: 1,
    issue: 'unreadable_status',
    hold: null,
    attention: 'unknown_status',
  },
  {
    name: 'gone, first sighting',
    facts: { goneAt: T },
    age: MINUTE,
    step: 1,
    issue: 'ids_missing',
    hold: 'first_sighting',
    until: HOUR,
    attention: 'gone',
  },
  {
    name: 'gone for long',
    facts: { goneAt: T },
    age: HOUR,
    step: 1,
    issue: 'ids_missing',
    hold: null,
    attention: 'gone',
  },
  {
    name: 'many calls fail',
    facts: { lastCallFailed: { at: T, othersFail: true } },
    age: HOUR,
    step: 1,
    issue: 'service_not_responding',
    hold: null,
  },
  {
    name: 'one call failed: step unchanged',
    facts: { lastCallFailed: { at: T, othersFail: false } },
    age: HOUR,
    step: 2,
    issue: 'user_redirect',
    hold: 'video_never_by_age',
  },
  {
    name: 'superseded',
    facts: { supersededBy: 'r2' },
    age: HOUR,
    step: 2,
    issue: 'user_redirect',
    hold: 'newer_order',
    attention: 'superseded',
  },
];

describe('every row of our reading of guide §6', () => {
  it.each<[string, Partial<TriageFacts>, string]>([
    ['country not on the list', says('country_refused', { country_listed: 'no' }), 'other_method'],
    ['a language that is not offered', says('language', { call_language: 'other' }), 'other_method'],
    ['bank not on the list', { ...bank, ...says('bank_not_listed') }, 'other_bank'],
    [
      'Error, country not on the list',
      { status: 'error', statusReason: 'Country not supported', answers: { country_listed: 'no' } },
      'other_method',
    ],
  ])('%s: another method or bank, and no other try with it', (_, facts, tell) => {
    const { tellUser, firstChecks } = read(facts, 10 * MINUTE);
    expect(tellUser).toEqual([tell]);
    expect(firstChecks).not.toContain('reuse_url');
    expect(firstChecks.includes('place_new_order')).toBe(tell === 'other_method');
  });

  it('a new order that comes first is among the checks', () => {
    const lost = { status: 'error', statusReason: 'connection to user lost' } as const;
    expect(read(lost).firstChecks).toContain('place_new_order');
    expect(read({ ...lost, answers: { lost_before: 'again' } }).firstChecks).not.toContain('place_new_order');
  });

  it('asks about the surname for the provider’s app only where there is one', () => {
    expect(read(says('data_not_passed')).firstChecks).toContain('surname_exact');
    const { firstChecks } = read({ ...bank, ...says('data_not_passed') });
    expect(firstChecks).toEqual(['data_passed_on', 'data_as_on_account']);
  });

  it('while the SMS may still come, nobody has checked why it did not', () => {
    const missing = { ...termsPending, answers: { terms_sms: 'not_arrived' } } as const;
    expect(read(missing, 59 * MINUTE).tellUser).toEqual(['sms_may_come']);
    expect(read(missing, HOUR).tellUser).toEqual(['terms_sms_checked']);
  });

  it.each(ROWS)('$name', (row) => {
    const reading = read(row.facts, row.age);
    expect({
      step: reading.step,
      issue: reading.issue,
      hold: reading.doNotEscalate?.code ?? null,
      team: reading.team,
    }).toEqual({
      step: row.step,
      issue: row.issue,
      hold: row.hold,
      team: row.step === null ? null : teamOf(row.step as 1 | 2 | 3 | 4 | 5),
    });
    expect(reading.doNotEscalate?.until ?? null).toBe(row.until === undefined ? null : T + row.until);
    if (row.attention !== undefined) expect(reading.attention).toBe(row.attention);
    if (row.why !== undefined) expect(reading.why.code).toBe(row.why);
    if (row.turn !== undefined) expect(reading.nextActor).toBe(row.turn);
  });

  it('terms pending are the user’s until no SMS came, or the wait is over', () => {
    const terms = { status: 'terminated', verifyStatus: 'terms_not_accepted' } as const;
    const turn = (answer: string | null, age: number) =>
      read({ ...terms, answers: answer === null ? {} : { terms_sms: answer } }, age).nextActor;
    expect([turn(null, MINUTE), turn(null, 2 * HOUR)]).toEqual(['user', 'swisscom']);
    expect([turn('arrived', 2 * HOUR), turn('not_arrived', MINUTE)]).toEqual(['user', 'swisscom']);
  });

  it('who has valid evidence by another order is told so first, and is not sent to identify again', () => {
    const otherEvidence = { refId: 'r3', validUntil: null };
    for (const facts of [{}, { status: 'error' }, { ...bank, ...says('login_failed') }] as const) {
      const reading = read({ ...facts, otherEvidence }, 9 * HOUR);
      expect(reading.notes[0]?.code).toBe('other_evidence');
      expect(reading.tellUser).toEqual(['already_identified']);
      expect(reading.firstChecks).not.toContain('place_new_order');
    }
  });

  it('a bank link that never reached the user lives on; one that does not open after the hour is over', () => {
    const never = read({ ...bank, ...says('link_not_received') }, 2 * HOUR);
    expect([never.why.code, never.tellUser]).toEqual(['start_trouble', ['send_link_again']]);
    const shut = read({ ...bank, ...says('link_does_not_open') }, 2 * HOUR);
    expect([shut.why.code, shut.doNotEscalate?.code]).toEqual(['bank_session_over', 'ask_whether_started']);
    expect(shut.firstChecks).toContain('place_new_order');
    expect(shut.tellUser).not.toContain('session_over');
  });

  it('marks an order stale after one failed call, and shows evidence of an earlier identification', () => {
    expect(read({ lastCallFailed: { at: T, othersFail: false } }).stale).toBe(true);
    const early = read({ verifyStatus: 'valid', evidenceId: 'RAS1' });
    expect(early.notes).toEqual([{ code: 'earlier_evidence', params: { evidenceId: 'RAS1' } }]);
    expect(early.step).toBe(2);
    const ended = { evidenceId: 'RAS1', evidenceIsEarlier: true, status: 'terminated' } as const;
    for (const verifyStatus of ['no_evidence', 'expired'] as const)
      expect(read({ ...ended, verifyStatus }).notes).toEqual([]);
  });

  it('advises nothing about an order whose person was erased, replaced or not, nor to cancel what SRS does not know', () => {
    const replaced = { ...bank, supersededBy: 'r2' };
    const erased = read({ ...replaced, erasedAt: T }, 900);
    expect([erased.firstChecks, erased.tellUser, erased.attentionAll]).toEqual([[], [], []]);
    expect(read(replaced, 900).firstChecks).toContain('cancel_old_order');
    expect(read({ ...replaced, goneAt: T }, 900).firstChecks).not.toContain('cancel_old_order');
  });

  it('shows the first cause of attention that holds, in the order of the contract, and keeps all', () => {
    const reading = read({ ...bank, goneAt: T, supersededBy: 'r2' }, 9 * DAY);
    expect(reading.attentionAll).toEqual(['gone', 'superseded', 'stuck']);
    expect(reading.attention).toBe('gone');
  });

  it('learns what is usual: nine in ten orders done in 10 minutes make one of 16 minutes stuck', () => {
    expect(read({ usualSeconds: 600 }, 14 * MINUTE).attention).toBeNull();
    expect(read({ usualSeconds: 600 }, 15 * MINUTE).attention).toBe('stuck');
    expect(read({ usualSeconds: 600 }, 15 * MINUTE).notes[0]).toEqual({
      code: 'longer_than_usual',
      params: { minutes: 10 },
    });
    expect(read({ usualSeconds: 1 }, 9 * MINUTE).attention).toBeNull();
  });
});

describe('every combination', () => {
  const AGES = [
    0,
    1,
    29_999,
    30_000,
    119_999,
    2 * MINUTE,
    10 * MINUTE,
    20 * MINUTE,
    HOUR,
    2 * HOUR,
    DAY,
    30 * DAY,
    400 * DAY,
  ];
  it('of status, method, verify state and age reads consistently', () => {
    for (const status of ORDER_STATUSES)
      for (const methodKey of METHODS)
        for (const verifyStatus of VERIFY_STATUSES)
          for (const age of AGES)
            for (const targetUrl of [null, 'https://idp.example/t/1']) {
              const reading = read({ status, methodKey, verifyStatus, targetUrl }, age);
              expect(reading.team).toBe(reading.step === null ? null : teamOf(reading.step));
              expect(reading.attention).toBe(reading.attentionAll[0] ?? null);
              expect(reading.tellUser.length).toBeGreaterThan(0);
              const until = reading.doNotEscalate?.until ?? null;
              if (until !== null) expect(until).toBeGreaterThan(T + age);
              if (reading.validUntil !== null) expect(reading.validUntil).toBeGreaterThan(T + age);
              if (methodKey !== 'bank_klarna') expect(reading.attentionAll).not.toContain('expired_session');
              if (status === 'error') expect(reading.step === 4 || reading.step === 5).toBe(true);
              if (status === 'cancelled') expect(reading.step).toBeNull();
              if (status === 'initialized' && methodKey === 'video_identity_tm' && targetUrl !== null)
                expect([reading.step, reading.doNotEscalate?.code]).toEqual([2, 'video_never_by_age']);
            }
  });

  it('every issue of §6.2 is reached, by an order or by a call', () => {
    const reached = new Set<IssueId | null>(ROWS.map((row) => row.issue));
    for (const call of CALLS) reached.add(triageFailedCall(failed(call.facts))?.issue ?? null);
    expect(ISSUE_IDS.filter((id) => !reached.has(id))).toEqual([]);
  });

  it('every answer of every question of an order can be given in some reading that asks it', () => {
    const asked = new Set(
      ROWS.flatMap((row) => read(row.facts, row.age).questions.map((question) => question.id)),
    );
    const ofOrders = Object.keys(QUESTIONS).filter((id) => id !== 'request_correct');
    expect(ofOrders.filter((id) => isQuestionId(id) && !asked.has(id))).toEqual([]);
  });
});

it('nobody is advised to use a link that is dead, or to try one that is not needed', () => {
  const at = fc.integer({ min: T - 3 * HOUR, max: T + 3 * HOUR });
  fc.assert(
    fc.property(anyFacts(), at, (facts, now) => {
      const reading = triage(facts, DEFAULT_TRIAGE_RULES, now);
      const alive = livingLink(facts, DEFAULT_TRIAGE_RULES, new Horizon(now)) !== null;
      const given = [...reading.firstChecks, ...reading.tellUser, reading.doNotEscalate?.code];
      const { code, params } = reading.why;
      const mayTry = alive && !reading.tellUser.includes('already_identified');
      if (!mayTry) expect([code, given.filter(isOfTheLink)]).toEqual([code, []]);
      if (!alive && code === 'bank_trouble_in_session') expect(params).not.toHaveProperty('until');
    }),
    { numRuns: 3000 },
  );
});

describe('validUntil', () => {
  const instant = fc.integer({ min: T - 3 * HOUR, max: T + 3 * HOUR });
  const same = (reading: TriageReading) => ({ ...reading, validUntil: null });

  it('the reading is constant until then, and is anew computed there', () => {
    fc.assert(
      fc.property(anyFacts(), instant, fc.double({ min: 0, max: 1, noNaN: true }), (facts, now, share) => {
        const reading = triage(facts, DEFAULT_TRIAGE_RULES, now);
        const last = (reading.validUntil ?? now + 3650 * DAY) - 1;
        const between = now + Math.floor((last - now) * share);
        for (const later of [between, last]) {
          const again = triage(facts, DEFAULT_TRIAGE_RULES, later);
          expect(again).toEqual(reading);
        }
        if (reading.validUntil !== null) {
          const next = triage(facts, DEFAULT_TRIAGE_RULES, reading.validUntil);
          expect(next.validUntil === null || next.validUntil > reading.validUntil).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('a reading that time will change says so', () => {
    fc.assert(
      fc.property(anyFacts(), instant, fc.integer({ min: 1, max: 30 * DAY }), (facts, now, wait) => {
        const reading = triage(facts, DEFAULT_TRIAGE_RULES, now);
        const later = triage(facts, DEFAULT_TRIAGE_RULES, now + wait);
        if (JSON.stringify(same(reading)) !== JSON.stringify(same(later)))
          expect(reading.validUntil ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(now + wait);
      }),
      { numRuns: 3000 },
    );
  });
});

const CALLS: readonly {
  name: string;
  facts: Partial<CallFacts>;
  team: string;
  issue: IssueId;
  hold: string | null;
}[] = [
  {
    name: 'token refused',
    facts: { operation: 'token', httpStatus: 400 },
    team: 'swisscom_service_desk',
    issue: 'server_authentication',
    hold: null,
  },
  {
    name: '401',
    facts: { httpStatus: 401 },
    team: 'swisscom_service_desk',
    issue: 'server_authentication',
    hold: null,
  },
  {
    name: 'our own 4xx',
    facts: { httpStatus: 422 },
    team: 'service_provider_support',
    issue: 'unsuccessful_response',
    hold: 'own_request',
  },
  {
    name: '4xx to a right request',
    facts: { httpStatus: 422, answers: { request_correct: 'yes' } },
    team: 'swisscom_service_desk',
    issue: 'unsuccessful_response',
    hold: null,
  },
  {
    name: '429',
    facts: { httpStatus: 429 },
    team: 'service_provider_support',
    issue: 'unsuccessful_response',
    hold: 'rate_limited',
  },
  {
    name: 'one 503',
    facts: { operation: 'get_status', httpStatus: 503, failuresInARow: 1 },
    team: 'swisscom_service_desk',
    issue: 'service_not_responding',
    hold: 'single_failure',
  },
  {
    name: 'several 503',
    facts: { operation: 'get_status', httpStatus: 503, failuresInARow: 3 },
    team: 'swisscom_service_desk',
    issue: 'service_not_responding',
    hold: null,
  },
  {
    name: 'a single timeout',
    facts: { operation: 'get_status', outcome: 'timeout', failuresInARow: 1 },
    team: 'swisscom_service_desk',
    issue: 'service_not_responding',
    hold: 'single_failure',
  },
  {
    name: 'timeouts',
    facts: { operation: 'get_status', outcome: 'timeout', failuresInARow: 2 },
    team: 'swisscom_service_desk',
    issue: 'service_not_responding',
    hold: null,
  },
  {
    name: 'HTML',
    facts: { outcome: 'invalid_response', httpStatus: 200 },
    team: 'swisscom_service_desk',
    issue: 'unsuccessful_response',
    hold: null,
  },
  {
    name: 'placed, no ids',
    facts: { outcome: 'ok', httpStatus: 201, lacks: 'ids' },
    team: 'swisscom_service_desk',
    issue: 'ids_missing',
    hold: null,
  },
  {
    name: 'placed, no URL',
    facts: { outcome: 'ok', httpStatus: 201, lacks: 'target_url' },
    team: 'swisscom_service_desk',
    issue: 'target_url_missing',
    hold: null,
  },
];

function failed(given: Partial<CallFacts>): CallFacts {
  return {
    operation: 'place_order',
    outcome: 'http_error',
    answer: null,
    httpStatus: null,
    lacks: null,
    failuresInARow: 1,
    answers: {},
    ...given,
  };
}

describe('failed calls: step 1', () => {
  it.each(CALLS)('$name', ({ facts, team, issue, hold }) => {
    const reading = triageFailedCall(failed(facts));
    expect(reading).toMatchObject({ step: 1, team, issue });
    expect(reading?.doNotEscalate?.code ?? null).toBe(hold);
  });
  it('results are no failures', () => {
    for (const answer of CALL_ANSWERS)
      expect(triageFailedCall(failed({ operation: 'verify', httpStatus: 404, answer }))).toBeNull();
    for (const httpStatus of [403, 404])
      expect(triageFailedCall(failed({ operation: 'verify', httpStatus }))).not.toBeNull();
    expect(triageFailedCall(failed({ outcome: 'ok', httpStatus: 201 }))).toBeNull();
  });
  it('says so when a placing may have happened nevertheless, and never to try it again', () => {
    const says = (facts: Partial<CallFacts>) => {
      const reading = triageFailedCall(failed(facts));
      return [reading?.notes.map(({ code }) => code), reading?.doNotEscalate?.code ?? null];
    };
    for (const outcome of ['timeout', 'unknown', 'network_error', 'invalid_response'] as const)
      expect(says({ outcome })).toEqual([['place_outcome_unknown'], null]);
    expect(says({ outcome: 'invalid_response', httpStatus: 201 })).toEqual([['place_outcome_unknown'], null]);
    for (const httpStatus of [500, 502])
      expect(says({ httpStatus })).toEqual([['place_outcome_unknown'], null]);
    // Whoever said so: a load balancer does, too.
    expect(says({ httpStatus: 409 })).toEqual([['place_outcome_unknown'], 'own_request']);
    expect(says({ httpStatus: 422 })).toEqual([[], 'own_request']);
  });
  it('calls nothing the only failure while nobody has counted', () => {
    const once = failed({ operation: 'get_status', outcome: 'timeout' });
    expect(triageFailedCall(once)?.doNotEscalate?.code).toBe('single_failure');
    expect(triageFailedCall({ ...once, failuresInARow: null })?.doNotEscalate).toBeNull();
  });
});

describe('a status of which nobody knows since when it lasts', () => {
  const unknown = (given: Partial<TriageFacts>, age = MINUTE) =>
    read({ ...given, statusChangedAtKnown: false }, age);
  it('is said without a time, and no window is counted from it', () => {
    for (const status of ['created', 'initialized', 'identification_done', 'cancelled'] as const)
      for (const methodKey of METHODS) {
        const reading = unknown({ status, methodKey });
        expect(reading.why.params).not.toHaveProperty('since');
        expect(reading.why.params).not.toHaveProperty('until');
        expect(reading.doNotEscalate?.until ?? null).toBeNull();
      }
    expect(unknown({ status: 'identification_done' }).doNotEscalate).toBeNull();
    const pending = unknown({ status: 'terminated', verifyStatus: 'terms_not_accepted' });
    expect(pending.why.params).not.toHaveProperty('since');
  });
  it('of a bank session: the link may be dead, and the user has to be asked', () => {
    const initialized = { status: 'initialized', ...bank } as const;
    for (const given of [initialized, { ...initialized, ...says('connection_lost') }]) {
      const reading = unknown(given);
      expect(reading.doNotEscalate?.code).toBe('ask_whether_started');
      expect(reading.tellUser.filter(isOfTheLink)).toEqual([]);
    }
    const facts = (more: Partial<TriageFacts>) =>
      factsWith({ ...initialized, statusChangedAtKnown: false, ...more });
    const link = (more: Partial<TriageFacts>) =>
      livingLink(facts(more), DEFAULT_TRIAGE_RULES, new Horizon(T + MINUTE));
    expect(link({})).toBeNull();
    expect(link(says('not_opened'))).toBe(factsWith().targetUrl);
    expect(link({ startedAt: T })).toBe(factsWith().targetUrl);
    expect(unknown(initialized, 2 * HOUR).why.code).toBe('bank_session_over');
  });
});
