import { availableParallelism } from 'node:os';
import type { VerificationSummary } from '@srs-desk/shared/api/audit.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import type { FactsReport } from './facts/check-facts.ts';
import { checkFactsApart } from './facts/check-facts-apart.ts';
import { differenceLine } from './facts/report-lines.ts';
import { withTimeStamps } from './verify/check-stamps.ts';
import { coverOf, insistOnSignature, type Verification } from './verify/finding.ts';
import { readVerifierKey } from './verify/open-checkpoint-note.ts';
import { verifyDatabase } from './verify/verify-database.ts';

interface Progress {
  done: number;
  total: number;
  startedAt: number;
}

/** The one verification of the living log that may run at a time, in threads, with its progress. */
export class VerificationRun {
  readonly #path: string;
  readonly #publicKey: string;
  readonly #ledger: Ledger;
  readonly #clock: { now(): number };
  readonly #trusted: readonly string[];
  readonly #stop = new AbortController();
  #progress: Progress | null = null;
  #running: Promise<VerificationSummary> | null = null;

  /** `trusted`: certificates (PEM) that a time-stamping authority's must lead to. */
  constructor(parts: {
    path: string;
    publicKey: string;
    ledger: Ledger;
    clock: { now(): number };
    trusted: readonly string[];
  }) {
    this.#path = parts.path;
    this.#publicKey = parts.publicKey;
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
    this.#trusted = parts.trusted;
  }

  get progress(): Progress | null {
    return this.#progress;
  }

  /**
   * Starts one, or joins the one that runs; what came of it is an entry of the log. With checkpoints of one's own it never
   * joins, for the one that runs does not know them: it follows after.
   */
  run(
    who: { actor: string; origin: 'user' | 'cli' | 'system' },
    checkpoints: readonly string[] = [],
  ): Promise<VerificationSummary> {
    if (this.#running !== null && checkpoints.length === 0) return this.#running;
    const before = this.#running ?? Promise.resolve();
    const mine: Promise<VerificationSummary> = before
      .then(
        () => undefined,
        () => undefined,
      )
      .then(() => this.#once(who, checkpoints))
      .finally(() => {
        if (this.#running !== mine) return;
        this.#running = null;
        this.#progress = null;
      });
    this.#progress ??= { done: 0, total: 0, startedAt: this.#clock.now() };
    this.#running = mine;
    return mine;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running?.catch(() => undefined);
  }

  async #once(
    who: { actor: string; origin: 'user' | 'cli' | 'system' },
    checkpoints: readonly string[],
  ): Promise<VerificationSummary> {
    const startedAt = this.#clock.now();
    this.#progress = { done: 0, total: 0, startedAt };
    // Signed up to now, so that the verdict reaches as far as the check; a log that cannot be written is read all the same.
    await this.#ledger.checkpoint().catch(() => null);
    const verification = insistOnSignature(
      await withTimeStamps(this.#path, await this.#verify(checkpoints, startedAt), this.#trusted),
    );
    // What a broken log says proves nothing about the tables.
    const facts =
      verification.outcome === 'broken'
        ? null
        : await checkFactsApart(this.#path, this.#clock.now(), this.#stop.signal);
    const summary = summaryOf(verification, facts, who.actor, this.#clock.now());
    const { at: _, by: __, ...detail } = summary;
    await this.#ledger.record([], [{ action: 'audit.verify', ...who, outcome: summary.outcome, detail }]);
    return summary;
  }

  #verify(checkpoints: readonly string[], startedAt: number): Promise<Verification> {
    return verifyDatabase({
      path: this.#path,
      key: readVerifierKey(this.#publicKey),
      checkpoints,
      // One core is left to whoever works meanwhile.
      threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
      signal: this.#stop.signal,
      onProgress: (done, total) => {
        this.#progress = { done, total, startedAt };
      },
    });
  }
}

/** Differences of the facts that a summary names. */
const NAMED = 20;

/** A verification in short, as the log and the health page keep it. */
function summaryOf(
  verification: Verification,
  facts: FactsReport | null,
  by: string,
  at: number,
): VerificationSummary {
  const { outcome, lastSeq, durationMs, finding, problem } = verification;
  const text =
    finding === null ? problem : `${finding.seq === null ? '' : `entry ${finding.seq}: `}${finding.detail}`;
  const cover = coverOf(verification);
  return {
    at: new Date(at).toISOString(),
    outcome,
    by,
    lastSeq,
    signedUpTo: cover === null ? null : Math.min(cover.size, lastSeq),
    durationMs,
    finding: text,
    facts:
      facts === null
        ? null
        : {
            outcome: facts.outcome,
            rows: facts.rows,
            differences: facts.count,
            found: [
              ...(facts.problem === null ? [] : [facts.problem]),
              ...facts.differences.slice(0, NAMED).map(differenceLine),
            ],
          },
  };
}
