import simpleRestProvider from 'ra-data-simple-rest';
import type { DataProvider, GetListParams, RaRecord } from 'react-admin';
import { ask, request } from './api/http.ts';
import { cursorFor, rememberEnds } from './list-cursors.ts';
import { type Verbs, verbs } from './verbs.ts';

/** What a list is told besides its rows. */
export interface ListMeta {
  /** The server counted only so far. */
  capped: boolean;
  /** Time of the last row that the server looked at, where it ended its look before all were; else null. */
  lookedTo: string | null;
}

const BASE = '/api';

/** Lets simple-rest's requests go through the desk's one HTTP client (CSRF header, problem+json, abort). */
async function httpClient(url: string, init: RequestInit = {}) {
  const path = url.slice(BASE.length + 1);
  const answer = await request<unknown>(path, {
    method: (init.method ?? 'GET') as 'GET',
    ...(init.body ? { body: init.body } : {}),
    ...(init.headers ? { headers: init.headers } : {}),
    signal: init.signal ?? undefined,
  });
  return { status: answer.status, headers: answer.headers, body: answer.text, json: answer.json };
}

const rest = simpleRestProvider(BASE, httpClient as Parameters<typeof simpleRestProvider>[1]);

/** Lists whose words may name somebody: those are asked for by POST, out of every address and proxy log. */
const SEARCHED_BY_POST: ReadonlySet<string> = new Set(['audit']);

/** Lists that take their filters one by one, and have an order of their own. */
const ASKED_FLAT: ReadonlySet<string> = new Set(['usage/orders']);

function listQuery(resource: string, params: GetListParams): Record<string, string> {
  const { page, perPage } = params.pagination ?? { page: 1, perPage: 25 };
  const { field, order } = params.sort ?? { field: 'id', order: 'ASC' };
  const range = JSON.stringify([(page - 1) * perPage, page * perPage - 1]);
  if (ASKED_FLAT.has(resource)) return { ...params.filter, range };
  return {
    filter: JSON.stringify(params.filter ?? {}),
    range,
    sort: JSON.stringify([field, order]),
  };
}

/** Records of which only what was changed is sent: a whitelist of its own on the server takes nothing else. */
const PATCHED: ReadonlySet<string> = new Set(['users', 'invoices']);

function changesOf(data: Partial<RaRecord>, before: Partial<RaRecord>): Partial<RaRecord> {
  return Object.fromEntries(Object.entries(data).filter(([name, value]) => value !== before[name]));
}

/** `orders 0-24/319` → 319; a total that cannot be read counts as unknown and is refused. */
export function totalOf(contentRange: string | null): number {
  const total = Number(contentRange?.split('/').pop());
  if (contentRange === null || !Number.isInteger(total)) throw new Error('desk.error.no_total');
  return total;
}

/**
 * ra-data-simple-rest over the desk's HTTP client, with abort signals and with what simple-rest leaves out: capped totals
 * and changes by PATCH.
 */
const records: DataProvider = {
  ...rest,
  supportAbortSignal: true,

  async getList(resource, params) {
    const { signal } = params;
    const query = { ...listQuery(resource, params), ...cursorFor(resource, params) };
    const byPost = SEARCHED_BY_POST.has(resource) && params.filter?.q !== undefined;
    const answer = byPost
      ? await request<RaRecord[]>(`${resource}/search`, { method: 'POST', body: query, signal })
      : await request<RaRecord[]>(`${resource}?${new URLSearchParams(query)}`, { signal });
    rememberEnds(resource, params, answer.headers);
    const meta: ListMeta = {
      capped: answer.headers.get('x-total-capped') === '1',
      lookedTo: answer.headers.get('x-looked-to'),
    };
    return { data: answer.json as never, total: totalOf(answer.headers.get('content-range')), meta };
  },

  async update(resource, params) {
    if (!PATCHED.has(resource)) return rest.update(resource, params);
    const body = changesOf(params.data, params.previousData ?? {});
    if (Object.keys(body).length === 0) return { data: params.previousData as never };
    return {
      data: await ask(`${resource}/${encodeURIComponent(params.id)}`, { method: 'PATCH', body }),
    };
  },
};

/** The records of the resources, and what else the desk can do and read. */
export const dataProvider: DataProvider & Verbs = { ...records, ...verbs };
