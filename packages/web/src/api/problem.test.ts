import { expect, it } from 'vitest';
import { ApiProblem, hasCode, problemKeys, problemOf, refIdsIn } from './problem.ts';
import { retryQuietly } from './query-client.ts';

const notFound = problemOf(
  404,
  'application/problem+json',
  JSON.stringify({ title: 'Not found', status: 404, detail: 'No such order.', code: 'order_not_found' }),
);

it('is known by its class, its status and its code', () => {
  expect(notFound).toBeInstanceOf(ApiProblem);
  expect(notFound).toBeInstanceOf(Error);
  expect(notFound.httpStatus).toBe(404);
  expect(hasCode(notFound, 'order_not_found')).toBe(true);
});

it('never shows the text of pages that are not ours', () => {
  const proxy = problemOf(502, 'text/html', '<h1>nginx</h1>');
  expect([proxy.message, proxy.code]).toEqual(['HTTP 502', 'http_502']);
});

it('names the orders that it is about, but not the one that was asked about', () => {
  const named = (code: string, members: object) =>
    refIdsIn(new ApiProblem(409, { code, members: { ...members } }));
  expect(named('order_pending', { refIds: ['a', 'b'] })).toEqual(['a', 'b']);
  expect(named('order_known', { refId: 'a', callId: 1 })).toEqual(['a']);
  expect(named('order_erased', { refId: 'a' })).toEqual([]);
  expect(refIdsIn(new Error('none'))).toEqual([]);
});

it('has other words where SRS answered than where its answer was lost', () => {
  expect(problemKeys('place_outcome_unknown', 'unrecorded')).not.toEqual(
    problemKeys('place_outcome_unknown', 'timeout'),
  );
});

it('is asked again only when it may pass by itself, twice at most', () => {
  const silent = new ApiProblem(null, {});
  expect([retryQuietly(0, notFound), retryQuietly(0, silent), retryQuietly(2, silent)]).toEqual([
    false,
    true,
    false,
  ]);
});

it('keeps what else the server told, such as the bad lines of a file', () => {
  const refused = problemOf(
    422,
    'application/problem+json',
    '{"code":"bad_lines","lines":[1],"errors":{"a":["b","c"]}}',
  );
  expect(refused.members.lines).toEqual([1]);
  expect(refused.errors).toEqual({ a: 'b c' });
});
