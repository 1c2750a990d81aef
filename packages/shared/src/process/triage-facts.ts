import * as z from 'zod';
import { METHOD_KEYS } from '../method/sheet.ts';
import type { AttentionCode } from '../order/attention.ts';
import { ORDER_STATUSES, VERIFY_STATUSES } from '../order/status.ts';
import type { CheckCode, Coded, HoldCode, NoteCode, TellCode, WhyCode } from './codes.ts';
import type { IssueId } from './issue-ids.ts';
import type { MethodSpans } from './method-spans.ts';
import type { Question } from './questions.ts';
import type { NextActor, StepNumber, SupportTeam } from './teams.ts';

const instant = z.int();
const maybeInstant = instant.nullable();
const maybeText = z.string().nullable();

/**
 * What the desk knows of an order when it asks whose turn it is; times in ms since epoch. Gathered on the server alone and
 * sent along with the order, so that everybody who applies the rule reads the same.
 */
export const triageFacts = z.object({
  status: z.enum(ORDER_STATUSES),
  wireStatus: maybeText,
  statusReason: maybeText,
  statusChangedAt: instant,
  /** False where SRS told of the order in this status first, and not since when: `statusChangedAt` is then the latest that it can be. */
  statusChangedAtKnown: z.boolean(),
  createdAt: instant,
  /** False where SRS does not tell when the order was created: `createdAt` is then the latest that it can be. */
  createdAtKnown: z.boolean(),
  methodKey: z.enum(METHOD_KEYS).nullable(),
  targetUrl: maybeText,
  verifyStatus: z.enum(VERIFY_STATUSES),
  /** When the RA service last answered a verify call, but for that it has nothing of something else than was found. */
  verifiedAt: maybeInstant,
  evidenceId: maybeText,
  evidenceValidUntil: maybeInstant,
  /** The evidence found stems from an earlier identification of the same person. */
  evidenceIsEarlier: z.boolean(),
  /** When the user started, if anybody knows. */
  startedAt: maybeInstant,
  /** Since when SRS no longer knows the order. */
  goneAt: maybeInstant,
  /** When the status last went backwards; while it stands there, when that was first seen. */
  regressedAt: maybeInstant,
  /** When a status that cannot be read was first seen; null when it can be. */
  firstUnknownAt: maybeInstant,
  /** When the data of its person was erased; nothing but its status is asked any more, while it is pending. */
  erasedAt: maybeInstant,
  /** Ref ID of the later order that replaces this one. */
  supersededBy: maybeText,
  /** A surname was sent with the order; null where the desk cannot know. */
  surnameSent: z.boolean().nullable(),
  /** Valid evidence by another order of the same person, for the same target and as the RA service last answered. */
  otherEvidence: z.object({ refId: z.string(), validUntil: maybeInstant }).nullable(),
  /** The last call about this order failed; `othersFail` when calls about other orders do too. */
  lastCallFailed: z.object({ at: instant, othersFail: z.boolean() }).nullable(),
  /** Answers given to the guided questions, by question. What is no valid answer counts as not answered. */
  answers: z.record(z.string(), z.string()),
  /** How long nine in ten orders of this method stayed in this status, seconds; null without history. */
  usualSeconds: z.number().nullable(),
});
export type TriageFacts = Readonly<z.infer<typeof triageFacts>>;

/** Since when the order is in its status, for a sentence; left out where nobody knows. */
export function statusSince(facts: TriageFacts): { readonly since?: { readonly at: number } } {
  return facts.statusChangedAtKnown ? { since: { at: facts.statusChangedAt } } : {};
}

/** Why not to escalate, and until when if time alone will tell. */
export interface Hold extends Coded<HoldCode> {
  readonly until: number | null;
}

/** Whose turn it is, and everything support needs to act on it. */
export interface TriageReading {
  readonly nextActor: NextActor | null;
  readonly step: StepNumber | null;
  readonly team: SupportTeam | null;
  readonly issue: IssueId | null;
  readonly why: Coded<WhyCode>;
  readonly notes: readonly Coded<NoteCode>[];
  readonly firstChecks: readonly CheckCode[];
  readonly tellUser: readonly TellCode[];
  /** The method's own times, for the sentences of checks and of what to tell. */
  readonly spans: MethodSpans;
  readonly doNotEscalate: Hold | null;
  readonly questions: readonly Question[];
  readonly attention: AttentionCode | null;
  readonly attentionAll: readonly AttentionCode[];
  /** The last call failed: what is shown may be out of date. */
  readonly stale: boolean;
  /** When the order becomes late (or became); null where nothing is awaited. */
  readonly lateAt: number | null;
  /** Before this instant (ms) the reading cannot change by time alone; null when it never does. */
  readonly validUntil: number | null;
}

/** What one rule contributes; the frame adds team, notes, attention and validity. */
export interface Draft {
  /** Who moves next; null where nobody has to. */
  readonly turn: NextActor | null;
  readonly step: StepNumber | null;
  readonly issue?: IssueId;
  readonly why: WhyCode;
  readonly params?: Readonly<Record<string, string | number | { readonly at: number }>>;
  readonly checks: readonly CheckCode[];
  readonly tell: readonly TellCode[];
  readonly hold?: HoldCode;
  readonly holdUntil?: number;
  readonly questions?: readonly Question[];
  /** Causes of attention that hold now, apart from those the frame finds itself. */
  readonly attention?: readonly AttentionCode[];
  /** When the order is late, ms since epoch. */
  readonly lateAt?: number | null;
}
