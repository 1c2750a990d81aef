import { IDENTIFIED_STATUSES, isPending } from '@srs-desk/shared/order/status.ts';
import type { Desk, Principal } from '../../../platform/desk.ts';
import { DeskError } from '../../../platform/errors.ts';
import { askedBy, checkEvidence, knownOrder, placeOrder } from '../../orders/index.ts';
import { driveSimulator } from './drive-simulator.ts';
import { type BenchPatience, type Progress, Stopped, TestFailed } from './progress.ts';

/** Who is identified in the test; `mobile` in any notation. */
export interface BenchPerson {
  mobile: string;
  firstName: string;
  lastName: string;
  country: string;
}

/** Where the order stands in the guide's test. */
const IDENTIFIED = new Set<string>(IDENTIFIED_STATUSES);
const READY = new Set(['data_ready', 'terminated']);
/** What the verify call asks for: the same before and after. */
const PROCESS = { jurisdiction: 'eidas', loa: '4' } as const;

/** The guide's typical end-to-end test (§4): no evidence → test user identified → Data ready → evidence. */
export class EndToEnd {
  readonly #desk: Desk;
  readonly #who: Principal;
  readonly #person: BenchPerson;
  readonly #driven: boolean;
  readonly #patience: BenchPatience;

  constructor(desk: Desk, who: Principal, person: BenchPerson, driven: boolean, patience: BenchPatience) {
    this.#desk = desk;
    this.#who = who;
    this.#person = person;
    this.#driven = driven;
    this.#patience = patience;
  }

  /** @throws TestFailed, Stopped */
  async run(progress: Progress): Promise<void> {
    await this.#nothingYet(progress);
    const refId = await this.#place(progress);
    progress.begin('identified', 'waiting');
    if (this.#driven) await driveSimulator(this.#desk, this.#who, refId, 'IDENTIFICATION_DONE');
    await this.#untilStatus(refId, IDENTIFIED, progress);
    progress.end('identified', 'done');
    progress.begin('data_ready', 'waiting');
    if (this.#driven) await driveSimulator(this.#desk, this.#who, refId, 'DATA_READY');
    await this.#untilStatus(refId, READY, progress);
    progress.end('data_ready', 'done');
    await this.#untilEvidence(progress);
  }

  async #nothingYet(progress: Progress): Promise<void> {
    progress.begin('verify_before');
    const { result, callId } = await this.#verify();
    if (result !== 'no_evidence') throw new TestFailed({ code: 'evidence_already', params: {} });
    progress.end('verify_before', 'done', callId);
  }

  async #place(progress: Progress): Promise<string> {
    progress.begin('place');
    const input = {
      issuer: 'test',
      method: 'video',
      externalId: 'TEST-BENCH',
      jurisdiction: 'EIDAS',
      loa: '4',
    };
    const { order, callId } = await placeOrder(this.#desk, this.#who, { ...input, ...this.#person }).catch(
      asFailure,
    );
    progress.order(order.refId, order.targetUrl ?? null);
    progress.end('place', 'done', callId);
    return order.refId;
  }

  /** Looks at the order until it is there; a person drives it at the target URL. */
  async #untilStatus(refId: string, wanted: ReadonlySet<string>, progress: Progress): Promise<void> {
    await this.#until(progress, async () => {
      await this.#desk.sync.syncNow(refId, askedBy(this.#who), 'status');
      const { status } = knownOrder(this.#desk, refId);
      if (wanted.has(status)) return true;
      if (!isPending(status)) throw new TestFailed({ code: 'order_failed', params: { status } });
      return false;
    });
  }

  /** Evidence may wait for the terms; then that is a step of its own. */
  async #untilEvidence(progress: Progress): Promise<void> {
    let termsPending = false;
    progress.begin('verify_after');
    await this.#until(progress, async () => {
      const { result, callId } = await this.#verify();
      if (result === 'terms_not_accepted' && !termsPending) {
        termsPending = true;
        progress.begin('terms', 'waiting');
      }
      if (result !== 'valid') return false;
      progress.end('terms', termsPending ? 'done' : 'skipped');
      progress.end('verify_after', 'done', callId);
      return true;
    });
  }

  #verify() {
    return checkEvidence(this.#desk, this.#who, { ...this.#person, ...PROCESS }).catch(asFailure);
  }

  async #until(progress: Progress, holds: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + this.#patience.longestMs;
    for (;;) {
      if (progress.signal.aborted) throw new Stopped();
      if (await holds()) return;
      if (Date.now() > end) throw new TestFailed({ code: 'timed_out', params: {} });
      await pause(this.#patience.everyMs, progress.signal);
    }
  }
}

function asFailure(error: unknown): never {
  if (error instanceof DeskError)
    throw new TestFailed({ code: 'srs_failed', params: { words: error.message } });
  throw error;
}

/** Waits, at most until somebody stops the test. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
