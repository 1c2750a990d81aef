import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { LiveState, LiveStream } from './live-stream.ts';

/** The tab's stream; null before login and in tests of single components. */
export const LiveContext = createContext<LiveStream | null>(null);

/**
 * Tells the page about its own change to a row of these resources, so that its effect shows at once and also while
 * the line to the server's news is down.
 */
export function useAnnounce(): (resources: readonly string[], id: string) => void {
  const stream = useContext(LiveContext);
  return useCallback(
    (resources, id) => stream?.announce(resources.map((resource) => ({ resource, ids: [id] }))),
    [stream],
  );
}

/** Whether news arrive at this moment. */
export function useLiveState(): LiveState {
  const stream = useContext(LiveContext);
  return useSyncExternalStore(
    (onChange) => stream?.onState(onChange) ?? (() => undefined),
    () => stream?.state ?? 'connecting',
  );
}
