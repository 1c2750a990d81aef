import { DEFAULT_METHOD_SETTINGS } from '@srs-desk/shared/method/settings.ts';
import { classifyTransition } from '@srs-desk/shared/order/transitions.ts';
import { NO_VERIFY_TARGETS } from '@srs-desk/shared/order/verify-target.ts';
import type { Order, OrderPatch } from '../../src/features/orders/order-row.ts';
import { placedDetail } from '../../src/features/orders/placing/placed-detail.ts';
import { applyStatus, saysNothingNew } from '../../src/features/orders/poll/apply-status.ts';
import { applyVerify } from '../../src/features/orders/poll/apply-verify.ts';
import type { NewStatus } from '../../src/features/orders/poll/new-statuses.ts';
import { planSync } from '../../src/features/orders/poll/plan-sync.ts';
import type { EntryDraft, PlainObject } from '../../src/platform/ledger/entry-draft.ts';
import type { CallLog, SeedCall } from './call-log.ts';
import type { SeedEvent, SeedScenario } from './draw-scenario.ts';
import type { Replay } from './replay.ts';
import type { RowBatches } from './row-batches.ts';
import type { SeededRandom } from './seeded-random.ts';
import { answerAt, factsAt, SEED_RAS, SEED_SRS, statusUrl, wireAnswer, wirePerson } from './srs-answers.ts';

const ACTOR = { desk: 'user:support', gateway: 'gateway', import: 'user:admin' } as const;
const ORIGIN = { desk: 'user', gateway: 'gateway', import: 'user' } as const;

/** Replays one event: the entries, rows and what the desk learned by it, as the running desk would have left them. */
export class ScenarioReplayer {
  readonly #batches: RowBatches;
  readonly #calls: CallLog;
  readonly #random: SeededRandom;

  constructor(batches: RowBatches, calls: CallLog, random: SeededRandom) {
    this.#batches = batches;
    this.#calls = calls;
    this.#random = random;
  }

  replay(replay: Replay, event: SeedEvent): void {
    switch (event.kind) {
      case 'register':
        this.#register(replay);
        break;
      case 'place':
        this.#place(replay);
        break;
      case 'status':
        this.#status(replay, event.at);
        break;
      case 'failed_status':
        this.#failedStatus(replay, event.at);
        break;
      case 'verify':
        this.#verify(replay, event.at);
        break;
      case 'expire':
        this.#expire(replay, event.at);
        break;
    }
  }

  #register({ scenario, order }: Replay): void {
    this.#batches.ensureSubject(order.subjectId);
    this.#append(order, { action: 'order.import', ...who(scenario), detail: { knownBy: 'import' } });
  }

  #place(replay: Replay): void {
    const { scenario, order } = replay;
    const { person } = scenario;
    this.#know(replay);
    const callId = this.#call(replay, 'place_order', scenario.createdAt, {
      method: 'POST',
      url: `${SEED_SRS}/api/providers/${scenario.issuer}/${scenario.method}`,
      ...who(scenario),
      httpStatus: 201,
      requestBody: JSON.stringify({ ...wirePerson(scenario), externalId: scenario.externalId }),
      responseBody: JSON.stringify({ refId: scenario.refId, orderId: scenario.orderId, status: 'CREATED' }),
      about: { ...order, orderId: scenario.orderId, externalId: scenario.externalId },
      idsLater: true,
    });
    Object.assign(order, {
      ...person,
      orderId: scenario.orderId,
      externalId: scenario.externalId,
      externalIdSource: scenario.externalId === null ? null : scenario.knownBy,
      issuer: scenario.issuer,
      method: scenario.method,
      jurisdiction: scenario.jurisdiction,
      loa: scenario.loa,
      wireStatus: 'CREATED',
      targetUrl: scenario.targetUrl,
    });
    const detail = placedDetail(order);
    const seq = this.#append(order, { action: 'order.place', ...who(scenario), callId, detail });
    const first = { status: 'created', wireStatus: 'CREATED', happenedAt: scenario.createdAt } as const;
    this.#addHistory(replay, [{ ...first, transition: classifyTransition(null, 'created') }], seq);
  }

  #status(replay: Replay, at: number): void {
    const { scenario, order } = replay;
    const facts = factsAt(scenario, at);
    const callId = this.#call(replay, 'get_status', at, {
      url: statusUrl(scenario),
      httpStatus: 200,
      responseBody: JSON.stringify({ ...facts, unknownFields: undefined, mobile: facts.msisdn }),
    });
    replay.lastSyncedAt = at;
    replay.polls += 1;
    if (saysNothingNew(order, facts)) return;
    const applied = applyStatus(order, replay.history, facts, at);
    if (applied.entry === null) return;
    if (applied.personChanged) this.#know(replay);
    learn(order, applied.patch, at);
    const seq = this.#append(order, { ...applied.entry, ...SYNC, callId });
    this.#addHistory(replay, applied.fresh, seq);
  }

  #failedStatus(replay: Replay, at: number): void {
    const busy = this.#random.chance(0.6);
    this.#call(replay, 'get_status', at, {
      url: statusUrl(replay.scenario),
      httpStatus: busy ? 503 : null,
      outcome: busy ? 'http_error' : 'timeout',
      durationMs: busy ? 40 : 15_000,
      ...(busy ? { responseBody: '{"code":"UNAVAILABLE"}' } : {}),
    });
  }

  #verify(replay: Replay, at: number): void {
    const { scenario, order } = replay;
    const step = planSync(order, 'verify', NO_VERIFY_TARGETS);
    const answer = answerAt(scenario, at);
    const [httpStatus, body] = wireAnswer(answer);
    const callId = this.#call(replay, 'verify', at, {
      method: 'POST',
      url: `${SEED_RAS}/api/evidences/verify`,
      httpStatus,
      ...(answer.kind === 'valid' ? { outcome: 'ok' } : { outcome: 'http_error', answer: answer.kind }),
      requestBody: JSON.stringify(step.kind === 'verify' ? step.request : { msisdn: scenario.person.msisdn }),
      responseBody: body,
    });
    replay.lastVerifyAt = at;
    replay.polls += 1;
    const context = { elsewhere: null, methods: DEFAULT_METHOD_SETTINGS, verifyForDays: 30 };
    const applied = applyVerify(order, answer, context, at);
    if (applied.entry === null) return;
    learn(order, applied.patch, at);
    this.#append(order, { ...applied.entry, ...SYNC, callId });
  }

  #expire({ order }: Replay, at: number): void {
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
    replay: Replay,
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
      about: replay.order,
      ...call,
    });
  }

  #append(
    order: Order,
    entry: Omit<EntryDraft, 'refId' | 'orderId' | 'externalId' | 'subject'> & {
      detail: PlainObject;
    },
  ): number {
    const { refId, orderId, externalId, subjectId } = order;
    return this.#batches.append({ refId, orderId, externalId, subject: subjectId, ...entry });
  }

  /** The desk learns the person's number. */
  #know(replay: Replay): void {
    replay.token ??= this.#batches.personToken(replay.scenario.person.msisdn);
    this.#batches.ensureSubject(replay.order.subjectId, replay.token);
  }

  #addHistory(replay: Replay, lines: readonly NewStatus[], seq: number): void {
    const { refId } = replay.scenario;
    for (const line of lines) {
      const { status, wireStatus, happenedAt, transition } = line;
      const observedAt = this.#batches.now;
      this.#batches.rows.history.push([refId, status, wireStatus, happenedAt, observedAt, transition, seq]);
      replay.history.push(line);
    }
  }
}

const SYNC = { actor: 'sync', origin: 'sync' } as const;

function who({ knownBy }: SeedScenario) {
  return { actor: ACTOR[knownBy], origin: ORIGIN[knownBy] };
}

function learn(order: Order, patch: OrderPatch, at: number): void {
  Object.assign(order, patch);
  order.updatedAt = at;
}
