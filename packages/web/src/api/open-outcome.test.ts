import { expect, it } from 'vitest';
import { isUnknown } from './open-outcome.ts';
import { ApiProblem } from './problem.ts';

it.each([
  ['an answer cut short', new TypeError('terminated')],
  ['none', new ApiProblem(null, {})],
  ['a proxy’s', new ApiProblem(502, {})],
  ['the first request under way', new ApiProblem(409, { code: 'request_in_flight' })],
  ['a call whose outcome could not be recorded', new ApiProblem(503, { code: 'outcome_unrecorded' })],
  ['a log that stopped at it', new ApiProblem(503, { code: 'ledger_unknown' })],
  ['a timeout at SRS', new ApiProblem(504, { code: 'place_outcome_unknown' })],
  ['the Ref ID of another order', new ApiProblem(409, { code: 'order_known' })],
  ['one of a cancellation', new ApiProblem(504, { code: 'cancel_outcome_unknown' })],
  [
    'an erasure that stopped at one',
    new ApiProblem(504, { code: 'erasure_stopped', members: { cause: 'cancel_outcome_unknown' } }),
  ],
])('%s leaves open whether it was done', (_what, error) => {
  expect(isUnknown(error)).toBe(true);
});

it.each([
  ['bad data', new ApiProblem(400, { code: 'invalid_input' })],
  ['a limit', new ApiProblem(429, { code: 'too_many_requests' })],
  ['no room for the intent', new ApiProblem(503, { code: 'storage_full' })],
  [
    'an erasure that a legal hold stopped',
    new ApiProblem(503, { code: 'erasure_stopped', members: { cause: 'legal_hold' } }),
  ],
])('%s says that it was not done', (_what, error) => {
  expect(isUnknown(error)).toBe(false);
});
