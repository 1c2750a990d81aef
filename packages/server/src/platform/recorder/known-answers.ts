import { hash } from 'node:crypto';
import * as z from 'zod';
import type { PlainObject } from '../ledger/entry-draft.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Where the day (UTC) of a time begins, both ms: an answer is referred to by answers of its own day alone, so that a log that is
 * pruned up to a day's beginning holds all that its entries refer to.
 */
export function startOfAnswerDay(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}

/** Answers that are remembered, some 160 bytes each; the longest known goes first. */
const MOST = 50_000;

const answerBody = z.strictObject({ responseBody: z.string(), responseSha256: z.string() });

/** Of a hash that stands for what was asked, or for an answer: enough that no two are taken for one another, and short to remember. */
const NAME_BYTES = 16;

const nameOf = (facts: readonly unknown[]): string =>
  hash('sha256', JSON.stringify(facts), 'buffer').toString('latin1', 0, NAME_BYTES);

/**
 * The answers recorded last, by what was asked. Most polls are answered as the one before was: the entry then names the call
 * that has the same bytes instead of holding them again.
 */
export class KnownAnswers {
  /** By the name of what was asked. */
  #known = new Map<string, { callId: number; answer: string }>();
  #undone = 0;

  /**
   * The call of the same day whose recorded answer has the very bytes of this one and is sealed under the same key; null where
   * there is none, and this one is remembered. `at` in ms; `undone`: of the writer, what was taken back is forgotten.
   */
  sameAs(
    call: { callId: number; asked: string; subject: string; at: number; sealed: PlainObject },
    undone: number,
  ): number | null {
    if (undone !== this.#undone) this.#known = new Map();
    this.#undone = undone;
    const body = answerBody.safeParse(call.sealed);
    if (!body.success) return null;
    const { responseBody, responseSha256 } = body.data;
    const asked = nameOf([call.asked]);
    // The same bytes may be redacted as a form or as JSON: the length is of what is kept of them.
    const answer = nameOf([call.subject, startOfAnswerDay(call.at), responseSha256, responseBody.length]);
    const before = this.#known.get(asked);
    if (before?.answer === answer) return before.callId;
    this.#known.delete(asked);
    const [oldest] = this.#known.size < MOST ? [] : this.#known.keys();
    if (oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(asked, { callId: call.callId, answer });
    return null;
  }
}
