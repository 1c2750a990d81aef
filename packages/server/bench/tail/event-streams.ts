import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'undici';

/** What the desk keeps open for one person or key. */
export const OF_ONE_KEY = 20;

/** A page's line to `/api/events`, as `EventSource` keeps it: when it breaks, it is opened anew after the time that the desk named. */
class Line {
  readonly #client: Client;
  readonly #key: string;
  readonly #onOpen: (waitedMs: number) => void;
  #retryMs = 3_000;
  #closed = false;

  constructor(url: string, key: string, onOpen: (waitedMs: number) => void) {
    this.#client = new Client(url);
    this.#key = key;
    this.#onOpen = onOpen;
    void this.#keep();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client.destroy();
  }

  async #keep(): Promise<void> {
    while (!this.#closed) {
      await this.#listen().catch(() => undefined);
      if (!this.#closed) await pause(this.#retryMs);
    }
  }

  /** Resolves or rejects when the line has broken. */
  async #listen(): Promise<void> {
    const askedAt = performance.now();
    const { statusCode, body } = await this.#client.request({
      method: 'GET',
      path: '/api/events',
      headers: { authorization: `Bearer ${this.#key}`, accept: 'text/event-stream' },
    });
    let text = '';
    let greeted = false;
    for await (const chunk of body) {
      if (greeted || statusCode !== 200) continue;
      text += String(chunk);
      if (!text.includes('event: hello')) continue;
      greeted = true;
      this.#retryMs = Number(/retry: (\d+)/.exec(text)?.[1] ?? this.#retryMs);
      this.#onOpen(performance.now() - askedAt);
    }
  }
}

/** So many pages that listen for news. */
export class EventStreams {
  readonly #lines: Line[];
  #waits: number[] = [];

  /** As many as may be open for each of these API keys. */
  constructor(url: string, keys: readonly string[]) {
    const onOpen = (ms: number) => void this.#waits.push(ms);
    this.#lines = keys.flatMap((key) => Array.from({ length: OF_ONE_KEY }, () => new Line(url, key, onOpen)));
  }

  /** Waits until every line is open, again or for the first time; gives how long each waited for its greeting, ms, sorted. */
  async allOpen(): Promise<number[]> {
    while (this.#waits.length < this.#lines.length) await pause(20);
    const waits = this.#waits.sort((a, b) => a - b);
    this.#waits = [];
    return waits;
  }

  async close(): Promise<void> {
    await Promise.all(this.#lines.map((line) => line.close()));
  }
}
