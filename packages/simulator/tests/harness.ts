import { type Simulator, type SimulatorOptions, startSimulator } from '../src/start-simulator.ts';

/** Fields of any JSON object the simulator answers with. */
export type Fields = Record<string, unknown>;

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Fields;
}

const running: Simulator[] = [];

/** A simulator on a free port; an empty world unless told otherwise. `stopAll` ends it. */
export async function start(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await startSimulator({ port: 0, speed: 1, seed: 7, population: 'none', ...options });
  running.push(simulator);
  return simulator;
}

/** Stops every simulator that a test has started. */
export async function stopAll(): Promise<void> {
  await Promise.all(running.splice(0).map((simulator) => simulator.close()));
}

function fieldsOf(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** One request, with whatever came back. */
export async function send(url: string, init: RequestInit = {}): Promise<Reply> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: fieldsOf(text) };
}

/** A control call with a JSON body. */
export function control(simulator: Simulator, method: string, path: string, body?: unknown): Promise<Reply> {
  return send(`${simulator.url}/_sim${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}

/** A bearer token by the public samples' form: everything in the query. */
export async function token(simulator: Simulator): Promise<string> {
  const query =
    'client_id=missswaggerclient&client_secret=missswaggerclientsecret&grant_type=client_credentials&scope=miss';
  const { body } = await send(`${simulator.tokenUrl}?${query}`, { method: 'POST' });
  return String(body.access_token);
}

/** A caller with a token of its own. */
export async function caller(simulator: Simulator) {
  const authorization = `Bearer ${await token(simulator)}`;
  const srs = (method: string, path: string, body?: unknown): Promise<Reply> =>
    send(`${simulator.url}${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return {
    srs,
    place: (provider: string, data: Fields = {}) => srs('POST', `/api/providers/${provider}`, data),
    status: (refId: unknown) => srs('GET', `/api/identifications/${String(refId)}`),
    cancel: (refId: unknown) => srs('DELETE', `/api/identifications/${String(refId)}`),
    verify: (msisdn: unknown, more: Fields = {}) =>
      srs('POST', '/api/evidences/verify', { jurisdiction: 'zertes', assuranceLevel: '4', msisdn, ...more }),
  };
}

export const VIDEO_PATH = 'IDENTITY.TM/VIDEO%20IDENTITY.TM';
export const BANK_PATH = 'KLARNA/Bank';
export const BANK_DATA = {
  firstName: 'Max',
  lastName: 'Maximus',
  dob: '1980-02-29',
  mobile: '+41 79 000 12 34',
  country: 'DE',
};

/** A clock that only moves when told to. */
export function handClock(start = Date.parse('2026-11-23T14:00:00Z')) {
  let now = start;
  return {
    now: () => now,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}
