import type { ChangedRow } from './changed-row.ts';
import { RecentNews } from './recent-news.ts';

/** The desk's in-process news: published after the commit, consumed by SSE and by whoever waits for a change. */
export interface Events {
  publish(changedRows: readonly ChangedRow[]): void;
  /** Calls `listener` for every publication; gives the function that ends it. */
  subscribe(listener: (changedRows: readonly ChangedRow[]) => void): () => void;
  /** What was published just now: a page reads first and hears later, and must not miss what lies between. */
  recent(): ChangedRow[];
}

/** An empty news desk. A listener that throws does not keep the others from hearing. */
export function createEvents(clock: { now(): number }, onError: (error: unknown) => void): Events {
  const listeners = new Set<(changedRows: readonly ChangedRow[]) => void>();
  const news = new RecentNews();
  return {
    publish(changedRows) {
      if (changedRows.length === 0) return;
      news.add(changedRows, clock.now());
      for (const listener of listeners) {
        try {
          listener(changedRows);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    recent: () => news.since(clock.now()),
  };
}
