import type { BenchFailure, BenchRun, BenchStep, BenchStepState } from '@srs-desk/shared/api/connection.ts';
import type { BenchStepName } from '@srs-desk/shared/doctor/test-bench.ts';
import { BENCH_STEPS } from '@srs-desk/shared/doctor/test-bench.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { Conflict, NotFound } from '../../../platform/errors.ts';
import { type BenchPerson, EndToEnd } from './end-to-end.ts';
import { type BenchPatience, type Progress, Stopped, TestFailed } from './progress.ts';

const PATIENCE: BenchPatience = { everyMs: 2_000, longestMs: 30 * 60_000 };

/**
 * Runs the guide's end-to-end test (§4), one at a time. A run lives in memory and ends with the desk; its order, its calls and
 * the entries at its start and end stay.
 */
class TestBench {
  readonly #desk: Desk;
  readonly #patience: BenchPatience;
  #run: BenchRun | null = null;
  #abort = new AbortController();
  #next = 1;

  constructor(desk: Desk, patience: BenchPatience = PATIENCE) {
    this.#desk = desk;
    this.#patience = patience;
  }

  /** The run under way, else the last one; null when there was none. */
  get run(): BenchRun | null {
    return this.#run;
  }

  /** Starts a run and answers at once. @throws Conflict while one is under way */
  async start(who: Principal, person: BenchPerson, driven: boolean): Promise<BenchRun> {
    if (this.#run?.result === 'running')
      throw new Conflict('test_runs', 'A test is under way already; stop it or wait for it.');
    const blank = (step: BenchStepName): BenchStep => ({
      step,
      state: 'pending',
      startedAt: null,
      finishedAt: null,
      callId: null,
    });
    const run: BenchRun = {
      id: this.#next++,
      result: 'running',
      startedAt: this.#now(),
      finishedAt: null,
      actor: who.actor,
      refId: null,
      targetUrl: null,
      driven,
      steps: BENCH_STEPS.map(blank),
      failure: null,
    };
    this.#run = run;
    this.#abort = new AbortController();
    await this.#write(who, run);
    const test = new EndToEnd(this.#desk, who, person, driven, this.#patience);
    void this.#carryOut(who, run, test);
    return run;
  }

  /** Ends the run under way; its order stays as it is. @throws NotFound */
  stop(): BenchRun {
    if (this.#run?.result !== 'running') throw new NotFound('no_test', 'No test is under way.');
    this.#abort.abort();
    return this.#run;
  }

  async #carryOut(who: Principal, run: BenchRun, test: EndToEnd): Promise<void> {
    try {
      await test.run(this.#progressOf(run));
      run.result = 'passed';
    } catch (error) {
      run.result = error instanceof Stopped ? 'stopped' : 'failed';
      run.failure = error instanceof Stopped ? null : failureOf(error);
      for (const step of run.steps)
        if (step.state === 'running' || step.state === 'waiting') this.#finish(step, 'failed', null);
      if (!(error instanceof Stopped || error instanceof TestFailed))
        this.#desk.log.warn({ err: error }, 'the end-to-end test broke off');
    }
    run.finishedAt = this.#now();
    await this.#write(who, run).catch((error: unknown) =>
      this.#desk.log.warn({ err: error }, 'the end of a test could not be recorded'),
    );
  }

  #progressOf(run: BenchRun): Progress {
    const of = (name: BenchStepName): BenchStep => {
      const step = run.steps.find((one) => one.step === name);
      if (step === undefined) throw new Error(`no step ${name}`);
      return step;
    };
    return {
      signal: this.#abort.signal,
      begin: (name, state = 'running') => {
        const step = of(name);
        step.state = state;
        step.startedAt ??= this.#now();
      },
      end: (name, state, callId = null) => this.#finish(of(name), state, callId),
      order: (refId, targetUrl) => {
        run.refId = refId;
        run.targetUrl = targetUrl ?? run.targetUrl;
      },
    };
  }

  #finish(step: BenchStep, state: BenchStepState, callId: number | null): void {
    step.state = state;
    step.startedAt ??= this.#now();
    step.finishedAt = this.#now();
    step.callId = callId ?? step.callId;
  }

  #now(): string {
    return new Date(this.#desk.clock.now()).toISOString();
  }

  async #write(who: Principal, run: BenchRun): Promise<void> {
    const outcome = run.result === 'running' ? 'started' : run.result;
    const detail = {
      run: run.id,
      driven: run.driven,
      steps: run.steps.map(({ step, state }) => `${step}: ${state}`),
    };
    const { actor, origin } = who;
    await this.#desk.ledger.record(
      [],
      [{ action: 'test_bench.run', actor, origin, refId: run.refId, outcome, detail }],
    );
  }
}

function failureOf(error: unknown): BenchFailure {
  if (error instanceof TestFailed) return error.failure;
  return { code: 'srs_failed', params: { words: error instanceof Error ? error.message : 'unknown' } };
}

const benches = new WeakMap<object, TestBench>();

/** The test bench of a running desk: one, whoever asks (page or command line). */
export function testBenchOf(desk: Desk): TestBench {
  const known = benches.get(desk.ledger);
  if (known !== undefined) return known;
  const made = new TestBench(desk);
  benches.set(desk.ledger, made);
  return made;
}
