import { useEffect, useState } from 'react';
import { useVerb } from '../api/use-verb.ts';
import { useLogHealth } from './useLogHealth.ts';

/** So often the health is read while a verification runs, ms; and else. */
const BUSY_MS = 500;
const CALM_MS = 15_000;
/** A verification that neither runs nor left a result after so many looks has failed. */
const PATIENCE = 10;

/**
 * The health of the log, read at intervals, and the way to verify it now. `busy`: one is under way, asked for here or by
 * somebody else; `finished`: asked for here, and its result is there; `lost`: it ended without leaving a result.
 */
export function useVerification() {
  const [before, setBefore] = useState<{ at: string | null } | null>(null);
  const [looks, setLooks] = useState(0);
  const [fast, setFast] = useState(false);
  const health = useLogHealth(fast ? BUSY_MS : CALM_MS);
  const { data, dataUpdatedAt } = health;
  const last = data?.lastVerification?.at ?? null;
  const finished = before !== null && data?.running === null && last !== before.at;
  const lost = before !== null && !finished && looks >= PATIENCE;
  const running = data?.running ?? null;
  const busy = running !== null || (before !== null && !finished && !lost);
  useEffect(() => setFast(busy), [busy]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each reading counts, also one that brings the same
  useEffect(() => setLooks((count) => (running === null ? count + 1 : 0)), [dataUpdatedAt, running]);
  const start = useVerb('verifyLog', {
    touches: ['audit-health'],
    onSuccess: () => {
      setBefore({ at: last });
      setLooks(0);
    },
  });
  return { health, start, busy, finished, lost };
}

export type Verification = ReturnType<typeof useVerification>;
