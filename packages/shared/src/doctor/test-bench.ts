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

/** `waiting`: for a person, at the target URL or with the terms. */
export type BenchStepState = 'pending' | 'running' | 'waiting' | 'done' | 'failed' | 'skipped';

/** Why a test did not pass, with what goes into its sentence. Never a person's data. */
export interface BenchFailure {
  code: 'evidence_already' | 'srs_failed' | 'order_failed' | 'timed_out' | 'not_simulator';
  params: Readonly<Record<string, string>>;
}

export interface BenchStep {
  step: BenchStepName;
  state: BenchStepState;
  startedAt: string | null;
  finishedAt: string | null;
  /** The recorded call that decided it, where there was one. */
  callId: number | null;
}

/** One run of the test, as it stands. */
export interface BenchRun {
  id: number;
  result: 'running' | 'passed' | 'failed' | 'stopped';
  startedAt: string;
  finishedAt: string | null;
  actor: string;
  refId: string | null;
  targetUrl: string | null;
  /** The simulator is driven by its control; with a real SRS a person identifies at the target URL. */
  driven: boolean;
  steps: BenchStep[];
  failure: BenchFailure | null;
}
