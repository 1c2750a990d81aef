/** A look through rows that no index leads to, in strides, until it has taken its time. */
export interface LimitedLook {
  /** One stride; others get their turn after it. */
  stride<T>(work: () => T): Promise<T>;
  /** Whether the strides took as long as they may. */
  isOver(): boolean;
}

/** A look of so long, what others do between its strides not counted. `now` is a clock that only runs forward, ms. */
export function limitedLook(longestMs: number, now: () => number = () => performance.now()): LimitedLook {
  let spent = 0;
  return {
    async stride(work) {
      const startedAt = now();
      const result = work();
      spent += now() - startedAt;
      await new Promise((resolve) => setImmediate(resolve));
      return result;
    },
    isOver: () => spent >= longestMs,
  };
}
