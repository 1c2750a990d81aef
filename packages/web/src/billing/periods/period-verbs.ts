import type { CloseView } from '@srs-desk/shared/billing/wire.ts';
import { ask } from '../../api/http.ts';

export const periodVerbs = {
  /** What stands before the close of a month, and what was closed before. */
  periodClose: ({ period }: { period: string }, signal?: AbortSignal) =>
    ask<CloseView>(`periods/${period}/close`, { signal }),
  /** Freezes a month over the open points that `acknowledge` names. */
  closePeriod: ({ period, ...body }: { period: string; acknowledge: readonly string[]; note?: string }) =>
    ask<CloseView>(`periods/${period}/close`, { method: 'POST', body }),
  reopenPeriod: ({ period, reason }: { period: string; reason: string }) =>
    ask<CloseView>(`periods/${period}/reopen`, { method: 'POST', body: { reason } }),
};
