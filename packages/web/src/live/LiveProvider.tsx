import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useRefresh } from 'react-admin';
import { forgetTouched } from './forget-touched.ts';
import { LiveStream, type NewsSource } from './live-stream.ts';
import { LiveContext } from './useLive.ts';

const openEvents = (): NewsSource => new EventSource('/api/events') as unknown as NewsSource;

/** Holds the tab's one stream while somebody is logged in: what changed is read again; after a lost line, everything. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const refresh = useRefresh();
  const refreshAll = useRef(refresh);
  refreshAll.current = refresh;
  const client = useQueryClient();
  const [stream, setStream] = useState<LiveStream | null>(null);

  useEffect(() => {
    const live = new LiveStream(
      openEvents,
      () => refreshAll.current(),
      (news) => forgetTouched(client, news),
    );
    live.start();
    setStream(live);
    return () => live.stop();
  }, [client]);

  return <LiveContext.Provider value={stream}>{children}</LiveContext.Provider>;
}
