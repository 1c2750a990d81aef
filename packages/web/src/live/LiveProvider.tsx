import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useRefresh } from 'react-admin';
import { LiveStream, type NewsSource } from './live-stream.ts';
import { LiveContext } from './useLive.ts';

const openEvents = (): NewsSource => new EventSource('/api/events') as unknown as NewsSource;

/** Holds the tab's one stream while somebody is logged in; after a lost line everything is read again. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const refresh = useRefresh();
  const refreshAll = useRef(refresh);
  refreshAll.current = refresh;
  const [stream, setStream] = useState<LiveStream | null>(null);

  useEffect(() => {
    const live = new LiveStream(openEvents, () => refreshAll.current());
    live.start();
    setStream(live);
    return () => live.stop();
  }, []);

  return <LiveContext.Provider value={stream}>{children}</LiveContext.Provider>;
}
