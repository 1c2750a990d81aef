import { findProvider, type Provider } from './catalogue.ts';
import { filterMethods } from './filter-methods.ts';
import { type Order, type Step, stepAt, stepsUntil } from './order.ts';
import { type Answer, json, problem } from './problem.ts';
import type { Simulation } from './simulation.ts';
import { fieldErrors, type InitialData, placeSchema } from './wire-schemas.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** The page of the identification provider at which the user starts. */
function targetUrl(order: Order, baseUrl: string): string {
  return `${baseUrl}/isp/${order.refId}`;
}

/** `GET /api/providers`: the methods under the filters (guide §5.1). */
export function listMethods(query: URLSearchParams, contentType: string): Answer {
  const outcome = filterMethods(query);
  if ('errors' in outcome) {
    return problem(400, 'INVALID_FILTER', 'A filter cannot be read.', { errors: outcome.errors });
  }
  return json(
    200,
    outcome.providers.map((provider) => ({
      issuer: provider.issuer,
      method: provider.method,
      methodType: provider.methodType,
      jurisdiction: provider.jurisdictions,
      loa: provider.loa.map(String),
      offline: provider.offline,
      webflow: provider.webflow,
      realtime: provider.realtime,
      languages: provider.languages,
    })),
    contentType,
  );
}

function missing(provider: Provider, data: InitialData): string[] {
  const given: Readonly<Record<string, unknown>> = data;
  return provider.mandatory.filter((field) => given[field] === undefined);
}

/** `POST /api/providers/{issuer}/{method}`: places an order. An empty body counts as no initial data. */
export function placeOrder(
  simulation: Simulation,
  path: { issuer: string; method: string },
  body: unknown,
  baseUrl: string,
  contentType: string,
): Answer {
  const provider = findProvider(path.issuer, path.method);
  if (provider === null) return problem(404, 'PROVIDER_UNKNOWN', 'There is no such identification method.');
  const parsed = placeSchema.safeParse(body ?? {});
  if (!parsed.success) {
    const errors = fieldErrors(parsed.error);
    return problem(400, 'VALIDATION_FAILED', 'The initial data cannot be read.', { errors });
  }
  const data = parsed.data;
  const absent = missing(provider, data);
  if (absent.length > 0) {
    const errors = absent.map((field) => ({ field, message: 'mandatory for this method' }));
    return problem(400, 'VALIDATION_FAILED', `Mandatory data are missing: ${absent.join(', ')}.`, { errors });
  }
  const order = simulation.place(provider, data);
  const { refId } = order;
  return {
    ...json(201, placedView(order, baseUrl), contentType),
    headers: { location: `/api/identifications/${refId}` },
    refId,
  };
}

function placedView(order: Order, baseUrl: string) {
  return {
    refId: order.refId,
    orderId: order.orderId,
    targetUrl: order.hasTargetUrl ? targetUrl(order, baseUrl) : undefined,
    issuer: order.provider.issuer,
    method: order.provider.method,
    status: order.steps[0].status,
    externalId: order.externalId,
    createdAt: iso(order.createdAt),
  };
}

/** SRS knows the number from the initial data, else only once the user has been identified. */
function knownMobile(order: Order, steps: readonly Step[]): string | undefined {
  const identified = steps.some(
    ({ kind }) => kind === 'identification_done' || kind === 'data_ready' || kind === 'terminated',
  );
  return order.mobileSubmitted || identified ? order.person.msisdn : undefined;
}

function unknownOrder(): Answer {
  return problem(404, 'IDENTIFICATION_NOT_FOUND', 'There is no identification with this Ref ID.');
}

/** `GET /api/identifications/{refId}`: the order as it stands now. */
export function getStatus(
  simulation: Simulation,
  refId: string,
  baseUrl: string,
  contentType: string,
): Answer {
  const order = simulation.find(refId);
  if (order === undefined) return unknownOrder();
  const steps = stepsUntil(order, simulation.clock.now());
  const present = steps[steps.length - 1] ?? order.steps[0];
  return json(
    200,
    {
      refId: order.refId,
      orderId: order.orderId,
      issuer: order.provider.issuer,
      method: order.provider.method,
      mobile: knownMobile(order, steps),
      externalId: order.externalId,
      status: present.status,
      reason: present.reason,
      statuses: steps.map(({ status, at }) => ({ status, at: iso(at) })),
      targetUrl: order.hasTargetUrl ? targetUrl(order, baseUrl) : undefined,
    },
    contentType,
  );
}

/** `DELETE /api/identifications/{refId}`: ends an order that is not final yet. */
export function cancelOrder(simulation: Simulation, refId: string): Answer {
  const order = simulation.find(refId);
  if (order === undefined) return unknownOrder();
  if (!simulation.cancel(order)) {
    return problem(409, 'ORDER_FINAL', 'This identification can no longer be cancelled.', {
      orderStatus: stepAt(order, simulation.clock.now()).status,
    });
  }
  return { status: 204, contentType: '', body: null };
}
