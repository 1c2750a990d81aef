import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fixture, register, startFixture } from './desk-fixture.ts';
import { type RawSrs, startRawSrs } from './raw-srs.ts';

describe('the token', () => {
  let srs: RawSrs;
  let fixture: Fixture;
  beforeEach(async () => {
    srs = await startRawSrs();
    fixture = await startFixture({
      env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
    });
  });
  afterEach(async () => {
    await fixture.close();
    await srs.close();
  });

  async function look(): Promise<void> {
    const refId = randomUUID();
    await register(fixture.desk, [refId]);
    await fixture.desk.sync.syncNow(refId, { actor: 'system', origin: 'system' });
  }

  it.each([
    [{ access_token: 't', token_type: 'Bearer', expires_in: null }, 'Bearer t'],
    [{ access_token: 't', token_type: 'Bearer', expires_in: '3600s' }, 'Bearer t'],
    [{ access_token: 'abc\n', token_type: 'bearer', expires_in: 3600 }, 'Bearer abc'],
    [{ access_token: 't', token_type: null, expires_in: 3600 }, 'Bearer t'],
  ])('%j is used, and used again', async (answer, header) => {
    srs.token = () => ({ body: JSON.stringify(answer) });
    srs.answer = (_, path) => ({
      body: JSON.stringify({ refId: path.split('/').at(-1), status: 'CREATED' }),
    });
    await look();
    await look();
    expect(srs.tokens).toEqual([header, header]);
    expect(srs.tokenCalls).toBe(1);
  });

  it('that is refused twice is thrown away at once', async () => {
    srs.answer = () => ({ status: 401, body: '' });
    await look();
    expect(srs.tokenCalls).toBe(2);
    srs.answer = (_, path) => ({
      body: JSON.stringify({ refId: path.split('/').at(-1), status: 'CREATED' }),
    });
    await look();
    expect(srs.tokenCalls).toBe(3);
  });
});
