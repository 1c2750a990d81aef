import { setImmediate as yieldToEventLoop } from 'node:timers/promises';

const ITEMS_IN_A_TURN = 16;

/** Makes something of each of many items, a few per turn of the event loop: others have theirs, and who has left is noticed. */
export async function mapInTurns<T, R>(
  items: readonly T[],
  make: (item: T) => R,
  gone: AbortSignal | undefined,
): Promise<R[]> {
  const made: R[] = [];
  for (const [at, item] of items.entries()) {
    if (at % ITEMS_IN_A_TURN === 0) await yieldToEventLoop(undefined, { signal: gone });
    made.push(make(item));
  }
  return made;
}
