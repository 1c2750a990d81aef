import type { AnswerOf } from './questions.ts';

type Changed = Exclude<AnswerOf<'what_changed'>, 'nothing' | 'app_with_code'>;

/**
 * What a message to the end user may state. A text receives those that it names, and is not said while one of them is not
 * known or does not hold. Instants in ms since epoch.
 */
export interface MessageFacts {
  /** The order's own link, alive. */
  readonly link: string;
  /** The link of a new order in place of an earlier one, alive. */
  readonly newLink: string;
  /** The link that the message hands out. */
  readonly url: string;
  /** The link may not be given any more. */
  readonly linkDead: true;
  readonly noNewLink: true;
  /** Whoever identifies the user; the name is null for a method that stands in no data sheet. */
  readonly partner: { readonly name: string | null };
  /** Identification by video, with what it usually takes. */
  readonly video: { readonly minMinutes: number; readonly maxMinutes: number };
  /** Identification by bank login: the session, and how often the link can be used again in it. */
  readonly bank: { readonly minutes: number; readonly reuses: number };
  /** The terms always come by SMS. */
  readonly termsSms: true;
  /** They may come by SMS. */
  readonly termsSmsPerhaps: true;
  readonly surnameSent: true;
  readonly noSurnameSent: true;
  /** The provider's app is not known to be impossible. */
  readonly appPossible: true;
  /** Somebody follows it up: an open ticket, a follow-up, or a later order. */
  readonly promise: true;
  readonly noPromise: true;
  readonly noLinkYet: true;
  /** Not finished as far as SRS shows, and no trouble reported. */
  readonly unfinished: true;
  readonly interrupted: true;
  readonly pageTrouble: true;
  readonly resultAwaited: true;
  readonly registering: true;
  readonly registeredBy: number;
  readonly termsPending: true;
  readonly smsMissing: true;
  /** Nobody has said that no SMS came. */
  readonly smsNotMissing: true;
  readonly numberRight: true;
  readonly numberWrong: true;
  readonly failed: true;
  /** The attempt before the new link failed. */
  readonly failedBefore: true;
  /** The earlier order has ended: its link is over. */
  readonly earlierEnded: true;
  readonly replaced: true;
  readonly cancelled: true;
  /** The order was cancelled by mistake, as somebody here says. */
  readonly mistaken: true;
  /** Data of the kind that the provider compares was sent with the order. */
  readonly documentCompared: true;
  readonly accountCompared: true;
  readonly dataWrong: true;
  readonly detailsToCheck: true;
  /** The bank's session ended without a result; it is known to have begun. */
  readonly sessionOver: { readonly minutes: number };
  readonly changed: Changed;
  readonly expired: true;
  readonly expiredOn: number;
  readonly cannotSign: AnswerOf<'signing_page'>;
  readonly valid: true;
  readonly alreadyValid: true;
  /** The bank or the method is not possible for this user. */
  readonly ruledOut: 'bank' | 'method';
  /** No SMS came, and it is too early to have that checked. */
  readonly smsMayCome: true;
  readonly notMovingOn: true;
  /** Signing says “not registered”, and nobody has asked the RA service since. */
  readonly notRegistered: true;
  readonly lookedInto: true;
}

/** Name of a fact. */
export type MessageFact = keyof MessageFacts;

/** Every fact: its value, or null while it is not known or does not hold. */
export type KnownFacts = { readonly [F in MessageFact]: MessageFacts[F] | null };
