import { expect, it } from 'vitest';
import { endedInStep } from './end-step.ts';

it('an order that ended did so in the step where it was before', () => {
  expect(endedInStep('created', { hadLink: false, started: false })).toBe(1);
  expect(endedInStep('created', { hadLink: true, started: false })).toBe(2);
  expect(endedInStep('initialized', { hadLink: true, started: false })).toBe(2);
  expect(endedInStep('initialized', { hadLink: true, started: true })).toBe(3);
  expect(endedInStep('data_ready', { hadLink: true, started: true })).toBe(4);
  expect(endedInStep('terminated', { hadLink: true, started: true })).toBe(5);
});

it('nothing is said where the status before is not known', () => {
  expect(endedInStep(null, { hadLink: true, started: false })).toBeNull();
  expect(endedInStep('unknown', { hadLink: true, started: false })).toBeNull();
});
