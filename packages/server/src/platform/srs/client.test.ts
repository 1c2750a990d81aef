import type { CallOperation } from '@srs-desk/shared/call/fields.ts';
import { describe, expect, it } from 'vitest';
import type { SrsConfig } from '../config/config.ts';
import { Secret } from '../config/secrets.ts';
import type { Exchange } from '../recorder/call.ts';
import type { Recorder } from '../recorder/recorder.ts';
import { SrsClient } from './client.ts';

const CONFIG: SrsConfig = {
  baseUrl: 'http://srs.test',
  tokenUrl: 'http://srs.test/token',
  rasBaseUrl: 'http://ras.test',
  clientId: 'client',
  clientSecret: new Secret('hidden'),
  scope: 'miss',
  basic: null,
  rasAuth: 'none',
  proNumber: null,
  rateLimit: 10_000,
  timeZone: 'Europe/Zurich',
  errorFields: ['code'],
  cancel: { method: 'DELETE', path: '/api/identifications/{refId}' },
};
const BY = { actor: 'sync', origin: 'sync', subject: null, urgency: 'sync' } as const;
const PERSON = { jurisdiction: 'ZERTES', assuranceLevel: '4', msisdn: '41790000001' };

/** A client whose answers come at once and whose outcomes are on disk only when `write` is called. */
function clientOf(status: number, headers: Record<string, string>) {
  let sent = 0;
  let write = (): void => undefined;
  const written = new Promise<void>((resolve) => {
    write = resolve;
  });
  const never = () => {
    throw new Error('no call is made ready here');
  };
  const recorder: Pick<Recorder, 'call' | 'draft' | 'carryOut' | 'drop'> = {
    draft: never,
    carryOut: never,
    drop: never,
    async call(_request, _subject, conclude) {
      const callId = ++sent;
      const exchange: Exchange = { kind: 'answer', status, headers, body: '{}', durationMs: 1 };
      conclude(exchange, callId);
      await written;
      return { callId, correlationId: 'c', exchange, concluded: { ok: true, results: [] } };
    },
  };
  const clock = { now: () => 1_700_000_000_000 };
  const client = new SrsClient({ config: CONFIG, recorder, clock, limiter: { maxConcurrency: 1 } });
  return { client, write, sent: () => sent };
}

function pausedUntil(client: SrsClient, operation: CallOperation): number | null {
  return client.health().operations.find((one) => one.operation === operation)?.paused?.until ?? null;
}

describe('the pace of the client', () => {
  it('lets the next call go once an answer is here, before that is on disk', async () => {
    const { client, write, sent } = clientOf(404, {});
    const both = [1, 2].map(() => client.verify(PERSON, BY, () => ({})));
    await expect.poll(sent).toBe(2);
    write();
    await Promise.all(both);
  });

  it.each([
    [503, true],
    [500, false],
  ])('keeps Retry-After for a 503 as for a 429, for no other failure: %s', async (status, pauses) => {
    const { client, write } = clientOf(status, { 'retry-after': '30' });
    write();
    await client.verify(PERSON, BY, () => ({}));
    expect((pausedUntil(client, 'verify') ?? 0) >= 1_700_000_029_000).toBe(pauses);
    if (pauses)
      expect(await client.verify(PERSON, { ...BY, urgency: 'user' }, () => ({}))).toMatchObject({
        ok: false,
        callId: null,
      });
  });

  it('pauses for a 429 once it is here, before it is on disk, and counts it once', async () => {
    const { client, write, sent } = clientOf(429, { 'retry-after': '30' });
    const call = client.verify(PERSON, BY, () => ({}));
    await expect.poll(sent).toBe(1);
    const { allowedRate } = client.health();
    expect(pausedUntil(client, 'verify')).toBeGreaterThanOrEqual(1_700_000_029_000);
    expect(pausedUntil(client, 'get_status')).toBeNull();
    write();
    await expect(call).resolves.toMatchObject({ ok: false, failure: { kind: 'rate_limited' } });
    expect(client.health().allowedRate).toBe(allowedRate);
  });
});
