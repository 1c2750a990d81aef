import type { VerificationSummary } from '@srs-desk/shared/api/audit.ts';
import { placeOf } from '@srs-desk/shared/audit/statement.ts';
import * as z from 'zod';
import type { Reader } from '../../platform/db/reader.ts';
import type { Ledger } from '../../platform/ledger/ledger.ts';
import { SharedWork } from '../../platform/shared-work.ts';
import { unlessGone } from '../../platform/unless-gone.ts';
import type { FactsReport } from './facts/check-facts.ts';
import { checkFactsApart } from './facts/check-facts-apart.ts';
import { differenceLine } from './facts/report-lines.ts';
import { toAuditEntry } from './log/entry-row.ts';
import { newestOfAction } from './log/queries.ts';
import { withTimeStamps } from './verify/check-stamps.ts';
import { coverOf, insistOnSignature, type Verification } from './verify/finding.ts';
import { readUnsigned } from './verify/open-checkpoint-note.ts';
import { verifyApart } from './verify/verify-apart.ts';

/** Who asks for a verification. */
interface Asking {
  actor: string;
  origin: 'user' | 'cli' | 'system';
}

interface Progress {
  done: number;
  total: number;
  startedAt: number;
}

/** The one verification of the living log that may run at a time, in threads, with its progress. */
export class VerificationRun {
  readonly #path: string;
  readonly #publicKey: string;
  readonly #reader: Reader;
  readonly #ledger: Ledger;
  readonly #clock: { now(): number };
  readonly #trusted: readonly string[];
  readonly #stop = new AbortController();
  #progress: Progress | null = null;
  #running: { summary: Promise<VerificationSummary>; wanted: SharedWork } | null = null;

  /** `trusted`: certificates (PEM) that a time-stamping authority's must lead to. */
  constructor(parts: {
    path: string;
    publicKey: string;
    reader: Reader;
    ledger: Ledger;
    clock: { now(): number };
    trusted: readonly string[];
  }) {
    this.#path = parts.path;
    this.#publicKey = parts.publicKey;
    this.#reader = parts.reader;
    this.#ledger = parts.ledger;
    this.#clock = parts.clock;
    this.#trusted = parts.trusted;
  }

  get progress(): Progress | null {
    return this.#progress;
  }

  /**
   * Starts one, or joins the one that runs; what came of it is an entry of the log. With checkpoints of one's own it never
   * joins, for the one that runs does not know them: it follows after. Where all who wait for it are `gone` it stops, and
   * leaves no entry. @throws the reason of `gone`
   */
  run(who: Asking, checkpoints: readonly string[] = [], gone?: AbortSignal): Promise<VerificationSummary> {
    const running = this.#running;
    const joined = running !== null && checkpoints.length === 0 && !running.wanted.stopped.aborted;
    const { summary, wanted } = joined ? running : this.#follow(who, checkpoints);
    wanted.join(gone);
    return unlessGone(summary, gone);
  }

  /** Starts one, after the one that runs. */
  #follow(
    who: Asking,
    checkpoints: readonly string[],
  ): { summary: Promise<VerificationSummary>; wanted: SharedWork } {
    const wanted = new SharedWork();
    const before: Promise<unknown> = this.#running?.summary ?? Promise.resolve();
    const summary = before
      .catch(() => undefined)
      .then(() => this.#once(who, checkpoints, wanted.stopped))
      .finally(() => {
        if (this.#running !== mine) return;
        this.#running = null;
        this.#progress = null;
      });
    const mine = { summary, wanted };
    this.#progress ??= { done: 0, total: 0, startedAt: this.#clock.now() };
    this.#running = mine;
    return mine;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running?.summary.catch(() => undefined);
  }

  async #once(
    who: Asking,
    checkpoints: readonly string[],
    unwanted: AbortSignal,
  ): Promise<VerificationSummary> {
    const signal = AbortSignal.any([this.#stop.signal, unwanted]);
    const startedAt = this.#clock.now();
    this.#progress = { done: 0, total: 0, startedAt };
    const unmet = this.#unmet();
    const held = checkpoints.length > 0 ? checkpoints : unmet;
    // Signed up to now, so that the verdict reaches as far as the check; a log that cannot be written is read all the same.
    await this.#ledger.checkpoint().catch(() => null);
    const verification = insistOnSignature(
      await withTimeStamps(this.#path, await this.#verify(held, startedAt, signal), this.#trusted),
    );
    // What a broken log says proves nothing about the tables.
    const facts =
      verification.outcome === 'broken' ? null : await checkFactsApart(this.#path, this.#clock.now(), signal);
    unwanted.throwIfAborted();
    const summary = summaryOf(verification, facts, who.actor, this.#clock.now());
    const { at: _, by: __, ...said } = summary;
    const left = verification.outcome === 'intact' ? [] : unmetOf(verification, [...held, ...unmet]);
    const detail = left.length === 0 ? said : { ...said, unmet: left };
    await this.#ledger.record([], [{ action: 'audit.verify', ...who, outcome: summary.outcome, detail }]);
    return summary;
  }

  /**
   * What the last verification could not meet of the checkpoints from outside. Until one with such checkpoints finds the log
   * intact they are looked at again: what they alone show is not unsaid by a check that does not know them.
   */
  #unmet(): readonly string[] {
    const last = newestOfAction(this.#reader, 'audit.verify');
    const left = unmetSaid.safeParse(last === undefined ? null : toAuditEntry(last).detail);
    return left.success ? left.data.unmet : [];
  }

  #verify(checkpoints: readonly string[], startedAt: number, signal: AbortSignal): Promise<Verification> {
    const task = { path: this.#path, publicKey: this.#publicKey, checkpoints };
    const onProgress = (done: number, total: number) => {
      this.#progress = { done, total, startedAt };
    };
    return verifyApart(task, { onProgress, signal });
  }
}

const unmetSaid = z.object({ unmet: z.array(z.string()) });

/** Checkpoints that an entry keeps, the smallest first: the first that is not met is the one that the log does not fit. */
const MOST_UNMET = 20;

function unmetOf({ givenCheckpoints }: Verification, notes: readonly string[]): string[] {
  const met = new Set(givenCheckpoints.map(({ epoch, size }) => `${epoch} ${size}`));
  return [...new Set(notes)]
    .flatMap((note) => {
      const opened = readUnsigned(note);
      return opened.ok ? [{ note, place: placeOf(opened.checkpoint) }] : [];
    })
    .filter(({ place }) => !met.has(`${place.epoch} ${place.size}`))
    .sort((a, b) => a.place.size - b.place.size)
    .slice(0, MOST_UNMET)
    .map(({ note }) => note);
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
