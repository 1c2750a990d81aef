import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { MALFORMED_KINDS, ODD_FORMS } from '../src/faults/fault-schema.ts';
import { RateLimiter } from '../src/faults/rate-limiter.ts';
import type { Call, Simulator } from '../src/start-simulator.ts';
import { caller, control, type Fields, send, start, stopAll, VIDEO_PATH } from './harness.ts';

afterEach(stopAll);

async function calls(simulator: Simulator): Promise<Call[]> {
  return JSON.parse((await control(simulator, 'GET', '/calls?since=0')).text) as Call[];
}

async function withFaults(faults: Fields, options: Parameters<typeof start>[0] = {}) {
  const simulator = await start({ population: 5, ...options });
  const call = await caller(simulator);
  const [refId = ''] = simulator.refIds();
  expect((await control(simulator, 'PUT', '/faults', faults)).status).toBe(200);
  return { simulator, call, refId };
}

describe('faults', () => {
  it('refuse with the status and both forms of Retry-After', async () => {
    const { simulator, call, refId } = await withFaults({ errorRate: 1, status: 503, retryAfter: 7 });
    const first = await call.status(refId);
    expect([first.status, first.headers.get('retry-after')]).toEqual([503, '7']);
    await control(simulator, 'PUT', '/faults', { retryAfter: { seconds: 30, form: 'date' } });
    const second = await call.status(refId);
    expect(second.status).toBe(429);
    const ahead = Date.parse(second.headers.get('retry-after') ?? '') - Date.now();
    expect(ahead).toBeGreaterThan(15_000);
    expect(ahead).toBeLessThan(32_000);
    await control(simulator, 'PUT', '/faults', {});
    expect((await call.status(refId)).status).toBe(200);
  });

  it('drop and hang are in the log once, without a status', async () => {
    const { simulator, call, refId } = await withFaults({ dropRate: 1 });
    await expect(call.status(refId)).rejects.toThrow();
    await control(simulator, 'PUT', '/faults', { hangRate: 1 });
    const hung = send(`${simulator.url}/api/identifications/${refId}`, { signal: AbortSignal.timeout(80) });
    await expect(hung).rejects.toThrow(/timeout/i);
    expect((await calls(simulator)).slice(1)).toMatchObject([
      { n: 2, operation: 'get_status', status: null, fault: 'drop', refId },
      { n: 3, operation: 'get_status', status: null, fault: 'hang', refId },
    ]);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ])('with when: %s leave the effect done %i times', async (when, count) => {
    for (const fault of [{ dropRate: 1 }, { status: 500 }, { malformedKind: 'truncated' }]) {
      const { simulator, call, refId } = await withFaults({ ...fault, when });
      await control(simulator, 'PUT', '/faults', {});
      await control(simulator, 'POST', `/identifications/${refId}`, { status: 'INITIALIZED' });
      await control(simulator, 'PUT', '/faults', { ...fault, when });
      await call.cancel(refId).catch(() => undefined);
      await call.place(VIDEO_PATH).catch(() => undefined);
      expect(simulator.truth(refId)?.cancelled).toBe(count);
      expect(simulator.refIds()).toHaveLength(5 + count);
    }
  });

  it('touch only the operations named', async () => {
    const { call, refId } = await withFaults({ status: 500, only: ['place_order', 'verify'] });
    expect((await call.status(refId)).status).toBe(200);
    expect((await call.place(VIDEO_PATH)).status).toBe(500);
    expect((await call.verify('+41790001234')).status).toBe(500);
    expect((await call.srs('GET', '/api/providers')).status).toBe(200);
  });

  it('delay answers', async () => {
    const { call, refId } = await withFaults({ latencyMs: 60 });
    const begun = performance.now();
    expect((await call.status(refId)).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55);
  });

  it('come by seed: the same outcomes again after the same settings', async () => {
    const settings = { errorRate: 0.3, dropRate: 0.1, malformedRate: 0.2 };
    const { simulator, call, refId } = await withFaults(settings);
    const outcomes = async (): Promise<string[]> => {
      const list: string[] = [];
      for (let i = 0; i < 40; i++) {
        list.push(
          await call.status(refId).then(
            ({ status, text }) => `${status} ${text}`,
            () => 'dropped',
          ),
        );
      }
      return list;
    };
    const first = await outcomes();
    await control(simulator, 'PUT', '/faults', settings);
    expect(await outcomes()).toEqual(first);
    expect(new Set(first.map((text) => text.slice(0, 3)))).toEqual(new Set(['200', '500', 'dro']));
  });

  it('refuse settings that cannot be meant, and say why', async () => {
    const { simulator } = await withFaults({ errorRate: 0.5 });
    for (const wrong of [
      { errorRate: 2 },
      { eror: 1 },
      { only: ['everything'] },
      { rateLimit: { perSecond: 0 } },
    ]) {
      const reply = await control(simulator, 'PUT', '/faults', wrong);
      expect(reply.status).toBe(400);
      expect(String(reply.body.detail)).toContain(
        Object.keys(wrong)[0] === 'eror' ? 'eror' : Object.keys(wrong)[0],
      );
    }
    expect((await control(simulator, 'GET', '/faults')).body).toEqual({ errorRate: 0.5 });
  });
});

describe('good answers in other forms', () => {
  it.each(ODD_FORMS)('%s: what it asked is done, and the answer is in the log', async (malform) => {
    const { simulator, call, refId } = await withFaults({ malform });
    const good = simulator.truth(refId);
    const { status, text } = await call.status(refId);
    expect(status).toBe(malform === 'not_from_srs' ? 404 : 200);
    if (status === 200) expect(text).toContain(`"status":"${good?.status}"`);
    expect((await calls(simulator)).at(-1)).toMatchObject({ fault: `odd:${malform}`, status });
  });

  it('come in turn, by chance', async () => {
    const { simulator, call, refId } = await withFaults({
      malform: 'any',
      malformRate: 0.5,
      only: ['get_status'],
    });
    for (let i = 0; i < 40; i++) await call.status(refId);
    const odd = (await calls(simulator)).slice(1).filter(({ fault }) => fault?.startsWith('odd:'));
    expect(odd.length).toBeGreaterThan(8);
    expect(odd.length).toBeLessThan(32);
    expect(new Set(odd.map(({ fault }) => fault)).size).toBe(Math.min(odd.length, ODD_FORMS.length));
  });
});

describe('malformed answers', () => {
  const CHEAP = MALFORMED_KINDS.filter((kind) => kind !== 'gzip_bomb' && kind !== 'huge');

  it.each(CHEAP)('%s spoils the answer and nothing else', async (malformedKind) => {
    const { simulator, call, refId } = await withFaults({ malformedKind });
    const good = simulator.truth(refId);
    const outcome = await call.status(refId).then(
      ({ status, text, body }) => ({ status, text, body }),
      () => null,
    );
    if (malformedKind === 'reset_mid_body') expect(outcome).toBeNull();
    else expect(outcome?.status).toBe(200);
    const complete = outcome !== null && outcome.body.refId === refId && outcome.body.status === good?.status;
    expect(complete).toBe(false);
    expect((await calls(simulator)).at(-1)).toMatchObject({
      fault: `malformed:${malformedKind}`,
      status: 200,
    });
    await control(simulator, 'PUT', '/faults', {});
    expect((await call.status(refId)).body.status).toBe(good?.status);
  });

  it('rotate through the kinds', async () => {
    const { simulator, call, refId } = await withFaults({ malformedRate: 1 });
    for (let i = 0; i < 16; i++) await call.status(refId);
    const kinds = (await calls(simulator)).slice(1).map(({ fault }) => fault);
    expect(new Set(kinds).size).toBe(8);
  });

  it('can be a gzip bomb', async () => {
    const { simulator, refId } = await withFaults({ malformedKind: 'gzip_bomb' });
    const { get } = await import('node:http');
    const packed = await new Promise<Buffer>((resolve, reject) => {
      get(`${simulator.url}/api/evidences/${refId}`, (res) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => resolve(Buffer.concat(parts)));
      }).on('error', reject);
    });
    expect(packed.length).toBeLessThan(200_000);
    expect(gunzipSync(packed).length).toBe(100 * 1024 * 1024);
  });
});

describe('rate limit', () => {
  it('refuses what is over it with 429 and Retry-After', async () => {
    const now = Date.now();
    const { call, refId } = await withFaults(
      { rateLimit: { perSecond: 3, algorithm: 'fixed_window' } },
      { now: () => now },
    );
    const replies = [];
    for (let i = 0; i < 5; i++) replies.push(await call.status(refId));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(replies[3]?.headers.get('retry-after')).toBe('1');
  });

  it('opens a new window with every second', () => {
    const limiter = new RateLimiter({ perSecond: 2, algorithm: 'fixed_window' });
    const admitted = [0, 1, 999, 1000, 1001, 1500, 2000].map((at) => limiter.admit(at));
    expect(admitted).toEqual([true, true, false, true, true, false, true]);
  });

  it('fills a bucket evenly up to the burst', () => {
    const limiter = new RateLimiter({ perSecond: 10, algorithm: 'token_bucket', burst: 3 });
    const admitted = [0, 0, 0, 0, 50, 100, 100, 10_000, 10_000, 10_000, 10_000].map((at) =>
      limiter.admit(at),
    );
    expect(admitted).toEqual([true, true, true, false, false, true, false, true, true, true, false]);
  });
});
