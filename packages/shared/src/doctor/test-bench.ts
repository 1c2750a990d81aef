/** The steps of the guide's end-to-end test (§4), in order; the terms only where evidence waits for them. */
export const BENCH_STEPS = [
  'verify_before',
  'place',
  'identified',
  'data_ready',
  'terms',
  'verify_after',
] as const;
export type BenchStepName = (typeof BENCH_STEPS)[number];
