import type { MessageFact } from './message-facts.ts';

/** What a message to the end user is about. */
export const SITUATIONS = [
  'start',
  'link_pending',
  'reminder',
  'reuse_link',
  'app_or_browser',
  'other_method',
  'wait_for_result',
  'registering',
  'accept_terms',
  'sms_may_come',
  'terms_sms_missing',
  'number_wrong',
  'check_data',
  'new_link',
  'newer_link',
  'failed',
  'session_over',
  'link_cancelled',
  'cancelled_by_mistake',
  'identify_again',
  'evidence_expired',
  'cannot_sign',
  'can_sign',
  'already_identified',
  'looking_into',
] as const;

/** One of {@link SITUATIONS}. */
export type Situation = (typeof SITUATIONS)[number];

/** What each paragraph states, and so must be known before it is said. */
export const PARAGRAPH_NEEDS = {
  invite: [],
  notice: ['partner'],
  notice_own_use: ['partner'],
  link: ['url'],
  need_video: ['video'],
  tech_video: ['video'],
  app_video: ['partner', 'video', 'surnameSent'],
  again_video: ['video'],
  need_bank: ['bank'],
  session_bank: ['bank'],
  terms_bank: ['bank', 'termsSms'],
  mobile_id: [],
  preparing: ['noLinkYet'],
  link_promised: ['noLinkYet', 'promise'],
  open: ['unfinished'],
  open_link: ['unfinished', 'link'],
  open_no_link: ['unfinished', 'linkDead'],
  interrupted: ['interrupted', 'link'],
  other_device: ['pageTrouble', 'link', 'appPossible'],
  browser_only: ['pageTrouble', 'link', 'noSurnameSent'],
  being_checked: ['resultAwaited'],
  being_checked_video: ['resultAwaited', 'video'],
  told_when_ready: ['promise'],
  registering: ['registering'],
  registering_sms: ['registering', 'termsSms', 'smsNotMissing'],
  registering_sms_perhaps: ['registering', 'termsSmsPerhaps', 'smsNotMissing'],
  registered_after: ['registering', 'registeredBy'],
  terms: ['termsPending'],
  no_sms: ['termsPending', 'smsNotMissing'],
  ruled_out: ['ruledOut'],
  sms_may_come: ['termsPending', 'smsMayCome'],
  sms_missing: ['termsPending', 'smsMissing'],
  sms_checked: ['smsMissing', 'promise'],
  not_again: ['termsPending', 'numberRight'],
  number_wrong: ['numberWrong'],
  failed: ['failed'],
  check_document: ['failed', 'documentCompared'],
  check_account: ['failed', 'accountCompared'],
  typed_wrong_document: ['dataWrong', 'video'],
  typed_wrong_account: ['dataWrong', 'bank'],
  new_attempt: ['failedBefore', 'newLink'],
  earlier_ended: ['earlierEnded'],
  newest_only: ['newLink'],
  not_the_earlier: [],
  link_promised_again: ['promise'],
  ask_for_link: ['noPromise'],
  session_over: ['sessionOver'],
  cancelled: ['cancelled'],
  our_mistake: ['mistaken'],
  identify_again: ['changed'],
  expired: ['expired'],
  expired_on: ['expired', 'expiredOn'],
  signing: ['cannotSign'],
  change_nothing: ['cannotSign'],
  ready: ['valid'],
  already_identified: ['alreadyValid'],
  looking_into: ['notMovingOn'],
  checking_registration: ['notRegistered'],
  get_back: ['promise'],
} as const satisfies Readonly<Record<string, readonly MessageFact[]>>;

/** Id of a paragraph. */
export type ParagraphId = keyof typeof PARAGRAPH_NEEDS;

interface SituationSpec {
  /** What must hold for the message to be true at all. */
  readonly needs: readonly MessageFact[];
  /** Its paragraphs in order; one whose facts do not hold is left out. */
  readonly says: readonly ParagraphId[];
  /** Which link it hands out; the notice of guide §7.1 comes with it. */
  readonly hands?: 'link' | 'newLink';
}

const LINK = ['notice', 'link'] as const;
const FLOW = ['need_video', 'tech_video', 'again_video', 'need_bank', 'session_bank', 'terms_bank'] as const;
const AGAIN = ['link_promised_again', 'ask_for_link'] as const;

/** Every situation: the facts that it needs and what it says. */
export const SITUATION_SPECS: Readonly<Record<Situation, SituationSpec>> = {
  start: { needs: ['link'], hands: 'link', says: ['invite', ...LINK, ...FLOW, 'mobile_id'] },
  link_pending: { needs: ['noLinkYet'], says: ['preparing', 'link_promised'] },
  reminder: {
    needs: ['unfinished'],
    hands: 'link',
    says: ['open', 'open_link', 'open_no_link', ...LINK, ...FLOW],
  },
  reuse_link: {
    needs: ['interrupted', 'link'],
    hands: 'link',
    says: ['interrupted', ...LINK, 'tech_video', 'session_bank'],
  },
  app_or_browser: {
    needs: ['pageTrouble', 'link'],
    hands: 'link',
    says: ['other_device', 'browser_only', ...LINK, 'tech_video', 'app_video', 'session_bank'],
  },
  other_method: { needs: ['ruledOut', 'noNewLink'], says: ['ruled_out'] },
  wait_for_result: {
    needs: ['resultAwaited'],
    says: ['being_checked', 'being_checked_video', 'told_when_ready'],
  },
  registering: {
    needs: ['registering'],
    says: ['registering', 'registering_sms', 'registering_sms_perhaps', 'registered_after'],
  },
  accept_terms: { needs: ['termsPending', 'smsNotMissing'], says: ['terms', 'no_sms'] },
  sms_may_come: { needs: ['termsPending', 'smsMayCome'], says: ['sms_may_come', 'not_again'] },
  terms_sms_missing: {
    needs: ['termsPending', 'smsMissing'],
    says: ['sms_missing', 'sms_checked', 'not_again'],
  },
  number_wrong: { needs: ['numberWrong'], says: ['number_wrong'] },
  check_data: {
    needs: ['detailsToCheck'],
    says: [
      'check_document',
      'check_account',
      'typed_wrong_document',
      'typed_wrong_account',
      'not_the_earlier',
    ],
  },
  new_link: {
    needs: ['failedBefore', 'newLink'],
    hands: 'newLink',
    says: ['new_attempt', 'earlier_ended', ...LINK, ...FLOW],
  },
  newer_link: {
    needs: ['replaced', 'newLink'],
    hands: 'newLink',
    says: ['earlier_ended', 'newest_only', ...LINK, ...FLOW],
  },
  failed: { needs: ['failed', 'noNewLink'], says: ['failed', ...AGAIN, 'not_the_earlier'] },
  session_over: { needs: ['sessionOver', 'noNewLink'], says: ['session_over', ...AGAIN] },
  link_cancelled: { needs: ['cancelled', 'noNewLink'], says: ['cancelled'] },
  cancelled_by_mistake: {
    needs: ['mistaken', 'newLink'],
    hands: 'newLink',
    says: ['our_mistake', ...LINK, ...FLOW],
  },
  identify_again: { needs: ['changed'], says: ['identify_again', ...AGAIN] },
  evidence_expired: { needs: ['expired'], says: ['expired_on', 'expired', ...AGAIN] },
  cannot_sign: { needs: ['cannotSign'], says: ['signing', 'change_nothing'] },
  can_sign: { needs: ['valid'], says: ['ready'] },
  already_identified: { needs: ['alreadyValid'], says: ['already_identified'] },
  looking_into: { needs: ['lookedInto'], says: ['looking_into', 'checking_registration', 'get_back'] },
};

/** Of two paragraphs that say the same, the fuller one stands where its facts hold. */
export const FULLER: Readonly<Partial<Record<ParagraphId, ParagraphId>>> = {
  being_checked: 'being_checked_video',
  expired: 'expired_on',
  registering_sms_perhaps: 'registering_sms',
};
