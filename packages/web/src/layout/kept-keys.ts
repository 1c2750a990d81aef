/** How long a key pressed before its page listened is still meant, ms. */
export const MEANT_MS = 4_000;
const MOST_KEPT = 10;

interface Kept {
  event: Pick<KeyboardEvent, 'key' | 'timeStamp' | 'defaultPrevented'>;
  /** Where it was pressed: it is meant for the page at this address. */
  path: string;
}

let kept: Kept[] = [];

/** Keeps a key that the frame has no use for: the page it is meant for may still be on its way. */
export function keepForPage(event: Kept['event'], path: string): void {
  kept = [...kept, { event, path }].slice(-MOST_KEPT);
}

/**
 * The keys pressed at this address not long ago that no listener has taken, oldest first; each is given once.
 * `mine` says which keys the asking page knows, `now` is in the time of events.
 */
export function takeKept(path: string, mine: (key: string) => boolean, now: number): string[] {
  const wanted = ({ event, path: at }: Kept) =>
    at === path && !event.defaultPrevented && mine(event.key) && now - event.timeStamp <= MEANT_MS;
  const taken = kept.filter(wanted);
  kept = kept.filter((one) => !wanted(one) && now - one.event.timeStamp <= MEANT_MS);
  return taken.map(({ event }) => event.key);
}
