import { expect, it } from 'vitest';
import { reachedStep } from './reached-step.ts';

it('an order that ended did so in the step where it was before', () => {
  expect(reachedStep('created', { hadLink: false, started: false })).toBe(1);
  expect(reachedStep('created', { hadLink: true, started: false })).toBe(2);
  expect(reachedStep('initialized', { hadLink: true, started: false })).toBe(2);
  expect(reachedStep('initialized', { hadLink: true, started: true })).toBe(3);
  expect(reachedStep('data_ready', { hadLink: true, started: true })).toBe(4);
  expect(reachedStep('terminated', { hadLink: true, started: true })).toBe(5);
});

it('nothing is said where the status before is not known', () => {
  expect(reachedStep(null, { hadLink: true, started: false })).toBeNull();
  expect(reachedStep('unknown', { hadLink: true, started: false })).toBeNull();
});
