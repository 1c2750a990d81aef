import type { Worker } from 'node:worker_threads';
import type { Reader } from '../db/reader.ts';
import { Unavailable } from '../errors.ts';
import { errorTold, type ToldError } from './told-error.ts';

/**
 * Every read that the read thread can carry out, by name (`noun.verb`). As with commands, each feature adds its own to this
 * interface beside the map that holds them. Arguments and results are plain data.
 */
export interface Reads {
  // No read has a symbol for its name: it stands here since an interface without members is taken for a mistake.
  [none: symbol]: never;
}

type ReadName = keyof Reads & string;
type ReadArgs<N extends ReadName> = Reads[N] extends (reader: Reader, args: infer A) => unknown ? A : never;
type ReadResult<N extends ReadName> = Reads[N] extends (reader: Reader, args: never) => infer R
  ? Awaited<R>
  : never;

/** The functions of `Reads` by their names, as who knows the features gives them (`app/read.thread.ts`). */
export type ReadMap = Readonly<Record<string, (reader: Reader, args: never) => unknown>>;

/** What the main thread asks, or null when it has no more questions for now, and what it is told. */
export interface ReadAsked {
  id: number;
  name: string;
  args: unknown;
}
export type ReadTold = { id: number; result: unknown } | { id: number; error: ToldError };

/** Reads that may take longer than a turn of the loop may. */
export interface SlowReads {
  /**
   * Carries the read out, in the order in which they are asked; one that nobody waits for any more is not begun, or soon given up.
   * @throws Unavailable `read_took_too_long`, where nothing is wrong but the question; the reason of `gone`
   */
  run<N extends ReadName>(name: N, args: ReadArgs<N>, gone?: AbortSignal): Promise<ReadResult<N>>;
}

/** A read that takes longer is given up, ms. */
const LONGEST_MS = 20_000;
/** What a read may still take that nobody waits for, ms: most end by themselves, and a new thread costs more. */
const LONGEST_UNWANTED_MS = 500;
/** A thread that nobody has asked for so long is ended, ms: it has some MB. */
const IDLE_MS = 60_000;

interface Waiting {
  asked: ReadAsked;
  gone: AbortSignal | undefined;
  resolve(result: never): void;
  reject(error: Error): void;
}

/** A thread, the read that it is at, and when that is given up or, while it rests, the thread. */
interface Running {
  worker: Worker;
  at: Waiting | null;
  timer: NodeJS.Timeout | undefined;
}

interface ReadThreadOptions {
  /** ms. */
  longestMs?: number;
  /** Reads that may go on at once. */
  threads?: number;
}

/** Carries reads out in a thread or several, started when they are needed, and anew after a read that was given up or a long rest. */
export class ReadThread implements SlowReads {
  readonly #start: () => Worker;
  readonly #longestMs: number;
  readonly #most: number;
  readonly #threads = new Set<Running>();
  /** Those that no thread is at yet, in the order in which they were asked. */
  readonly #waiting = new Set<Waiting>();
  #last = 0;
  #isClosed = false;

  constructor(start: () => Worker, { longestMs = LONGEST_MS, threads = 1 }: ReadThreadOptions = {}) {
    this.#start = start;
    this.#longestMs = longestMs;
    this.#most = threads;
  }

  async run<N extends ReadName>(name: N, args: ReadArgs<N>, gone?: AbortSignal): Promise<ReadResult<N>> {
    gone?.throwIfAborted();
    if (this.#isClosed) throw deskStops();
    this.#last += 1;
    const asked: ReadAsked = { id: this.#last, name, args };
    let left = (): void => undefined;
    try {
      return await new Promise((resolve, reject) => {
        const waiting: Waiting = { asked, gone, resolve, reject };
        left = () => this.#leave(waiting);
        gone?.addEventListener('abort', left);
        this.#waiting.add(waiting);
        this.#goOn();
      });
    } finally {
      gone?.removeEventListener('abort', left);
    }
  }

  /** Ends the threads, and does not wait for that: each hears of it when its read has ended. No other is begun. */
  close(): void {
    this.#isClosed = true;
    const stops = deskStops();
    const all = [...this.#waiting, ...[...this.#threads].flatMap(({ at }) => at ?? [])];
    this.#waiting.clear();
    for (const running of this.#threads) this.#drop(running);
    for (const { reject } of all) reject(stops);
  }

  /** Gives each thread that rests the next read. */
  #goOn(): void {
    for (const waiting of this.#waiting) {
      try {
        const running = this.#free();
        if (running === null) return;
        this.#waiting.delete(waiting);
        // Throws where the arguments are no plain data.
        running.worker.postMessage(waiting.asked);
        running.at = waiting;
        this.#watch(running);
      } catch (error) {
        this.#waiting.delete(waiting);
        waiting.reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }

  #free(): Running | null {
    for (const running of this.#threads) if (running.at === null) return running;
    if (this.#threads.size >= this.#most) return null;
    const worker = this.#start();
    const running: Running = { worker, at: null, timer: undefined };
    this.#threads.add(running);
    worker.on('message', (told: ReadTold) => this.#settle(running, told));
    worker.on('error', (error) => this.#giveUp(running, error));
    worker.on('exit', () => this.#giveUp(running, new Error('the read thread ended')));
    worker.unref();
    return running;
  }

  #settle(running: Running, told: ReadTold): void {
    const { at } = running;
    if (at === null || at.asked.id !== told.id) return;
    running.at = null;
    this.#watch(running);
    if ('error' in told) at.reject(errorTold(told.error));
    else at.resolve(told.result as never);
    this.#goOn();
  }

  /** Gives the read that a thread is at its time, or its rest. */
  #watch(running: Running): void {
    clearTimeout(running.timer);
    const { at } = running;
    if (at === null) running.timer = setTimeout(() => this.#rest(running), IDLE_MS);
    else {
      const [why, longestMs] = at.gone?.aborted
        ? [at.gone.reason, LONGEST_UNWANTED_MS]
        : [tookTooLong(), this.#longestMs];
      running.timer = setTimeout(() => this.#giveUp(running, why), longestMs);
    }
    running.timer.unref();
  }

  /** Lets a thread end: it closes the database itself. */
  #rest(running: Running): void {
    this.#threads.delete(running);
    running.worker.postMessage(null);
  }

  /** Nobody waits for a read any more: it is not begun, and where a thread is at it, its time runs out sooner. */
  #leave(waiting: Waiting): void {
    if (this.#waiting.delete(waiting)) waiting.reject(waiting.gone?.reason);
    for (const running of this.#threads) if (running.at === waiting) this.#watch(running);
  }

  #drop(running: Running): void {
    clearTimeout(running.timer);
    this.#threads.delete(running);
    void running.worker.terminate();
  }

  /** Ends the read that a thread is at, with the thread. */
  #giveUp(running: Running, error: Error): void {
    if (!this.#threads.has(running)) return;
    this.#drop(running);
    running.at?.reject(error);
    this.#goOn();
  }
}

const deskStops = (): Unavailable => new Unavailable('desk_stops', 'The desk stops.');

function tookTooLong(): Unavailable {
  return new Unavailable(
    'read_took_too_long',
    'This takes longer to read than the desk may take: ask for less, or sort by another column.',
  );
}
