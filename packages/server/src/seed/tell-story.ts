import { DEFAULT_METHOD_SETTINGS } from '@srs-desk/shared/method/settings.ts';
import { classifyTransition } from '@srs-desk/shared/order/transitions.ts';
import type { PlainObject } from '../ledger/entry-draft.ts';
import type { Tx } from '../ledger/tx.ts';
import type { OrderFacts } from '../srs/mapper.ts';
import { insertHistory } from '../stores/seed/seed-rows.ts';
import { applyStatus, saysNothingNew } from '../sync/apply-status.ts';
import { applyVerify, type VerifyAnswer } from '../sync/apply-verify.ts';
import { planSync } from '../sync/plan-sync.ts';
import type { KnownStatus, NewStatus, OrderPatch, SyncedOrder } from '../sync/synced-order.ts';
import type { CallLog, SeedCall } from './call-log.ts';
import type { SeedEvent, SeedStory } from './draw-story.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Where the seeded calls went. */
export const SEED_SRS = 'https://srs.seed.example';
const SEED_RAS = 'https://ras.seed.example';
const ACTOR = { desk: 'user:support', gateway: 'gateway', import: 'user:admin' } as const;
const ORIGIN = { desk: 'user', gateway: 'gateway', import: 'user' } as const;

/** An order whose story is being told: what the desk knows of it by now. Times in ms since epoch. */
export interface Telling {
  story: SeedStory;
  order: SyncedOrder;
  history: KnownStatus[];
  /** The next of the story's events. */
  next: number;
  lastSyncedAt: number | null;
  lastVerifyAt: number | null;
  polls: number;
}

/** An order before anything is known of it. */
export function beginTelling(story: SeedStory): Telling {
  return {
    story,
    order: unknownOrder(story),
    history: [],
    next: 0,
    lastSyncedAt: null,
    lastVerifyAt: null,
    polls: 0,
  };
}

function unknownOrder(story: SeedStory): SyncedOrder {
  const at = story.createdAt;
  return {
    refId: story.refId,
    subjectId: story.subjectId,
    erasedAt: null,
    orderId: null,
    externalId: story.knownBy === 'import' ? story.externalId : null,
    externalIdSource: story.knownBy === 'import' && story.externalId !== null ? 'import' : null,
    issuer: null,
    method: null,
    jurisdiction: null,
    loa: null,
    status: 'created',
    statusReason: null,
    wireStatus: null,
    statusChangedAt: at,
    createdAt: at,
    registeredAt: at,
    updatedAt: at,
    startedAt: null,
    verifyStatus: 'not_due',
    verifiedAt: null,
    evidenceId: null,
    evidenceValidUntil: null,
    evidenceIsEarlier: 0,
    targetUrl: null,
    msisdn: null,
    firstName: null,
    lastName: null,
    birthDate: null,
    email: null,
    country: null,
    language: null,
    goneAt: null,
    regressedAt: null,
    firstUnknownAt: null,
    supersededBy: null,
  };
}

/** Tells one event: the entries, rows and what the desk learned by it, as the running desk would have left them. */
export class StoryTeller {
  readonly #tx: Tx;
  readonly #calls: CallLog;
  readonly #random: SeededRandom;

  constructor(tx: Tx, calls: CallLog, random: SeededRandom) {
    this.#tx = tx;
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
    this.#tx.ensureSubject(order.subjectId);
    this.#append(order, { action: 'order.import', ...who(story), detail: { knownBy: 'import' } });
  }

  #place(telling: Telling): void {
    const { story, order } = telling;
    const { person } = story;
    this.#tx.ensureSubject(order.subjectId, this.#tx.personToken(person.msisdn));
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
    if (applied.personChanged)
      this.#tx.ensureSubject(order.subjectId, this.#tx.personToken(story.person.msisdn));
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
    entry: Omit<Parameters<Tx['append']>[0], 'refId' | 'orderId' | 'externalId' | 'subject'> & {
      detail: PlainObject;
    },
  ): number {
    const { refId, orderId, externalId, subjectId } = order;
    return this.#tx.append({ refId, orderId, externalId, subject: subjectId, ...entry });
  }

  #addHistory(telling: Telling, lines: readonly NewStatus[], seq: number): void {
    insertHistory(this.#tx, telling.story.refId, lines, seq);
    telling.history.push(...lines);
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

function statusUrl({ refId }: SeedStory): string {
  return `${SEED_SRS}/api/identifications/${refId}`;
}

function wirePerson({ person }: SeedStory) {
  const { firstName, lastName, msisdn, birthDate, country, language } = person;
  return { firstName, lastName, mobile: msisdn, dob: birthDate, country, language };
}

/** What SRS would have answered at that time. */
function factsAt(story: SeedStory, at: number): OrderFacts {
  const statuses = story.steps.filter((step) => (step.at ?? 0) <= at);
  const last = statuses.at(-1) ?? { status: 'created' as const, wireStatus: 'CREATED', at: story.createdAt };
  return {
    refId: story.refId,
    orderId: story.orderId,
    externalId: story.externalId,
    issuer: story.issuer,
    method: story.method,
    status: last.status,
    wireStatus: last.wireStatus,
    reason: last.status === 'error' ? story.reason : null,
    statuses,
    targetUrl: story.targetUrl,
    email: null,
    ...story.person,
    unknownFields: [],
  };
}

function answerAt(story: SeedStory, at: number): VerifyAnswer {
  if (story.validAt !== null && at >= story.validAt) return { kind: 'valid', evidenceId: story.evidenceId };
  return { kind: story.evidenceId.charCodeAt(3) % 3 === 0 ? 'no_evidence' : 'terms_not_accepted' };
}

function wireAnswer(answer: VerifyAnswer): [status: number, body: string] {
  if (answer.kind === 'valid') return [200, JSON.stringify({ evidenceId: answer.evidenceId })];
  return answer.kind === 'no_evidence'
    ? [404, '{"code":"EVIDENCE_NOT_FOUND"}']
    : [403, '{"code":"TERMS_NOT_ACCEPTED"}'];
}
