import { randomUUID } from 'node:crypto';
import { type AppFixture, type Caller, startApp } from '../http/app-fixture.ts';
import { JSON_HEADERS, type RawAnswer, type RawSrs, startRawSrs } from '../sync/raw-srs.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const YEAR = 365 * 24 * HOUR;
export const PERSON = { firstName: 'Zoë', lastName: 'Grünwald-Öz', mobile: '+41797770102' };

const NOT_FOUND: RawAnswer = { status: 404, headers: JSON_HEADERS, body: '{"code":"NOT_FOUND"}' };
const VERIFY = {
  valid: { body: JSON.stringify({ evidenceId: 'RAS0123456789abcdef01234567' }) },
  no_evidence: { status: 404, headers: JSON_HEADERS, body: '{"code":"EVIDENCE_NOT_FOUND"}' },
  terms_not_accepted: { status: 403, headers: JSON_HEADERS, body: '{"code":"TERMS_NOT_ACCEPTED"}' },
} as const;

/** What SRS is to tell of an order. */
export interface Told {
  statuses: readonly (readonly [wire: string, afterMs: number])[];
  method?: 'video' | 'bank' | 'unheard_of';
  link?: boolean;
  reason?: string;
  mobile?: string | null;
}

const METHODS = {
  video: { issuer: 'IDENTITY.TM', method: 'VIDEO IDENTITY.TM' },
  bank: { issuer: 'KLARNA', method: 'Bank' },
  unheard_of: { issuer: 'NEWCOMER', method: 'eID' },
};

/** A desk and an SRS that answers to the byte, both under one clock; everything is done by requests alone. */
export async function startWorld() {
  const srs: RawSrs = await startRawSrs();
  const told = new Map<string, object>();
  let verify: RawAnswer = VERIFY.no_evidence;
  let place: RawAnswer = NOT_FOUND;
  srs.answer = (method, path) => {
    if (path.startsWith('/api/evidences')) return verify;
    if (method === 'POST') return place;
    const refId = path.split('/').at(-1) ?? '';
    if (method === 'DELETE') return { status: 204, body: '' };
    const body = told.get(refId);
    return body === undefined ? NOT_FOUND : { body: JSON.stringify(body) };
  };
  let now = Date.parse('2026-03-04T10:00:00.000Z');
  const app: AppFixture = await startApp({
    env: { SRS_BASE_URL: srs.url, RAS_BASE_URL: srs.url, SRS_TOKEN_URL: `${srs.url}/oauth/token` },
    desk: { clock: { now: () => now } },
  });
  const by: Record<'support' | 'finance' | 'admin', Caller> = {
    support: await app.as('support'),
    finance: await app.as('finance'),
    admin: await app.as('admin'),
  };

  const answerOf = (refId: string, { statuses, method = 'video', link = true, reason, mobile }: Told) => ({
    refId,
    ...METHODS[method],
    mobile: mobile === undefined ? PERSON.mobile : mobile,
    status: statuses.at(-1)?.[0],
    statuses: statuses.map(([status, after]) => ({ status, at: new Date(now + after).toISOString() })),
    ...(reason === undefined ? {} : { reason }),
    ...(link ? { targetUrl: linkOf(refId) } : {}),
  });

  let numbers = 0;
  const world = {
    app,
    by,
    now: () => now,
    /** A number that no other order has: each is of a person of its own. */
    someNumber: () => `+4179777${String(++numbers).padStart(4, '0')}`,
    /** Moves the clock on, brings what follows from time up to date, and logs everybody in anew. */
    async pass(ms: number) {
      now += ms;
      await app.desk.ledger.recordWithoutEntry([{ name: 'order.retriage', args: { limit: 10_000 } }]);
      for (const role of ['support', 'finance', 'admin'] as const) by[role] = await app.as(role);
    },
    /** SRS tells this of a Ref ID from now on; times count from now. */
    tell: (refId: string, what: Told) => told.set(refId, answerOf(refId, what)),
    /** … without its times. */
    tellUndated: (refId: string, status: string) =>
      told.set(refId, { refId, ...METHODS.video, mobile: PERSON.mobile, status }),
    forget: (refId: string) => told.delete(refId),
    /** An order that the desk knows by its Ref ID alone. */
    async registered(what: Told): Promise<string> {
      const refId = randomUUID();
      world.tell(refId, what);
      const answer = await by.support.post('/api/orders/import', { refIds: [refId] });
      if (answer.body.lines?.[0]?.outcome !== 'new') throw new Error(answer.text);
      return refId;
    },
    /** An order that is placed here, with the person's data but what is left out, or in place of another. */
    async placed(what: Told, more: object = PERSON): Promise<string> {
      const refId = randomUUID();
      const body = answerOf(refId, what);
      place = { status: 201, headers: JSON_HEADERS, body: JSON.stringify(body) };
      told.set(refId, body);
      const [issuer, method] = what.method === 'bank' ? ['KLARNA', 'bank'] : ['IDENTITY.TM', 'video'];
      const answer = await by.support.post('/api/orders', { issuer, method, ...more });
      if (answer.status !== 201) throw new Error(answer.text);
      return refId;
    },
    sync: (refId: string) => by.support.post(`/api/orders/${refId}/sync`),
    /** The RA service answers so from now on; gives how many verify calls it was asked so far. */
    answerVerify(as: keyof typeof VERIFY): number {
      verify = VERIFY[as];
      return srs.calls.filter((call) => call.includes('/api/evidences')).length;
    },
    async verified(refId: string, as: keyof typeof VERIFY) {
      world.answerVerify(as);
      const answer = await by.support.post(`/api/orders/${refId}/verify`);
      if (answer.status !== 200) throw new Error(answer.text);
      return answer.body;
    },
    get: (
      refId: string,
      what: string,
      query: Record<string, string> = {},
      role: keyof typeof by = 'support',
    ) => by[role].get(`/api/orders/${refId}/${what}?${new URLSearchParams(query)}`),
    async close() {
      await app.close();
      await srs.close();
    },
  };
  return world;
}

/** The link that SRS gives for an order. */
export const linkOf = (refId: string) => `https://idp.example/${refId}`;
