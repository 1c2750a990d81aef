import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FaultDecision } from '../faults/fault-desk.ts';
import { malform, type SpoiledAnswer } from '../faults/malform.ts';
import { oddForm } from '../faults/odd-forms.ts';
import { type Answer, json, problem } from '../problem.ts';
import type { Simulation } from '../simulation.ts';
import { answerRoute, type WireContext } from './answer-route.ts';
import { changesState, classify, type Route } from './classify.ts';
import { readBody } from './read-body.ts';

type Exchange = { req: IncomingMessage; res: ServerResponse; n: number };

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function send({ req, res }: Exchange, answer: Answer): void {
  if (res.destroyed) return;
  const headers: Record<string, string | number> = { ...answer.headers };
  if (answer.body !== null) {
    headers['content-type'] = answer.contentType;
    headers['content-length'] = Buffer.byteLength(answer.body);
  }
  const correlationId = header(req.headers['x-correlation-id']);
  if (correlationId !== undefined) headers['x-correlation-id'] = correlationId;
  res.writeHead(answer.status, headers);
  res.end(answer.body ?? undefined);
}

function sendSpoiled({ res }: Exchange, spoiled: SpoiledAnswer): void {
  if (res.destroyed) return;
  const { body, cutAt } = spoiled;
  res.writeHead(spoiled.status, {
    ...spoiled.headers,
    'content-type': spoiled.contentType,
    'content-length': body.length,
  });
  if (cutAt === undefined) {
    res.end(body);
    return;
  }
  res.write(body.subarray(0, cutAt), () => res.destroy());
}

/**
 * Answers the requests for SRS, RA and tokens. Each is written to the call log when its head has arrived,
 * before anything else, so a request that is dropped, left hanging or spoiled is in the log too, once.
 */
export class WireListener {
  constructor(
    private readonly simulation: Simulation,
    private readonly context: WireContext,
  ) {}

  /** Takes a request whose path (without the query) is `path`. */
  handle(req: IncomingMessage, res: ServerResponse, path: string, query: string): void {
    const { simulation } = this;
    const verb = req.method ?? 'GET';
    const route = classify(verb, path);
    const refId = 'refId' in route ? route.refId : undefined;
    const correlationId = header(req.headers['x-correlation-id']);
    const { operation } = route;
    const n = simulation.calls.record(simulation.clock.now(), verb, path, operation, correlationId, refId);
    const decision = simulation.faults.decide(operation, simulation.clock.real());
    const exchange: Exchange = { req, res, n };
    const proceed = (body: string | null): void => this.conclude(exchange, route, query, body, decision);
    const begin = (): void => {
      // An order's status needs no body: the most frequent call takes the shortest way.
      if (verb === 'GET' || verb === 'DELETE') proceed('');
      else readBody(req, proceed);
    };
    if (decision.latencyMs > 0) setTimeout(begin, decision.latencyMs);
    else begin();
  }

  private conclude(
    exchange: Exchange,
    route: Route,
    query: string,
    body: string | null,
    decision: FaultDecision,
  ): void {
    const { calls } = this.simulation;
    const { n, res } = exchange;
    if (decision.kind !== 'none') calls.conclude(n, { fault: faultName(decision) });
    const works = !('effect' in decision) || decision.effect || !changesState(route.operation);
    const withoutEffect = decision.kind === 'rate_limited' || !works;
    const answer = withoutEffect
      ? json(200, {})
      : body === null
        ? problem(413, 'BODY_TOO_LARGE', 'The body is larger than 1 MiB.')
        : answerRoute(this.simulation, this.context, exchange.req, route, query, body);
    if (answer.refId !== undefined) calls.conclude(n, { refId: answer.refId });
    switch (decision.kind) {
      case 'drop':
        res.destroy();
        return;
      case 'hang':
        return;
      case 'malformed': {
        const spoiled = malform(answer, decision.how, decision.variant);
        calls.conclude(n, { status: spoiled.status });
        sendSpoiled(exchange, spoiled);
        return;
      }
      case 'odd': {
        const odd = oddForm(answer, decision.form, route.operation);
        calls.conclude(n, { status: odd.status });
        sendSpoiled(exchange, odd);
        return;
      }
      case 'none':
        calls.conclude(n, { status: answer.status });
        send(exchange, answer);
        return;
      default: {
        const refusal = refusalOf(decision);
        calls.conclude(n, { status: refusal.status });
        send(exchange, refusal);
      }
    }
  }
}

function faultName(decision: FaultDecision): string {
  if (decision.kind === 'odd') return `odd:${decision.form}`;
  return decision.kind === 'malformed' ? `malformed:${decision.how}` : decision.kind;
}

function refusalOf(decision: Extract<FaultDecision, { kind: 'error' | 'rate_limited' }>): Answer {
  const status = decision.kind === 'error' ? decision.status : 429;
  const headers: Record<string, string> = {};
  if (decision.retryAfter !== null) headers['retry-after'] = decision.retryAfter;
  if (status < 400) headers.location = 'http://127.0.0.1:9/elsewhere';
  const code = status === 429 ? 'TOO_MANY_REQUESTS' : 'SIMULATED_FAULT';
  return problem(status, code, 'The simulator was told to refuse this request.', { headers });
}
