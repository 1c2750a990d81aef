import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Recorder } from '../../src/platform/recorder/recorder.ts';

/** An upstream that remembers the correlation id of every request it received, in order. */
export interface Upstream {
  url: string;
  received: { correlationId: string; method: string }[];
  /** Waits until so many requests were received. */
  receives(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Answers after a few milliseconds, always differently many, so that calls are cut off at every point. */
export async function startUpstream(): Promise<Upstream> {
  const received: Upstream['received'] = [];
  let awaited: { count: number; come(): void } | null = null;
  const server: Server = createServer((req, res) => {
    received.push({ correlationId: String(req.headers['x-correlation-id']), method: req.method ?? '' });
    if (awaited !== null && received.length >= awaited.count) awaited.come();
    req.resume();
    setTimeout(() => res.end('{"status":"CREATED"}'), (received.length * 7) % 23);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    receives: (count) =>
      new Promise((come) => {
        awaited = { count, come };
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** One call with a person in it; every third one places an order. */
export function makeCall(recorder: Recorder, n: number): Promise<unknown> {
  const places = n % 3 === 0;
  return recorder.call(
    {
      upstream: 'srs',
      method: places ? 'POST' : 'GET',
      path: places ? '/api/providers/I/video' : `/api/identifications/r-${n}`,
      headers: { 'content-type': 'application/json' },
      ...(places ? { body: JSON.stringify({ lastName: `Muster ${n}`, note: 'x'.repeat(500) }) } : {}),
      timeoutMs: 5_000,
    },
    {
      operation: places ? 'place_order' : 'get_status',
      actor: 'sync',
      origin: 'sync',
      refId: places ? null : `r-${n}`,
      subject: `00000000-0000-4000-8000-${String(n % 50).padStart(12, '0')}`,
      attempt: 1,
    },
    () => ({}),
  );
}
