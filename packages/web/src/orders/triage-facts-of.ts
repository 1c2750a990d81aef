import type { OrderDetail } from '@srs-desk/shared/api/orders.ts';
import { methodKeyOf } from '@srs-desk/shared/method/catalogue.ts';
import type { TriageFacts } from '@srs-desk/shared/process/triage.ts';

const ms = (time: string | null): number | null => (time === null ? null : Date.parse(time));

/** What triage asks to know besides the order: whether calls about others fail too, and how long is usual. */
interface Around {
  othersFail: boolean;
  usualSeconds: number | null;
}

/** What triage asks to know, out of an order as the API gives it and the answers given so far. */
export function triageFactsOf(
  order: OrderDetail,
  answers: Readonly<Record<string, string>>,
  { othersFail, usualSeconds }: Around,
): TriageFacts {
  return {
    status: order.status,
    wireStatus: order.wireStatus,
    statusReason: order.statusReason ?? null,
    statusChangedAt: Date.parse(order.statusChangedAt),
    createdAt: Date.parse(order.createdAt),
    methodKey: methodKeyOf(order.issuer, order.method),
    targetUrl: order.targetUrl ?? null,
    verifyStatus: order.verifyStatus,
    evidenceId: order.evidenceId,
    evidenceValidUntil: ms(order.evidenceValidUntil),
    evidenceIsEarlier: order.evidenceIsEarlier,
    startedAt: ms(order.startedAt),
    goneAt: ms(order.goneAt),
    regressedAt: ms(order.regressedAt),
    firstUnknownAt: null,
    supersededBy: order.supersededBy,
    lastCallFailed:
      order.lastSyncFailure === null
        ? null
        : { at: Date.parse(order.lastSyncedAt ?? order.updatedAt), othersFail },
    answers,
    usualSeconds,
  };
}
