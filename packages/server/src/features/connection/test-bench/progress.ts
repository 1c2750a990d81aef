import type { BenchFailure, BenchStepState } from '@srs-desk/shared/api/connection.ts';
import type { BenchStepName } from '@srs-desk/shared/doctor/test-bench.ts';

/** A run and what its steps may do to it. */
export interface Progress {
  readonly signal: AbortSignal;
  begin(step: BenchStepName, state?: BenchStepState): void;
  end(step: BenchStepName, state: BenchStepState, callId?: number | null): void;
  order(refId: string, targetUrl: string | null): void;
}

/** How patient a run is, ms. */
export interface BenchPatience {
  /** Between two looks at the order. */
  everyMs: number;
  /** Longest wait for a person in one step. */
  longestMs: number;
}

/** The test came to an end that is not the one it should. */
export class TestFailed extends Error {
  override readonly name = 'TestFailed';
  constructor(readonly failure: BenchFailure) {
    super(failure.code);
  }
}

/** Somebody stopped the test. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}
