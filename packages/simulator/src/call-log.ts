/** What the simulator received, in the order of arrival. */
export type Operation =
  | 'token'
  | 'list_methods'
  | 'place_order'
  | 'get_status'
  | 'cancel_order'
  | 'verify'
  | 'lookup'
  | 'other';

export interface Call {
  readonly n: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
  /** Null while unanswered, and for good when the connection was dropped or left hanging. */
  readonly status: number | null;
  readonly correlationId: string | null;
  readonly refId?: string;
  /** The fault that was laid over the answer. */
  readonly fault?: string;
}

interface Chunk {
  readonly at: number[];
  readonly method: string[];
  readonly operation: Operation[];
  /** Undefined where it follows from the Ref ID: one string less for the most frequent call. */
  readonly path: (string | undefined)[];
  readonly status: number[];
  readonly correlationId: (string | undefined)[];
  readonly refId: (string | undefined)[];
  readonly fault: (string | undefined)[];
}

const CHUNK = 8192;

function newChunk(): Chunk {
  return {
    at: [],
    method: [],
    operation: [],
    path: [],
    status: [],
    correlationId: [],
    refId: [],
    fault: [],
  };
}

/** The path of a call about one order. */
function identificationPath(refId: string): string {
  return `/api/identifications/${refId}`;
}

/**
 * Append-only record of every request for SRS, RA or a token, by columns so that a million of them stay
 * cheap. Beyond `limit` entries the oldest go, a chunk at a time; numbers are never reused.
 */
export class CallLog {
  private chunks: Chunk[] = [newChunk()];
  private firstN = 1;
  private count = 0;

  constructor(private readonly limit = 2_000_000) {}

  /** Records a request on arrival and gives its number (from 1). */
  record(
    at: number,
    method: string,
    path: string,
    operation: Operation,
    correlationId: string | undefined,
    refId: string | undefined,
  ): number {
    let chunk = this.chunks[this.chunks.length - 1];
    if (chunk === undefined || chunk.at.length === CHUNK) {
      chunk = newChunk();
      this.chunks.push(chunk);
      if (this.chunks.length * CHUNK > this.limit + CHUNK) {
        this.chunks.shift();
        this.firstN += CHUNK;
      }
    }
    chunk.at.push(at);
    chunk.method.push(method);
    chunk.operation.push(operation);
    chunk.path.push(refId !== undefined && path === identificationPath(refId) ? undefined : path);
    chunk.status.push(0);
    chunk.correlationId.push(correlationId);
    chunk.refId.push(refId);
    chunk.fault.push(undefined);
    this.count++;
    return this.count;
  }

  /** Adds to a call what became of it. */
  conclude(n: number, outcome: { status?: number; refId?: string | undefined; fault?: string }): void {
    const place = this.locate(n);
    if (place === null) return;
    const { chunk, index } = place;
    if (outcome.status !== undefined) chunk.status[index] = outcome.status;
    if (outcome.refId !== undefined) chunk.refId[index] = outcome.refId;
    if (outcome.fault !== undefined) chunk.fault[index] = outcome.fault;
  }

  /** How many calls were ever received. */
  total(): number {
    return this.count;
  }

  /** Calls with a number above `since`, at most `limit` of them. */
  *since(since: number, limit = Infinity): Generator<Call> {
    const from = Math.max(since + 1, this.firstN);
    const end = Math.min(this.count, from + limit - 1);
    for (let n = from; n <= end; n++) {
      const call = this.read(n);
      if (call !== null) yield call;
    }
  }

  /** Forgets all calls and starts at 1 again. */
  clear(): void {
    this.chunks = [newChunk()];
    this.firstN = 1;
    this.count = 0;
  }

  private locate(n: number): { chunk: Chunk; index: number } | null {
    const offset = n - this.firstN;
    const chunk = this.chunks[Math.floor(offset / CHUNK)];
    return offset < 0 || chunk === undefined ? null : { chunk, index: offset % CHUNK };
  }

  private read(n: number): Call | null {
    const place = this.locate(n);
    if (place === null) return null;
    const { chunk, index } = place;
    const refId = chunk.refId[index];
    const fault = chunk.fault[index];
    const status = chunk.status[index] ?? 0;
    return {
      n,
      at: new Date(chunk.at[index] ?? 0).toISOString(),
      method: chunk.method[index] ?? '',
      path: chunk.path[index] ?? identificationPath(refId ?? ''),
      operation: chunk.operation[index] ?? 'other',
      status: status === 0 ? null : status,
      correlationId: chunk.correlationId[index] ?? null,
      ...(refId === undefined ? {} : { refId }),
      ...(fault === undefined ? {} : { fault }),
    };
  }
}
