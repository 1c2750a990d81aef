import { closedMonthsMeant } from '../billing/prices/closed-months-hold.ts';
import { type Need, sessionBack } from '../session/session-hold.ts';
import { isUnattended } from './attended.ts';
import { noteDeskTime } from './desk-clock.ts';
import { ApiProblem, problemOf } from './problem.ts';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Sent as JSON; a `Blob` or `FormData` goes as it is. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** How long an answer is waited for, ms, where no `signal` says so; then the desk is taken as out of reach. */
  timeoutMs?: number;
  headers?: HeadersInit;
  /** Makes a repeated POST one POST (placing, cancelling). */
  idempotencyKey?: string;
  /** The caller tells by itself that something waits for a second admin; else that is a problem (`approval_waits`). */
  mayWait?: true;
  /** Asked by who is not logged in, or not any more: a refusal is the answer. */
  anonymous?: true;
}

interface HttpAnswer<T> {
  status: number;
  headers: Headers;
  json: T;
  text: string;
}

/** The header without which the server takes no change from a browser. */
const CSRF_HEADER = { 'X-Requested-With': 'srs-desk' } as const;

/**
 * Calls the desk's own API. `path` is below `/api`, without a leading slash.
 * Throws {@link ApiProblem} for anything but a success; an aborted request keeps its `AbortError`. When the session has
 * ended, or the server asks for a proof of who asks, it waits until the person has given it, and asks once more. A change that
 * reaches into closed months is made once the person has seen what it does there.
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<HttpAnswer<T>> {
  const response = await respond(path, options);
  const text = await reached(response.text());
  if (!response.ok) {
    const problem = problemOf(response.status, response.headers.get('content-type'), text);
    const confirm = await closedMonthsMeant(problem);
    if (confirm === null) throw problem;
    return request<T>(withQuery(path.replace(/\?.*/, ''), { confirm }), options);
  }
  const json = parse<T>(text);
  if (response.status === 202 && options.mayWait !== true && waitsForApproval(json))
    throw new ApiProblem(202, { code: 'approval_waits' });
  return { status: response.status, headers: response.headers, json, text };
}

/** The answer as it comes, once who asks has given the proof, or the login, that the server asks for. */
export async function respond(path: string, options: RequestOptions): Promise<Response> {
  let response = await reach(`/api/${path}`, toInit(options));
  const met = new Set<Need>();
  for (let need = await needOf(response, options); need !== null && !met.has(need); ) {
    met.add(need);
    if (!(await sessionBack(need))) break;
    response = await reach(`/api/${path}`, toInit(options));
    need = await needOf(response, options);
  }
  return response;
}

/** Whether the answer is what waits for a second admin, instead of what was asked for. */
function waitsForApproval(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'act' in answer && 'askedBy' in answer;
}

const NEEDS: Readonly<Record<string, Need>> = {
  reauthentication_required: 'proof',
  password_change_required: 'password',
  second_factor_required: 'factor',
};

/** What the person must do before the request can go through; null when that would not help. */
async function needOf(response: Response, { anonymous }: RequestOptions): Promise<Need | null> {
  if (anonymous) return null;
  if (response.status === 401) return 'login';
  if (response.status !== 403) return null;
  const answer = response.clone();
  const problem = problemOf(403, answer.headers.get('content-type'), await answer.text());
  return NEEDS[problem.code] ?? null;
}

/** A path with its query; what is not given is left out. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

/** {@link request} for callers that only want the body. */
export async function ask<T>(path: string, options: RequestOptions = {}): Promise<T> {
  return (await request<T>(path, options)).json;
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  const askedAt = Date.now();
  const response = await reached(fetch(url, init));
  noteDeskTime(response.headers.get('date'), askedAt, Date.now());
  return response;
}

/** What comes from the desk, or that it is out of reach; who ended it knows that. */
async function reached<T>(coming: Promise<T>): Promise<T> {
  try {
    return await coming;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(null, { code: 'unreachable', title: 'desk.error.unreachable' });
  }
}

function toInit(options: RequestOptions): RequestInit {
  const headers = new Headers(options.headers);
  headers.set('X-Requested-With', CSRF_HEADER['X-Requested-With']);
  headers.set('Accept', 'application/json');
  if (isUnattended()) headers.set('X-Srs-Desk-Background', '1');
  if (options.idempotencyKey !== undefined) headers.set('Idempotency-Key', options.idempotencyKey);
  const init: RequestInit = { method: options.method ?? 'GET', headers, credentials: 'same-origin' };
  if (options.signal) init.signal = options.signal;
  else if (options.timeoutMs !== undefined) init.signal = AbortSignal.timeout(options.timeoutMs);
  const { body } = options;
  if (body === undefined) return init;
  if (body instanceof Blob || body instanceof FormData) return { ...init, body };
  if (!headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  return { ...init, body: typeof body === 'string' ? body : JSON.stringify(body) };
}

function parse<T>(text: string): T {
  return (text === '' ? null : JSON.parse(text)) as T;
}
