/** What changed at the server: rows of a resource, `ids` null when they are too many to name. */
export interface Touched {
  resource: string;
  ids: readonly (string | number)[] | null;
}

export type LiveState = 'connecting' | 'live' | 'down';

/** The part of `EventSource` that the stream uses, so that a test may play the server. */
export interface NewsSource {
  onopen: ((event: Event) => void) | null;
  onerror: ((event: Event) => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  readonly readyState: number;
  close(): void;
}

/** News of one burst become one refresh. */
const COALESCE_MS = 250;
/** How long after the server closed the line for good it is opened again: spread, so that not all pages come at once. */
const RETRY_MS = { least: 4_000, spread: 2_000 } as const;
const CLOSED = 2;

/** The tab's one line to `/api/events`: coalesces news, tells them, recovers by itself. */
export class LiveStream {
  #source: NewsSource | null = null;
  #state: LiveState = 'connecting';
  #pending: Touched[] = [];
  #flush: ReturnType<typeof setTimeout> | null = null;
  #retry: ReturnType<typeof setTimeout> | null = null;
  #wasLive = false;
  readonly #stateListeners = new Set<() => void>();

  constructor(
    private readonly open: () => NewsSource,
    private readonly onReconnect: () => void,
    private readonly onNews: (news: readonly Touched[]) => void,
  ) {}

  get state(): LiveState {
    return this.#state;
  }

  start(): void {
    this.#connect();
  }

  stop(): void {
    for (const timer of [this.#flush, this.#retry]) if (timer) clearTimeout(timer);
    this.#source?.close();
    this.#source = null;
  }

  onState(call: () => void): () => void {
    this.#stateListeners.add(call);
    return () => this.#stateListeners.delete(call);
  }

  #connect(): void {
    const source = this.open();
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onerror = () => this.#failed(source);
    source.addEventListener('touched', (event) => this.#heard(event));
    // The greeting tells what changed while this page was being read and nobody listened for it yet.
    source.addEventListener('hello', (event) => this.#heard(event));
  }

  #opened(): void {
    const again = this.#wasLive;
    this.#wasLive = true;
    this.#become('live');
    // What happened while the line was down was told to nobody.
    if (again) this.onReconnect();
  }

  /** The browser reconnects by itself, unless the server refused; then it is tried again later. */
  #failed(source: NewsSource): void {
    this.#become('down');
    if (source.readyState !== CLOSED || this.#source !== source) return;
    source.close();
    this.#source = null;
    this.#retry = setTimeout(() => this.#connect(), RETRY_MS.least + Math.random() * RETRY_MS.spread);
  }

  #heard(event: MessageEvent<string>): void {
    this.#pending.push(...readTouched(event.data));
    if (this.#pending.length === 0 || this.#flush) return;
    this.#flush = setTimeout(() => this.#tell(), COALESCE_MS);
  }

  /** What this page itself just changed: told at once, also while the line is down. */
  announce(news: readonly Touched[]): void {
    this.onNews(news);
  }

  #tell(): void {
    const news = this.#pending;
    this.#pending = [];
    this.#flush = null;
    this.onNews(news);
  }

  #become(state: LiveState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener();
  }
}

/** What one event's data names; anything unreadable is no news. */
export function readTouched(data: string): Touched[] {
  try {
    const parsed: unknown = JSON.parse(data);
    return Array.isArray(parsed) ? parsed.filter(isTouched) : [];
  } catch {
    return [];
  }
}

function isTouched(value: unknown): value is Touched {
  if (typeof value !== 'object' || value === null) return false;
  const { resource, ids } = value as Partial<Touched>;
  return typeof resource === 'string' && (ids === null || Array.isArray(ids));
}
