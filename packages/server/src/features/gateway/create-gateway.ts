import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GATEWAY_SETTING } from '@srs-desk/shared/settings/catalogue.ts';
import type { Desk } from '../../platform/desk.ts';
import { LedgerUnavailable } from '../../platform/ledger/errors.ts';
import { type CallSubject, type Exchange, OutcomeUnrecorded } from '../../platform/recorder/call.ts';
import type { AnswerSink } from '../../platform/recorder/relay-answer.ts';
import {
  endToEnd,
  type PassedCall,
  type PassedRequest,
  passThrough,
  streamThrough,
} from '../../platform/recorder/stream-through.ts';
import { retryAfterMs } from '../../platform/srs/retry-after.ts';
import { knownByRefId, latestOfNumber } from '../orders/index.ts';
import { answerFailure, refuse, sinkTo } from './answer-application.ts';
import { GatewayCallers } from './callers.ts';
import { classifyCall, type GatewayCall, PASSED_ON } from './classify-call.ts';
import { type CallContext, concludeCall, sentExternalId, sentNumber } from './conclude-call.ts';
import { GatewayTally } from './gap.ts';
import { type GatewayTarget, hasBody, readRequestBody, readTarget } from './read-request.ts';
import { KEY_HEADER } from './refusals.ts';

/** Longest silence of SRS, ms: the application's own patience ends sooner. */
const TIMEOUT_MS = 60_000;
const METHODS: ReadonlySet<string> = new Set(PASSED_ON);
/** Set anew for the next hop, or meant for this one. */
const NOT_SENT_ON: ReadonlySet<string> = new Set(['host', 'content-length', 'expect', 'cookie', KEY_HEADER]);

export type GatewayHandler = ((req: IncomingMessage, res: ServerResponse) => void) & {
  /** Writes what is still to be told of gaps and refusals. */
  close(): Promise<void>;
};

interface GatewayOptions {
  /** Hears where the time of each call went, ms; for the benchmark. */
  onPassed?: (times: Pick<PassedCall, 'intentMs' | 'upstreamMs'>) => void;
}

/**
 * The recording gateway: an application that uses its `/srs`, `/ras` and `/idp` as base URLs is recorded call by call and
 * notices nothing else.
 */
export function createGateway(desk: Desk, options: GatewayOptions = {}): GatewayHandler {
  const gateway = new Gateway(desk, options);
  const handler = (req: IncomingMessage, res: ServerResponse): void => {
    gateway.handle(req, res).catch((error: unknown) => {
      desk.log.error({ err: error }, 'the gateway failed');
      if (res.headersSent) res.destroy();
      else refuse(res, 'internal');
    });
  };
  return Object.assign(handler, { close: () => gateway.close() });
}

class Gateway {
  readonly #desk: Desk;
  readonly #tally: GatewayTally;
  readonly #callers: GatewayCallers;
  readonly #passes: boolean;
  readonly #options: GatewayOptions;

  constructor(desk: Desk, options: GatewayOptions) {
    this.#desk = desk;
    this.#options = options;
    this.#tally = new GatewayTally(desk);
    this.#callers = new GatewayCallers(desk);
    this.#passes = desk.config.gateway.onAuditFailure === 'pass';
    if (this.#passes) {
      desk.log.warn(
        'GATEWAY_ON_AUDIT_FAILURE=pass: WHEN THE LOG CANNOT BE WRITTEN, THE GATEWAY LETS CALLS THROUGH UNRECORDED',
      );
    }
  }

  close(): Promise<void> {
    return this.#tally.flush();
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const target = readTarget(req.url ?? '/');
    if (target === null || target.key === '') {
      refuse(res, 'not_found');
      return;
    }
    if (!METHODS.has(req.method ?? '')) {
      refuse(res, 'method_not_allowed');
      return;
    }
    const caller = this.#callerOf(req, res, target);
    if (caller === null) return;
    const body = hasBody(req) ? await readRequestBody(req) : null;
    if (body === 'broken') {
      res.destroy();
      return;
    }
    if (body === 'too_large') {
      res.setHeader('connection', 'close');
      refuse(res, 'too_large');
      return;
    }
    await this.#pass(req, res, { target, body, caller });
  }

  /** Who calls; null when the request was refused. */
  #callerOf(req: IncomingMessage, res: ServerResponse, target: GatewayTarget): string | null {
    const caller = this.#callers.find(req, target.key);
    if (caller === null) {
      this.#tally.refused('key');
      refuse(res, 'gateway_key');
      return null;
    }
    if (!this.#callers.admit(caller)) {
      this.#tally.refused('rate');
      res.setHeader('retry-after', '1');
      refuse(res, 'too_many_calls');
      return null;
    }
    if (this.#desk.freeSpace.mib() < this.#desk.settings.get(GATEWAY_SETTING).refuseBelowMib) {
      this.#tally.refused('space');
      res.setHeader('retry-after', '60');
      refuse(res, 'disk_low');
      return null;
    }
    return caller;
  }

  async #pass(
    req: IncomingMessage,
    res: ServerResponse,
    { target, body, caller }: { target: GatewayTarget; body: Buffer | null; caller: string },
  ): Promise<void> {
    const request: PassedRequest = {
      upstream: target.service,
      method: req.method ?? 'GET',
      path: pathFor(target, this.#desk),
      rawHeaders: endToEnd(req.rawHeaders, NOT_SENT_ON),
      body,
      timeoutMs: TIMEOUT_MS,
    };
    const path = target.path.split('?', 1)[0] ?? '';
    const call = classifyCall(target.service, request.method, path, this.#desk.config.srs.cancel);
    const context = this.#contextOf(call, body);
    const sink = sinkTo(res, request.method);
    try {
      const passed = await streamThrough(
        this.#desk.recorder,
        request,
        subjectOf(context, caller),
        sink,
        (exchange, callId, subject) => {
          if (exchange.kind !== 'answer' && !res.headersSent) answerFailure(res, exchange);
          const known = this.#withOrder(context, subject);
          return concludeCall(this.#desk.srs.read, known, exchange, callId, this.#desk.clock.now());
        },
      );
      this.#options.onPassed?.(passed);
      const { callId, concluded } = passed;
      if (!concluded.ok) this.#desk.log.error({ callId, code: concluded.code }, 'an answer was refused');
      this.#notice(context, passed.exchange);
    } catch (error) {
      if (error instanceof OutcomeUnrecorded) {
        this.#desk.log.error({ callId: error.callId }, 'an outcome could not be recorded yet');
        return;
      }
      if (!(error instanceof LedgerUnavailable)) throw error;
      await this.#withoutLog(res, request, context, sink);
    }
  }

  /** The log cannot be written: refused, unless the desk was told to let calls through. */
  async #withoutLog(
    res: ServerResponse,
    request: PassedRequest,
    context: CallContext,
    sink: AnswerSink,
  ): Promise<void> {
    if (!this.#passes) {
      this.#tally.refused('recording');
      refuse(res, 'not_recorded');
      return;
    }
    const exchange = await passThrough(this.#desk.recorder, request, sink);
    if (exchange.kind !== 'answer' && !res.headersSent) answerFailure(res, exchange);
    const placed =
      context.operation === 'place_order'
        ? this.#desk.srs.read.place(exchange, this.#desk.clock.now())
        : null;
    const order = placed?.ok
      ? { refId: placed.value.refId, externalId: placed.value.externalId ?? sentExternalId(context.sent) }
      : null;
    this.#tally.passed(context.operation, order);
  }

  /** What else the desk makes of an application's call: the sync shares its rate, and reads what it changed. */
  #notice(context: CallContext, exchange: Exchange): void {
    const status = exchange.kind === 'answer' ? exchange.status : null;
    const header = exchange.kind === 'answer' ? exchange.headers['retry-after'] : undefined;
    const now = this.#desk.clock.now();
    this.#desk.srs.limiter.noteForeign({
      operation: context.operation,
      rateLimited: status === 429,
      retryAfterMs: retryAfterMs(header, now),
    });
    if (context.operation === 'place_order' || context.operation === 'cancel_order') this.#desk.sync.nudge();
    if (context.operation !== 'cancel_order' || context.refId === null || status === null) return;
    this.#desk.sync
      .syncNow(context.refId, { actor: 'gateway', origin: 'gateway' })
      .catch((error: unknown) =>
        this.#desk.log.warn({ err: error }, 'a cancelled order could not be read again'),
      );
  }

  #contextOf(call: GatewayCall, body: Buffer | null): CallContext {
    const sent = jsonObject(body);
    const { reader } = this.#desk;
    if (call.operation === 'verify' || call.operation === 'lookup') {
      const msisdn = sentNumber(sent.msisdn);
      const order = msisdn === null ? null : latestOfNumber(reader, msisdn);
      return { ...call, sent, msisdn, order, subject: order?.subjectId ?? randomUUID() };
    }
    const placing = call.operation === 'place_order';
    const subject = placing || call.refId !== null ? randomUUID() : null;
    return { ...call, sent, msisdn: placing ? sentNumber(sent.mobile) : null, order: null, subject };
  }

  // The order of a Ref ID is looked up by the writer for the intent, and here once the answer was passed on: before it, the
  // look would be a wait of the application's.
  #withOrder(context: CallContext, subject: string | null): CallContext {
    if (context.refId === null) return context;
    return { ...context, order: knownByRefId(this.#desk.reader, context.refId), subject };
  }
}

function subjectOf(context: CallContext, actor: string): CallSubject {
  const { operation, order, refId, sent, subject, msisdn } = context;
  return {
    operation,
    actor,
    origin: 'gateway',
    refId: order?.refId ?? refId,
    orderId: order?.orderId ?? null,
    externalId: order?.externalId ?? (operation === 'place_order' ? sentExternalId(sent) : null),
    ofOrder: refId !== null,
    subject,
    msisdn: order === null ? msisdn : null,
    attempt: 1,
  };
}

/** `/gateway/idp` alone stands for the token endpoint itself. */
function pathFor(target: GatewayTarget, desk: Desk): string {
  const bare = target.path === '' || target.path === '/' || target.path.startsWith('?');
  if (target.service !== 'idp' || !bare || desk.config.gateway.idpUrl !== null) return target.path || '/';
  return new URL(desk.config.srs.tokenUrl).pathname + target.path.replace(/^\//, '');
}

function jsonObject(body: Buffer | null): Record<string, unknown> {
  if (body === null || body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
