import { expect, it } from 'vitest';
import { endedInStep } from './end-step.ts';

it('an order that ended did so in the step where it was before', () => {
  expect(endedInStep('created', false)).toBe(1);
  expect(endedInStep('initialized', false)).toBe(2);
  expect(endedInStep('initialized', true)).toBe(3);
  expect(endedInStep('data_ready', true)).toBe(4);
  expect(endedInStep('terminated', true)).toBe(5);
});

it('nothing is said where the status before is not known', () => {
  expect(endedInStep(null, false)).toBeNull();
  expect(endedInStep('unknown', false)).toBeNull();
});
