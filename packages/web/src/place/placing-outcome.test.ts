import { expect, it } from 'vitest';
import { ApiProblem } from '../api/problem.ts';
import { isUnknown } from './placing-outcome.ts';

it.each([
  ['an answer cut short', new TypeError('terminated')],
  ['none', new ApiProblem(null, {})],
  ['a proxy’s', new ApiProblem(502, {})],
  ['the first request under way', new ApiProblem(409, { code: 'request_in_flight' })],
  ['a call whose outcome could not be recorded', new ApiProblem(503, { code: 'outcome_unrecorded' })],
  ['a timeout at SRS', new ApiProblem(504, { code: 'place_outcome_unknown' })],
])('%s leaves open whether the order stands', (_what, error) => {
  expect(isUnknown(error)).toBe(true);
});

it.each([
  ['bad data', new ApiProblem(400, { code: 'invalid_input' })],
  ['a limit', new ApiProblem(429, { code: 'too_many_requests' })],
  ['no room for the intent', new ApiProblem(503, { code: 'storage_full' })],
])('%s says that no order was placed', (_what, error) => {
  expect(isUnknown(error)).toBe(false);
});
