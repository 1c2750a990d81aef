import type { CallDetail } from '@srs-desk/shared/api/calls.ts';
import { describe, expect, it } from 'vitest';
import { asCurl, asJson, pathOf, shellWord } from './call-text.ts';

const call: CallDetail = {
  id: 7,
  startedAt: '2026-03-04T13:02:11.000Z',
  finishedAt: '2026-03-04T13:02:11.084Z',
  operation: 'place_order',
  httpMethod: 'POST',
  url: 'https://srs.example/api/providers/test/video?client_secret=s3cret&x=1',
  refId: null,
  orderId: null,
  externalId: null,
  actor: 'user:support',
  origin: 'user',
  httpStatus: 201,
  outcome: 'ok',
  answer: null,
  durationMs: 84,
  attempt: 1,
  correlationId: 'c-1',
  requestHeaders: { accept: 'application/json', authorization: 'Bearer abc', 'x-api-key': 'k' },
  requestBody: `{"lastName":"O'Neill"}`,
  responseHeaders: { 'set-cookie': 'a=b', 'content-type': 'application/json' },
  responseBody: '{}',
  seqIntent: 1,
  seqOutcome: 2,
};

describe('copies of a call', () => {
  it('hold no secret', () => {
    for (const text of [asCurl(call), asJson(call)]) {
      expect(text).not.toMatch(/s3cret|Bearer abc|"k"|a=b/);
    }
  });

  it('is a command a shell can run', () => {
    expect(asCurl(call)).toBe(
      [
        "curl -X POST 'https://srs.example/api/providers/test/video?client_secret=…&x=1'",
        "-H 'accept: application/json'",
        '-H "Authorization: Bearer $TOKEN"',
        `--data-raw '{"lastName":"O'\\''Neill"}'`,
      ].join(' \\\n  '),
    );
  });

  it('asks for no bearer token where the token itself is asked for', () => {
    expect(asCurl({ ...call, operation: 'token' })).not.toContain('$TOKEN');
  });
});

it('quotes for the shell', () => expect(shellWord("it's")).toBe("'it'\\''s'"));

it('shows the path alone', () => {
  expect(pathOf('https://srs.example/api/identifications/1?x=2')).toBe('/api/identifications/1');
  expect(pathOf('/relative/path')).toBe('/relative/path');
});
