import { recordOf } from '@srs-desk/shared/fields/field.ts';
import { TAKEN_FIELDS } from '@srs-desk/shared/order/fields.ts';
import { fromWireStatus } from '@srs-desk/shared/order/status.ts';
import type { RunningDesk } from '../../src/app/open-desk.ts';

/** A status as SRS names it, and when it was reached, ms since epoch. */
export type Told = readonly [wireStatus: string, at: number];
/** … null where SRS does not tell. */
type MaybeTimed = readonly [wireStatus: string, at: number | null];

/** Lets SRS tell an order's history, the last being its present status, without a call. @throws Error when it is refused */
export async function tellStatuses(
  desk: RunningDesk,
  refId: string,
  history: readonly [MaybeTimed, ...MaybeTimed[]],
  more: { issuer?: string; method?: string; targetUrl?: string; reason?: string; msisdn?: string } = {},
): Promise<void> {
  const statuses = history.map(([wireStatus, at]) => ({
    status: fromWireStatus(wireStatus),
    wireStatus,
    at,
  }));
  const { status, wireStatus } = statuses.at(-1) ?? { status: 'unknown', wireStatus: '' };
  const facts = {
    ...recordOf(TAKEN_FIELDS, () => null),
    refId,
    issuer: more.issuer ?? null,
    method: more.method ?? null,
    msisdn: more.msisdn ?? null,
    status,
    wireStatus,
    reason: more.reason ?? null,
    statuses,
    targetUrl: more.targetUrl ?? null,
    isHistory: true,
    unreadFields: [],
    unknownFields: [],
  };
  const args = { refId, actor: 'system' as const, origin: 'sync' as const, callId: 1, facts };
  const result = await desk.ledger.record([{ name: 'order.apply_status', args }], []);
  if (!result.ok) throw new Error(result.code);
}
