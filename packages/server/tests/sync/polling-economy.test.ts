import { DEFAULT_POLLING } from '@srs-desk/shared/polling/settings.ts';
import { expect, it } from 'vitest';
import {
  deskRule,
  drawHistory,
  fixedGapForCalls,
  fixedRule,
  measureRule,
} from '../../bench/polling-economy.ts';
import { SeededRandom } from '../../bench/seed/seeded-random.ts';

it('notices changes five times sooner than a fixed gap with as many calls, and within 30 s while a user waits', () => {
  const { unit } = new SeededRandom(42, 'polling economy');
  const histories = Array.from({ length: 400 }, () => drawHistory(unit));
  const desk = measureRule(histories, deskRule(DEFAULT_POLLING), DEFAULT_POLLING);
  const gap = fixedGapForCalls(histories, desk.calls, DEFAULT_POLLING);
  const fixed = measureRule(histories, fixedRule(gap, DEFAULT_POLLING), DEFAULT_POLLING);
  expect(desk.calls).toBeLessThan(34);
  expect(desk.earlyVerifies).toBe(0);
  expect(desk.waitingMedianSeconds).toBeLessThan(30);
  expect(fixed.meanLagSeconds / desk.meanLagSeconds).toBeGreaterThan(5);
});
