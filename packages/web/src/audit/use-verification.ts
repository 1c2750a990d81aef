import type { AuditHealth } from '@srs-desk/shared/api/audit.ts';
import { useEffect, useState } from 'react';
import { ask } from '../api/http.ts';
import { type Action, useAction } from '../api/use-action.ts';
import { type ApiState, useApi } from '../api/use-api.ts';

/** So often the health is read while a verification runs, ms; and else. */
const BUSY_MS = 500;
const CALM_MS = 15_000;
/** A verification that neither runs nor left a result after so many looks has failed. */
const PATIENCE = 10;

export interface Verification {
  health: ApiState<AuditHealth>;
  start: Action<[checkpoints: readonly string[]], void>;
  /** One is under way: asked for here, or by somebody else. */
  busy: boolean;
  /** Asked for here, and its result is there. */
  finished: boolean;
  /** It ended without leaving a result. */
  lost: boolean;
}

/** The health of the log, read at intervals, and the way to verify it now. */
export function useVerification(): Verification {
  const [before, setBefore] = useState<{ at: string | null } | null>(null);
  const [looks, setLooks] = useState(0);
  const [fast, setFast] = useState(false);
  const health = useApi<AuditHealth>('audit/health', { refetchInterval: fast ? BUSY_MS : CALM_MS });
  const { data, readAt } = health;
  const last = data?.lastVerification?.at ?? null;
  const finished = before !== null && data?.running === null && last !== before.at;
  const lost = before !== null && !finished && looks >= PATIENCE;
  const running = data?.running ?? null;
  const busy = running !== null || (before !== null && !finished && !lost);
  useEffect(() => setFast(busy), [busy]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each reading counts, also one that brings the same
  useEffect(() => setLooks((count) => (running === null ? count + 1 : 0)), [readAt, running]);
  const start = useAction(async (checkpoints: readonly string[]) => {
    await ask('audit/verify', { method: 'POST', body: checkpoints.length > 0 ? { checkpoints } : {} });
    setBefore({ at: last });
    setLooks(0);
    health.refetch();
  });
  return { health, start, busy, finished, lost };
}
