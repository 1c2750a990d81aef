import { methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import { evidenceValidUntil } from '@srs-desk/shared/method/evidence.ts';
import type { MethodSettings } from '@srs-desk/shared/method/settings.ts';
import type { VerifyStatus } from '@srs-desk/shared/order/status.ts';
import { isSameTarget, type VerifyTarget } from '@srs-desk/shared/order/verify-target.ts';
import { iso } from '../../../platform/db/iso-time.ts';
import type { PlainObject } from '../../../platform/ledger/entry-draft.ts';
import type { Order, OrderPatch } from '../order-row.ts';

const DAY = 86_400_000;

/** What a verify call answered. */
export type VerifyAnswer =
  | { kind: 'valid'; evidenceId: string }
  | { kind: 'no_evidence' }
  | { kind: 'terms_not_accepted' };

/** Another order that showed the same evidence before. */
export interface EvidenceElsewhere {
  refId: string;
  createdAt: number;
  evidenceValidUntil: number | null;
}

/** What an answer is held against, beside the order. */
interface VerifyContext {
  /** For which jurisdiction and level was asked, where that is known. */
  asked?: VerifyTarget | undefined;
  elsewhere: EvidenceElsewhere | null;
  methods: MethodSettings;
  /** For so long after Terminated the order's own evidence is waited for. */
  verifyForDays: number;
}

interface AppliedVerify {
  patch: OrderPatch;
  entry: { action: 'order.verify.changed'; detail: PlainObject } | null;
  /** The call found nothing of what it asked for, which is another jurisdiction or level than the valid evidence is for. */
  isBeside: boolean;
}

/**
 * What follows from a verify answer. Evidence belongs to an earlier identification when it was there before the order
 * terminated, or when another, older order showed it first (`elsewhere`). Its validity is an upper bound (guide §7). Pure.
 */
export function applyVerify(
  order: Order,
  answer: VerifyAnswer,
  context: VerifyContext,
  now: number,
): AppliedVerify {
  const { elsewhere, methods } = context;
  const missed = missedBeside(order, answer, context, now);
  if (missed !== null) {
    const { jurisdiction, loa } = missed;
    const { verifyStatus } = order;
    const told = { answer: answer.kind, askedFor: { jurisdiction, loa } };
    const detail = { from: verifyStatus, to: verifyStatus, ...told };
    return { patch: {}, entry: { action: 'order.verify.changed', detail }, isBeside: true };
  }
  const patch =
    answer.kind === 'valid'
      ? validPatch(order, answer.evidenceId, elsewhere, methods, now)
      : failedPatch(order, answer.kind, context, now);
  for (const key of Object.keys(patch) as (keyof OrderPatch)[]) {
    if (patch[key] === order[key]) delete patch[key];
  }
  if (Object.keys(patch).length === 0) return { patch, entry: null, isBeside: false };
  return {
    patch,
    isBeside: false,
    entry: {
      action: 'order.verify.changed',
      detail: {
        from: order.verifyStatus,
        to: patch.verifyStatus ?? order.verifyStatus,
        validUntil: iso({ ...order, ...patch }.evidenceValidUntil),
        ...(answer.kind === 'valid'
          ? {
              evidenceId: answer.evidenceId,
              earlier: patch.evidenceIsEarlier ?? order.evidenceIsEarlier,
            }
          : {}),
      },
    },
  };
}

/**
 * What a call that found nothing asked for, where that is another jurisdiction or level than valid evidence was found for: of
 * that it says nothing. Else null. Evidence of an earlier identification stands for the order only while its own is not awaited.
 */
function missedBeside(
  order: Order,
  answer: VerifyAnswer,
  { asked, verifyForDays }: VerifyContext,
  now: number,
): VerifyTarget | null {
  const { verifyStatus, verifiedFor, evidenceIsEarlier, evidenceValidUntil: until } = order;
  if (answer.kind === 'valid' || verifyStatus !== 'valid') return null;
  if (asked === undefined || verifiedFor === null || isSameTarget(verifiedFor, asked)) return null;
  if (!evidenceIsEarlier) return asked;
  const stands = !awaitsOwn(order, verifyForDays, now) && (until === null || until > now);
  return stands ? asked : null;
}

/** With evidence of an earlier identification the order's own has not ended: it is still to come. */
function awaitsOwn(
  { evidenceIsEarlier, status, statusChangedAt }: Order,
  verifyForDays: number,
  now: number,
): boolean {
  return evidenceIsEarlier && !(status === 'terminated' && statusChangedAt + verifyForDays * DAY < now);
}

function validPatch(
  order: Order,
  evidenceId: string,
  elsewhere: EvidenceElsewhere | null,
  methods: MethodSettings,
  now: number,
): OrderPatch {
  const isKnown = order.evidenceId === evidenceId;
  const again = isKnown && order.verifyStatus === 'valid';
  const { status, evidenceIsEarlier, evidenceValidUntil: end } = order;
  // What lasts longer than the earlier identification can is this order's own.
  const outlives = again && evidenceIsEarlier && status === 'terminated' && end !== null && end <= now;
  // What was there before this order terminated stays so; its end may only have been noticed late.
  const wasBefore = order.verifyStatus !== 'not_due' || (order.verifiedAt ?? now) < order.statusChangedAt;
  const isInherited = elsewhere !== null || (isKnown && evidenceIsEarlier && wasBefore);
  const earlier = status !== 'terminated' || (isInherited && !outlives);
  const keepsEnd = again ? !outlives : isKnown && earlier && end !== null && end > now;
  const key = methodKeyOf(order.issuer, order.method);
  const since = earlier ? now : order.statusChangedAt;
  const until = (earlier ? elsewhere?.evidenceValidUntil : null) ?? evidenceValidUntil(key, since, methods);
  return {
    verifyStatus: 'valid',
    evidenceId,
    evidenceIsEarlier: earlier,
    verifiedAt: again ? order.verifiedAt : now,
    evidenceValidUntil: keepsEnd && end !== null ? end : until,
  };
}

function failedPatch(
  order: Order,
  kind: 'no_evidence' | 'terms_not_accepted',
  { asked, methods, verifyForDays }: VerifyContext,
  now: number,
): OrderPatch {
  const was = order.verifyStatus;
  const isTerminated = order.status === 'terminated';
  // Evidence that was there and is no more has ended: by time, or by a change of SIM, number, password or Mobile ID.
  const lasted = evidenceValidUntil(methodKeyOf(order.issuer, order.method), order.statusChangedAt, methods);
  // None is found of an order that terminated longer ago than its evidence lasts: it has run out (guide §7).
  const ranOut = isTerminated && lasted <= now;
  const hadItsOwn = (was === 'valid' || was === 'expired') && !awaitsOwn(order, verifyForDays, now);
  const ended = kind === 'no_evidence' && (ranOut || hadItsOwn);
  const verifyStatus: VerifyStatus = ended ? 'expired' : kind;
  const until = order.evidenceValidUntil;
  const saysNothing =
    asked !== undefined && order.verifiedFor !== null && !isSameTarget(order.verifiedFor, asked);
  const isGone = kind === 'no_evidence' && was === 'valid' && !ranOut && !saysNothing;
  return {
    verifyStatus,
    ...(ranOut && ended && until === null ? { evidenceValidUntil: lasted } : {}),
    ...(isGone && (until === null || until > now) ? { evidenceValidUntil: now } : {}),
  };
}
