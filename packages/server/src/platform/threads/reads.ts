import type { Worker } from 'node:worker_threads';
import type { Reader } from '../db/reader.ts';
import { Unavailable } from '../errors.ts';

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
export type ReadTold = { id: number; result: unknown } | { id: number; error: string };

/** Reads that may take longer than a turn of the loop may. */
export interface SlowReads {
  /**
   * Carries the read out, one after another; one that nobody waits for any more is soon given up.
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

/** Carries reads out in a thread of its own, which is started by the first, and anew after one that was given up or a long rest. */
export class ReadThread implements SlowReads {
  readonly #start: () => Worker;
  readonly #longestMs: number;
  /** In the order in which they were asked: the thread is at the first. */
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #timer: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(start: () => Worker, longestMs = LONGEST_MS) {
    this.#start = start;
    this.#longestMs = longestMs;
  }

  async run<N extends ReadName>(name: N, args: ReadArgs<N>, gone?: AbortSignal): Promise<ReadResult<N>> {
    gone?.throwIfAborted();
    this.#last += 1;
    const asked: ReadAsked = { id: this.#last, name, args };
    const left = () => this.#hurry(asked.id);
    gone?.addEventListener('abort', left);
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(asked.id, { asked, gone, resolve, reject });
        this.#thread().postMessage(asked);
        if (this.#waiting.size === 1) this.#watch();
      });
    } finally {
      gone?.removeEventListener('abort', left);
    }
  }

  /** Ends the thread, and does not wait for that: it hears of it when its read has ended. */
  close(): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    clearTimeout(this.#timer);
    void this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of all) reject(new Unavailable('desk_stops', 'The desk stops.'));
  }

  #thread(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#start();
    this.#worker = worker;
    worker.on('message', (told: ReadTold) => this.#settle(told));
    worker.on('error', (error) => this.#giveUp(worker, error));
    worker.on('exit', () => this.#giveUp(worker, new Error('the read thread ended')));
    worker.unref();
    return worker;
  }

  #settle(told: ReadTold): void {
    const waiting = this.#waiting.get(told.id);
    this.#waiting.delete(told.id);
    this.#watch();
    if ('error' in told) waiting?.reject(new Error(told.error));
    else waiting?.resolve(told.result as never);
  }

  /** Gives the read that the thread is at its time. */
  #watch(): void {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    const [first] = this.#waiting.values();
    if (worker === null) return;
    if (first === undefined) {
      this.#timer = setTimeout(() => this.#rest(worker), IDLE_MS);
      this.#timer.unref();
      return;
    }
    const { gone } = first;
    const longestMs = gone?.aborted ? LONGEST_UNWANTED_MS : this.#longestMs;
    this.#timer = setTimeout(
      () => this.#giveUp(worker, gone?.aborted ? gone.reason : tookTooLong()),
      longestMs,
    );
    this.#timer.unref();
  }

  /** Lets the thread end: it closes the database itself. */
  #rest(worker: Worker): void {
    this.#worker = null;
    worker.postMessage(null);
  }

  /** Nobody waits for a read any more; where the thread is at it, its time runs out sooner. */
  #hurry(id: number): void {
    const [first] = this.#waiting.keys();
    if (first === id) this.#watch();
  }

  /** Ends the read that the thread is at; those behind it go to a thread of their own. */
  #giveUp(worker: Worker, error: Error): void {
    if (worker !== this.#worker) return;
    this.#worker = null;
    void worker.terminate();
    const [first, ...others] = this.#waiting.values();
    if (first === undefined) return;
    this.#waiting.delete(first.asked.id);
    first.reject(error);
    for (const { asked } of others) this.#thread().postMessage(asked);
    this.#watch();
  }
}

function tookTooLong(): Unavailable {
  return new Unavailable(
    'read_took_too_long',
    'To find this takes longer than the desk may look: narrow the filter, or sort by another column.',
  );
}
