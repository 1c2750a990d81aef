import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** An order as the scripted SRS answers it: whatever stands here goes over the wire. */
export interface WireOrder {
  refId: string;
  mobile?: string;
  status: string;
  statuses: { status: string; at: string }[];
  [field: string]: unknown;
}

/** SRS, RA and token service that say what they are told to, and nothing by chance or by the clock. */
export interface ScriptedSrs {
  url: string;
  /** By Ref ID; what is missing is answered 404. */
  orders: Map<string, WireOrder>;
  /** Answers of the next placing calls, the first next. */
  toPlace: WireOrder[];
  /** What verify calls find, by mobile number: an Evidence ID, or terms that nobody accepted. */
  evidence: Map<string, string | 'terms_not_accepted'>;
  /** Ref IDs whose status calls fail with 503. */
  failing: Set<string>;
  /** The present time, ISO, for what happens at SRS by itself. */
  now: string;
  close(): Promise<void>;
}

interface Answer {
  status: number;
  body?: unknown;
}

type Body = Record<string, string>;

/** Starts it on a port of its own. */
export async function startScriptedSrs(): Promise<ScriptedSrs> {
  const server = createServer((req, res) => {
    void answer(srs, req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const srs: ScriptedSrs = {
    url: `http://127.0.0.1:${port}`,
    orders: new Map(),
    toPlace: [],
    evidence: new Map(),
    failing: new Set(),
    now: '',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return srs;
}

async function answer(srs: ScriptedSrs, req: IncomingMessage, res: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  const path = decodeURIComponent((req.url ?? '/').split('?', 1)[0] ?? '/');
  const { status, body } = answerTo(srs, req.method ?? 'GET', path, text);
  res.sendDate = false;
  res.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' });
  res.end(body === undefined ? undefined : JSON.stringify(body));
}

function answerTo(srs: ScriptedSrs, method: string, path: string, text: string): Answer {
  if (path === '/oauth/token') {
    return { status: 200, body: { access_token: 'scripted', token_type: 'Bearer', expires_in: 31_536_000 } };
  }
  if (path === '/api/evidences/verify') return verify(srs, JSON.parse(text) as Body);
  if (path.startsWith('/api/providers/')) return place(srs);
  const refId = path.replace('/api/identifications/', '');
  if (srs.failing.has(refId)) return { status: 503, body: { code: 'OUT_OF_SERVICE' } };
  const order = srs.orders.get(refId);
  if (order === undefined) return { status: 404, body: { code: 'NOT_FOUND' } };
  return method === 'DELETE' ? cancel(srs, order) : { status: 200, body: order };
}

function place(srs: ScriptedSrs): Answer {
  const order = srs.toPlace.shift();
  if (order === undefined) return { status: 400, body: { code: 'NOTHING_TO_PLACE' } };
  srs.orders.set(order.refId, order);
  const { refId, orderId, targetUrl, issuer, method, status, externalId, statuses } = order;
  const createdAt = statuses[0]?.at;
  return { status: 201, body: { refId, orderId, targetUrl, issuer, method, status, externalId, createdAt } };
}

function cancel(srs: ScriptedSrs, order: WireOrder): Answer {
  if (order.status === 'TERMINATED' || order.status === 'ERROR') {
    return { status: 409, body: { code: 'ORDER_FINAL' } };
  }
  order.status = 'CANCELLED';
  order.statuses.push({ status: 'CANCELLED', at: srs.now });
  return { status: 204 };
}

function verify(srs: ScriptedSrs, { msisdn = '' }: Body): Answer {
  const found = srs.evidence.get(msisdn);
  if (found === undefined) return { status: 404, body: { code: 'EVIDENCE_NOT_FOUND' } };
  if (found === 'terms_not_accepted') return { status: 403, body: { code: 'TERMS_NOT_ACCEPTED' } };
  return { status: 200, body: { evidenceId: found } };
}
