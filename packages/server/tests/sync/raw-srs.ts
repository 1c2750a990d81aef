import { createServer, type IncomingMessage } from 'node:http';

/** An answer as it goes over the wire, to the byte. */
export interface RawAnswer {
  status?: number;
  headers?: Record<string, string>;
  body: string | Buffer;
}

/** SRS, RA and token service that answer with whatever they are given. */
export interface RawSrs {
  url: string;
  /** Answers the next calls: gets method and path. */
  answer: (method: string, path: string) => RawAnswer;
  token: () => RawAnswer;
  /** Method and path of every call but those for a token. */
  calls: string[];
  /** Authorization headers of these calls. */
  tokens: (string | undefined)[];
  tokenCalls: number;
  close(): Promise<void>;
}

export const JSON_HEADERS = { 'content-type': 'application/json' };

/** Starts it on a port of its own. */
export async function startRawSrs(): Promise<RawSrs> {
  const server = createServer((req, res) => {
    req.resume().on('end', () => {
      const { status = 200, headers = JSON_HEADERS, body } = answerTo(srs, req);
      res.writeHead(status, headers);
      res.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const srs: RawSrs = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    answer: () => ({ status: 500, body: '' }),
    token: () => ({ body: JSON.stringify({ access_token: 't', token_type: 'Bearer', expires_in: 3600 }) }),
    calls: [],
    tokens: [],
    tokenCalls: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return srs;
}

function answerTo(srs: RawSrs, req: IncomingMessage): RawAnswer {
  const path = req.url ?? '/';
  if (path.startsWith('/oauth')) {
    srs.tokenCalls += 1;
    return srs.token();
  }
  srs.calls.push(`${req.method} ${path}`);
  srs.tokens.push(req.headers.authorization);
  return srs.answer(req.method ?? 'GET', path);
}
