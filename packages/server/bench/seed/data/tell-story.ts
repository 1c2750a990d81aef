import { DEFAULT_METHOD_SETTINGS } from '@srs-desk/shared/method/settings.ts';
import { classifyTransition } from '@srs-desk/shared/order/transitions.ts';
import type { EntryDraft, PlainObject } from '../../../src/platform/ledger/entry-draft.ts';
import { applyStatus, saysNothingNew } from '../../../src/features/orders/poll/apply-status.ts';
import { applyVerify } from '../../../src/features/orders/poll/apply-verify.ts';
import { planSync } from '../../../src/features/orders/poll/plan-sync.ts';
import type { NewStatus, OrderPatch, SyncedOrder } from '../../../src/features/orders/poll/synced-order.ts';
import type { CallLog, SeedCall } from './call-log.ts';
import type { SeedEvent, SeedStory } from './draw-story.ts';
import type { RowBatches } from './row-batches.ts';
import type { SeededRandom } from './seeded-random.ts';
import { answerAt, factsAt, SEED_RAS, SEED_SRS, statusUrl, wireAnswer, wirePerson } from './srs-answers.ts';
import type { Telling } from './telling.ts';

const ACTOR = { desk: 'user:support', gateway: 'gateway', import: 'user:admin' } as const;
const ORIGIN = { desk: 'user', gateway: 'gateway', import: 'user' } as const;

/** Tells one event: the entries, rows and what the desk learned by it, as the running desk would have left them. */
export class StoryTeller {
  readonly #batches: RowBatches;
  readonly #calls: CallLog;
  readonly #random: SeededRandom;

  constructor(batches: RowBatches, calls: CallLog, random: SeededRandom) {
    this.#batches = batches;
    this.#calls = calls;
    this.#random = random;
  }

  tell(telling: Telling, event: SeedEvent): void {
    switch (event.kind) {
      case 'register':
        this.#register(telling);
        break;
      case 'place':
        this.#place(telling);
        break;
      case 'status':
        this.#status(telling, event.at);
        break;
      case 'failed_status':
        this.#failedStatus(telling, event.at);
        break;
      case 'verify':
        this.#verify(telling, event.at);
        break;
      case 'expire':
        this.#expire(telling, event.at);
        break;
    }
  }

  #register({ story, order }: Telling): void {
    this.#batches.ensureSubject(order.subjectId);
    this.#append(order, { action: 'order.import', ...who(story), detail: { knownBy: 'import' } });
  }

  #place(telling: Telling): void {
    const { story, order } = telling;
    const { person } = story;
    this.#know(telling);
    const callId = this.#call(telling, 'place_order', story.createdAt, {
      method: 'POST',
      url: `${SEED_SRS}/api/providers/${story.issuer}/${story.method}`,
      ...who(story),
      httpStatus: 201,
      requestBody: JSON.stringify({ ...wirePerson(story), externalId: story.externalId }),
      responseBody: JSON.stringify({ refId: story.refId, orderId: story.orderId, status: 'CREATED' }),
      about: { ...order, orderId: story.orderId, externalId: story.externalId },
      idsLater: true,
    });
    Object.assign(order, {
      ...person,
      orderId: story.orderId,
      externalId: story.externalId,
      externalIdSource: story.externalId === null ? null : story.knownBy,
      issuer: story.issuer,
      method: story.method,
      jurisdiction: story.jurisdiction,
      loa: story.loa,
      wireStatus: 'CREATED',
      targetUrl: story.targetUrl,
    });
    const { issuer, method } = story;
    const detail = { issuer, method, status: 'created' };
    const seq = this.#append(order, { action: 'order.place', ...who(story), callId, detail });
    const first = { status: 'created', wireStatus: 'CREATED', happenedAt: story.createdAt } as const;
    this.#addHistory(telling, [{ ...first, transition: classifyTransition(null, 'created') }], seq);
  }

  #status(telling: Telling, at: number): void {
    const { story, order } = telling;
    const facts = factsAt(story, at);
    const callId = this.#call(telling, 'get_status', at, {
      url: statusUrl(story),
      httpStatus: 200,
      responseBody: JSON.stringify({ ...facts, unknownFields: undefined, mobile: facts.msisdn }),
    });
    telling.lastSyncedAt = at;
    telling.polls += 1;
    if (saysNothingNew(order, facts)) return;
    const applied = applyStatus(order, telling.history, facts, at);
    if (applied.entry === null) return;
    if (applied.personChanged) this.#know(telling);
    learn(order, applied.patch, at);
    const seq = this.#append(order, { ...applied.entry, ...SYNC, callId });
    this.#addHistory(telling, applied.history, seq);
  }

  #failedStatus(telling: Telling, at: number): void {
    const busy = this.#random.chance(0.6);
    this.#call(telling, 'get_status', at, {
      url: statusUrl(telling.story),
      httpStatus: busy ? 503 : null,
      outcome: busy ? 'http_error' : 'timeout',
      durationMs: busy ? 40 : 15_000,
      ...(busy ? { responseBody: '{"code":"UNAVAILABLE"}' } : {}),
    });
  }

  #verify(telling: Telling, at: number): void {
    const { story, order } = telling;
    const step = planSync(order, 'verify');
    const answer = answerAt(story, at);
    const [httpStatus, body] = wireAnswer(answer);
    const callId = this.#call(telling, 'verify', at, {
      method: 'POST',
      url: `${SEED_RAS}/api/evidences/verify`,
      httpStatus,
      outcome: httpStatus === 200 ? 'ok' : 'http_error',
      requestBody: JSON.stringify(step.kind === 'verify' ? step.request : { msisdn: story.person.msisdn }),
      responseBody: body,
    });
    telling.lastVerifyAt = at;
    telling.polls += 1;
    const applied = applyVerify(order, answer, null, DEFAULT_METHOD_SETTINGS, at);
    if (applied.entry === null) return;
    learn(order, applied.patch, at);
    this.#append(order, { ...applied.entry, ...SYNC, callId });
  }

  #expire({ order }: Telling, at: number): void {
    learn(order, { verifyStatus: 'expired' }, at);
    const detail = {
      from: 'valid',
      to: 'expired',
      evidenceId: order.evidenceId,
      why: 'the longest validity is over',
    };
    this.#append(order, { action: 'order.verify.changed', actor: 'sync', origin: 'system', detail });
  }

  #call(
    telling: Telling,
    operation: string,
    startedAt: number,
    call: Partial<SeedCall> & { url: string },
  ): number {
    const random = this.#random;
    return this.#calls.write({
      operation,
      method: 'GET',
      ...SYNC,
      startedAt,
      durationMs: 25 + Math.floor(-60 * Math.log(1 - random.unit())),
      httpStatus: 200,
      outcome: 'ok',
      correlationId: random.uuid(),
      about: telling.order,
      ...call,
    });
  }

  #append(
    order: SyncedOrder,
    entry: Omit<EntryDraft, 'refId' | 'orderId' | 'externalId' | 'subject'> & {
      detail: PlainObject;
    },
  ): number {
    const { refId, orderId, externalId, subjectId } = order;
    return this.#batches.append({ refId, orderId, externalId, subject: subjectId, ...entry });
  }

  /** The desk learns the person's number. */
  #know(telling: Telling): void {
    telling.token ??= this.#batches.personToken(telling.story.person.msisdn);
    this.#batches.ensureSubject(telling.order.subjectId, telling.token);
  }

  #addHistory(telling: Telling, lines: readonly NewStatus[], seq: number): void {
    const { refId } = telling.story;
    for (const line of lines) {
      const { status, wireStatus, happenedAt, transition } = line;
      const observedAt = this.#batches.now;
      this.#batches.rows.history.push([refId, status, wireStatus, happenedAt, observedAt, transition, seq]);
      telling.history.push(line);
    }
  }
}

const SYNC = { actor: 'sync', origin: 'sync' } as const;

function who({ knownBy }: SeedStory) {
  return { actor: ACTOR[knownBy], origin: ORIGIN[knownBy] };
}

function learn(order: SyncedOrder, patch: OrderPatch, at: number): void {
  Object.assign(order, patch);
  order.updatedAt = at;
}
