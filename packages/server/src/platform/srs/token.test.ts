import { describe, expect, it } from 'vitest';
import type { SrsConfig } from '../config/config.ts';
import { Secret } from '../config/secrets.ts';
import type { Exchange } from '../recorder/call.ts';
import type { Recorder } from '../recorder/recorder.ts';
import { createAnswerReader } from './read-answer.ts';
import { TokenSource } from './token.ts';

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
  rateLimit: null,
  timeZone: 'Europe/Zurich',
  errorFields: ['code'],
  cancel: { method: 'DELETE', path: '/api/identifications/{refId}' },
};
const BY = { actor: 'sync', origin: 'sync' } as const;
const LIFE_S = 1000;

/** A token endpoint that numbers its tokens and answers when it is let. */
function endpoint() {
  let asked = 0;
  const held: (() => void)[] = [];
  const answer = (number: number): Exchange => ({
    kind: 'answer',
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ access_token: `token-${number}`, token_type: 'bearer', expires_in: LIFE_S }),
    durationMs: 1,
  });
  const recorder: Pick<Recorder, 'call'> = {
    async call(_request, _subject, conclude) {
      asked += 1;
      const callId = asked;
      await new Promise<void>((resolve) => held.push(resolve));
      const exchange = answer(callId);
      conclude(exchange, callId);
      return { callId, correlationId: `c-${callId}`, exchange, concluded: { ok: true, results: [] } };
    },
  };
  return {
    recorder,
    asked: () => asked,
    let: async () => {
      for (const go of held.splice(0)) go();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function source() {
  const clock = { at: 0, now: () => clock.at };
  const srs = endpoint();
  return {
    clock,
    srs,
    tokens: new TokenSource({
      config: CONFIG,
      recorder: srs.recorder,
      clock,
      read: createAnswerReader(CONFIG).token,
    }),
  };
}

describe('the access token', () => {
  it('is asked for once, however many calls wait for it', async () => {
    const { srs, tokens } = source();
    const waiting = Array.from({ length: 100 }, () => tokens.get(BY));
    await srs.let();
    expect(
      new Set((await Promise.all(waiting)).map((got) => (got.ok ? got.token : got.failure.kind))),
    ).toEqual(new Set(['token-1']));
    expect(srs.asked()).toBe(1);
  });

  it('is renewed before it ends, and given out until its successor is there', async () => {
    const { clock, srs, tokens } = source();
    const first = tokens.get(BY);
    await srs.let();
    await first;
    clock.at = LIFE_S * 1000 - 60_001;
    expect(await tokens.get(BY)).toMatchObject({ token: 'token-1' });
    expect(srs.asked()).toBe(1);
    clock.at = LIFE_S * 1000 - 59_999;
    expect(await tokens.get(BY)).toMatchObject({ token: 'token-1' });
    expect(await tokens.get(BY)).toMatchObject({ token: 'token-1' });
    expect(srs.asked()).toBe(2);
    await srs.let();
    expect(await tokens.get(BY)).toMatchObject({ token: 'token-2' });
  });

  it('is not used past its end, nor once SRS has refused it', async () => {
    const { clock, srs, tokens } = source();
    const first = tokens.get(BY);
    await srs.let();
    await first;
    clock.at = LIFE_S * 1000;
    const second = tokens.get(BY);
    await srs.let();
    expect(await second).toMatchObject({ token: 'token-2' });
    tokens.reject('token-1');
    expect(await tokens.get(BY)).toMatchObject({ token: 'token-2' });
    tokens.reject('token-2');
    const third = tokens.get(BY);
    await srs.let();
    expect(await third).toMatchObject({ token: 'token-3' });
  });
});
