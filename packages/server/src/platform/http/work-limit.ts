import { TooMany } from '../errors.ts';

/** How much of a kind of work goes on at once: for each person or key, and for all of them together. */
const AT_ONCE = {
  /** What reads much, and makes or takes a file of it. */
  file: { each: 4, all: 12 },
  search: { each: 8, all: 32 },
  /** A page that listens. */
  stream: { each: 20, all: 500 },
} as const;
export type Work = keyof typeof AT_ONCE;

const AGAIN_AFTER_MS = 5_000;

/** Holds what is costly to a number at once, so that nobody, in any role, takes the machine from the others. */
export class WorkLimit {
  readonly #running = new Map<string, number>();

  /** Begins some work; the function that this gives ends it. @throws TooMany `too_much_at_once` */
  enter(work: Work, actor: string): () => void {
    const [own, all] = [`${work} ${actor}`, work];
    if (this.#count(own) >= AT_ONCE[work].each || this.#count(all) >= AT_ONCE[work].all)
      throw new TooMany(
        'too_much_at_once',
        'Too much of this goes on at once. Wait until some of it has ended.',
        AGAIN_AFTER_MS,
      );
    for (const key of [own, all]) this.#running.set(key, this.#count(key) + 1);
    let hasEnded = false;
    return () => {
      if (hasEnded) return;
      hasEnded = true;
      for (const key of [own, all]) {
        if (this.#count(key) > 1) this.#running.set(key, this.#count(key) - 1);
        else this.#running.delete(key);
      }
    };
  }

  #count(key: string): number {
    return this.#running.get(key) ?? 0;
  }
}
