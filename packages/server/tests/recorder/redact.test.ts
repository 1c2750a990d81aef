import { describe, expect, it } from 'vitest';
import { RECORDED_BYTES, redactBody, redactHeaders, redactPath } from '../../src/platform/recorder/redact.ts';

describe('what may be written down of a call', () => {
  it('keeps listed headers only and counts the others', () => {
    const { kept, dropped } = redactHeaders({
      Accept: 'application/json',
      Authorization: 'Bearer canary',
      Cookie: 'a=canary',
      'x-correlation-id': 'c-1',
      'x-something': 'canary',
    });
    expect(kept).toEqual({ accept: 'application/json', 'x-correlation-id': 'c-1' });
    expect(dropped).toBe(3);
  });

  it('keeps listed parameters only: token secrets in a query string never reach the log', () => {
    const { url, dropped } = redactPath(
      '/token?client_id=canary&client_secret=canary&grant_type=client_credentials&scope=miss',
    );
    expect(url).toBe('/token?grant_type=client_credentials&scope=miss');
    expect(dropped).toBe(2);
  });

  it.each(['/api/users/+41790000001', '/x/0041790000001/y', '/x/a%40b.ch', '/x/%zz'])(
    'hides a person in the path %s',
    (path) => {
      expect(redactPath(path).url).toContain('[redacted]');
    },
  );

  it('leaves a Ref ID in the path alone', () => {
    const path = '/api/identifications/3fa9c2d4-0000-4000-8000-1234567890ab';
    expect(redactPath(path).url).toBe(path);
  });

  it('drops secret-named fields at any depth and counts them', () => {
    const body = JSON.stringify({
      a: 1,
      access_token: 'canary',
      deep: [{ clientSecret: 'canary', name: 'x' }],
    });
    const { text, droppedFields } = redactBody(body, 'application/json');
    expect(JSON.parse(text)).toEqual({ a: 1, deep: [{ name: 'x' }] });
    expect(droppedFields).toBe(2);
  });

  it('keeps a body without secrets to the letter', () => {
    const body = '{ "refId":"r-1",  "n": 1.50 }';
    expect(redactBody(body, 'application/vnd.sc.miss.provider.v1+json')).toMatchObject({
      text: body,
      droppedFields: 0,
      parsed: true,
    });
  });

  it('does not turn __proto__ in a body into anything', () => {
    const { text } = redactBody('{"token":"canary","__proto__":{"x":1}}', 'application/json');
    expect(text).toBe('{"__proto__":{"x":1}}');
  });

  it('takes the secret out of a truncated answer too', () => {
    const { text, parsed } = redactBody('{"access_token":"canary-abc","expires', 'application/json');
    expect(parsed).toBe(false);
    expect(text).not.toContain('canary');
  });

  it('takes secrets out of a form', () => {
    const { text } = redactBody(
      'client_id=a&client_secret=canary&scope=miss',
      'application/x-www-form-urlencoded',
    );
    expect(text).toBe('client_id=a&scope=miss');
  });

  it('records the first 256 KiB of a long body, with its length', () => {
    const { text, length, truncated } = redactBody('x'.repeat(RECORDED_BYTES + 10), 'text/plain');
    expect(truncated).toBe(true);
    expect(text).toHaveLength(RECORDED_BYTES);
    expect(length).toBe(RECORDED_BYTES + 10);
  });

  it('survives a body nested a thousand deep', () => {
    const deep = `${'['.repeat(1_000)}{"password":"canary"}${']'.repeat(1_000)}`;
    expect(redactBody(deep, 'application/json').text).not.toContain('canary');
  });
});
