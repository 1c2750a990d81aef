/** A row that changed: what an open page must read again. Never carries the row itself. */
export interface Touched {
  resource: string;
  id: string | number;
}

/** The desk's in-process news: published after the commit, consumed by SSE and by whoever waits for a change. */
export interface Events {
  publish(touched: readonly Touched[]): void;
  /** Calls `listener` for every publication; gives the function that ends it. */
  subscribe(listener: (touched: readonly Touched[]) => void): () => void;
}

/** An empty news desk. A listener that throws does not keep the others from hearing. */
export function createEvents(onError: (error: unknown) => void): Events {
  const listeners = new Set<(touched: readonly Touched[]) => void>();
  return {
    publish(touched) {
      if (touched.length === 0) return;
      for (const listener of listeners) {
        try {
          listener(touched);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
