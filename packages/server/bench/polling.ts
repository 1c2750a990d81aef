import { DEFAULT_POLLING } from '@srs-desk/shared/polling/settings.ts';
import type { BenchOptions, BenchRow } from './bench.ts';
import { deskRule, drawHistory, fixedGapForCalls, fixedRule, measureRule } from './polling-economy.ts';
import { SeededRandom } from './seed/seeded-random.ts';

export const name = 'polling';

/** The desk's rule on simulated orders against one gap for all orders with as many calls. */
export async function run({ quick }: BenchOptions): Promise<{ rows: BenchRow[]; notes: string[] }> {
  const random = new SeededRandom(42, 'bench polling');
  const histories = Array.from({ length: quick ? 300 : 5_000 }, () => drawHistory(random.unit));
  const desk = measureRule(histories, deskRule(DEFAULT_POLLING), DEFAULT_POLLING);
  const gap = fixedGapForCalls(histories, desk.calls, DEFAULT_POLLING);
  const fixed = measureRule(histories, fixedRule(gap, DEFAULT_POLLING), DEFAULT_POLLING);
  const ratio = fixed.meanLagSeconds / desk.meanLagSeconds;
  const rows: BenchRow[] = [
    {
      metric: 'calls per order',
      value: desk.calls,
      unit: 'calls',
      floor: fixed.calls,
      target: '≤ 30',
      met: desk.calls <= 30,
    },
    { metric: 'mean detection lag', value: desk.meanLagSeconds, unit: 's', floor: fixed.meanLagSeconds },
    { metric: 'times lower than a fixed gap', value: ratio, unit: '×', target: '≥ 5', met: ratio >= 5 },
    {
      metric: 'median while a user is waiting',
      value: desk.waitingMedianSeconds,
      unit: 's',
      floor: fixed.waitingMedianSeconds,
      target: '< 30',
      met: desk.waitingMedianSeconds < 30,
    },
    {
      metric: 'verify calls before the method’s window',
      value: desk.earlyVerifies,
      unit: 'calls',
      target: '0',
      met: desk.earlyVerifies === 0,
    },
  ];
  const notes = [
    `${histories.length} orders placed in a day and followed for 30, durations as in guide §7, one in eight never begun`,
    `floor: a fixed gap of ${Math.round(gap / 1_000)} s for every order`,
  ];
  return { rows, notes };
}
