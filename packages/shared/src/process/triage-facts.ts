import type { MethodKey } from '../method/sheet.ts';
import type { AttentionCode } from '../order/attention.ts';
import type { OrderStatus, VerifyStatus } from '../order/status.ts';
import type { CheckCode, Coded, HoldCode, NoteCode, TellCode, WhyCode } from './codes.ts';
import type { IssueId } from './issues.ts';
import type { Answers, Question } from './questions.ts';
import type { StepNumber, SupportTeam } from './teams.ts';

/** What the desk knows of an order when it asks whose turn it is; times in ms since epoch. */
export interface TriageFacts {
  readonly status: OrderStatus;
  readonly wireStatus: string | null;
  readonly statusReason: string | null;
  readonly statusChangedAt: number;
  readonly createdAt: number;
  readonly methodKey: MethodKey | null;
  readonly targetUrl: string | null;
  readonly verifyStatus: VerifyStatus;
  readonly evidenceId: string | null;
  readonly evidenceValidUntil: number | null;
  /** The evidence found stems from an earlier identification of the same person. */
  readonly evidenceIsEarlier: boolean;
  /** When the user started, if anybody knows. */
  readonly startedAt: number | null;
  /** Since when SRS no longer knows the order. */
  readonly goneAt: number | null;
  /** When the status last went backwards, and when it first could not be read. */
  readonly regressedAt: number | null;
  readonly firstUnknownAt: number | null;
  /** Ref ID of the later order that replaces this one. */
  readonly supersededBy: string | null;
  /** The last call about this order failed; `othersFail` when calls about other orders do too. */
  readonly lastCallFailed: { readonly at: number; readonly othersFail: boolean } | null;
  /** Answers given to the guided questions. */
  readonly answers: Answers;
  /** How long nine in ten orders of this method stayed in this status, seconds; null without history. */
  readonly usualSeconds: number | null;
}

/** Why not to escalate, and until when if time alone will tell. */
export interface Hold {
  readonly code: HoldCode;
  readonly until: number | null;
}

/** Whose turn it is, and everything support needs to act on it. */
export interface TriageReading {
  readonly step: StepNumber | null;
  readonly team: SupportTeam | null;
  readonly issue: IssueId | null;
  readonly why: Coded<WhyCode>;
  readonly notes: readonly Coded<NoteCode>[];
  readonly firstChecks: readonly CheckCode[];
  readonly tellUser: readonly TellCode[];
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
  /** When the order is late; drives the age tag and, once passed, `stuck` where `stuckWhenLate`. */
  readonly lateAt?: number | null;
}
