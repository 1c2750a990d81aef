import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Desk, Principal } from '../desk.ts';
import { Conflict, InvalidInput, Unprocessable } from '../errors.ts';
import { toProblem } from './problem.ts';
import { RawJson } from './raw-json.ts';
import type { Answer } from './route.ts';

/** Statuses after which the same request may do something when sent again: nothing happened. */
const NOTHING_HAPPENED = new Set([400, 401, 403, 404, 409, 413, 415, 422, 429, 502, 503]);
/** Of these statuses, the codes that say otherwise: SRS was asked, or the log written, and may have done it. */
const MAY_HAVE_HAPPENED = new Set(['outcome_unrecorded', 'order_known', 'ledger_unknown']);

interface Guarded {
  desk: Desk;
  who: Principal;
  req: Request;
  body: unknown;
}

interface Kept {
  username: string;
  route: string;
  key: string;
}

function keyOf(req: Request): string | null {
  const key = req.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new InvalidInput({
      'Idempotency-Key': 'must be 1 to 200 visible ASCII characters, without spaces',
    });
  }
  return key;
}

async function begin(desk: Desk, kept: Kept, body: unknown): Promise<Answer> {
  const bodyHash = createHash('sha256').update(JSON.stringify(body)).digest();
  const begun = await desk.ledger.recordWithoutEntry([
    { name: 'idempotency.begin', args: { ...kept, bodyHash } },
  ]);
  if (!begun.ok) {
    if (begun.code === 'idempotency_key_reused') {
      throw new Unprocessable(
        begun.code,
        'This Idempotency-Key came with another body before. Use a new one.',
      );
    }
    throw new Conflict(
      begun.code,
      'The first request with this Idempotency-Key has no answer yet. Look at the order before you ask again.',
    );
  }
  const [start] = begun.results;
  if (start.fresh) return undefined;
  const headers = { 'idempotency-replayed': 'true' };
  const first = new RawJson(start.body);
  if (start.status < 400) return { headers, body: first };
  const type = { 'content-type': 'application/problem+json' };
  return { status: start.status, headers: { ...headers, ...type }, body: first };
}

/**
 * Does `work` once per `Idempotency-Key`, user and address within 24 h; a repetition gets the same answer. Without
 * the header it is simply done. An answer that says "unknown" is kept too: a repetition must not send again.
 * @throws Unprocessable for another body, Conflict while the first is under way or where its answer could not be kept.
 */
export async function onlyOnce(
  { desk, who, req, body }: Guarded,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const key = keyOf(req);
  if (key === null) return work();
  const kept: Kept = { username: who.actor, route: `${req.method} ${req.path}`, key };
  const replay = await begin(desk, kept, body);
  if (replay !== undefined) return replay;
  let answer: Answer;
  try {
    answer = await work();
  } catch (error) {
    const problem = toProblem(error);
    if (NOTHING_HAPPENED.has(problem.status) && !MAY_HAVE_HAPPENED.has(problem.body.code)) {
      await desk.ledger
        .recordWithoutEntry([{ name: 'idempotency.forget', args: kept }])
        .catch(() => undefined);
    } else {
      await finish(desk, kept, problem.status, problem.body).catch(() => undefined);
    }
    throw error;
  }
  try {
    await finish(desk, kept, answer?.status ?? 200, answer?.body);
  } catch (error) {
    // It is done; the key stays taken, so that a repetition does not do it again.
    desk.log.warn({ err: error }, 'an answer could not be kept for its Idempotency-Key');
  }
  return answer;
}

async function finish(desk: Desk, kept: Kept, status: number, body: unknown): Promise<void> {
  await desk.ledger.recordWithoutEntry([
    { name: 'idempotency.finish', args: { ...kept, status, body: JSON.stringify(body ?? null) } },
  ]);
}
