import type { RequestHandler } from 'express';

/** How long requests are answered before the loop turns, ms. */
const BUDGET_MS = 1;

/**
 * Answers requests in the order in which they came, for about a millisecond per turn of the event loop. Node accepts one
 * new connection per turn: where each turn serves all that are there, the fiftieth of fifty browsers that reconnect waits for
 * the work of all turns before it. `now` is a clock that only runs forward, ms.
 */
export function turnBudget(now: () => number = () => performance.now()): RequestHandler {
  const waiting: (() => void)[] = [];
  const serve = (): void => {
    const until = now() + BUDGET_MS;
    do waiting.shift()?.();
    while (waiting.length > 0 && now() < until);
    if (waiting.length > 0) setImmediate(serve);
  };
  return (_req, _res, next) => {
    if (waiting.push(next) === 1) setImmediate(serve);
  };
}
