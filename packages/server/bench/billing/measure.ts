/** Milliseconds of some runs of the same work: the median, and the 95th percentile. */
interface Timing {
  p50: number;
  p95: number;
}

/** Two works run in turns, so that a busy moment of the machine meets both. */
export function timedInTurns(runs: number, a: () => unknown, b: () => unknown): [Timing, Timing] {
  a();
  b();
  const [ofA, ofB]: [number[], number[]] = [[], []];
  for (let at = 0; at < runs; at += 1) {
    for (const [work, times] of [
      [a, ofA],
      [b, ofB],
    ] as const) {
      const start = performance.now();
      work();
      times.push(performance.now() - start);
    }
  }
  return [timingOf(ofA), timingOf(ofB)];
}

function timingOf(times: number[]): Timing {
  const sorted = times.toSorted((x, y) => x - y);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
