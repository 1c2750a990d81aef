import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';

/** What is still answered while the desk stops. */
const STILL_ANSWERED: ReadonlySet<string> = new Set(['/healthz', '/metrics']);

const STOPPING = { title: 'The desk is stopping', detail: 'The desk is stopping: ask again in a moment.' };

/**
 * Ends servers without cutting what is under way: from `stop` on nothing new is begun (503, `/readyz` too), every answer says
 * `Connection: close`, and the servers close when the last request is answered, or after a time.
 */
export class Drain {
  readonly #underWay = new Set<ServerResponse>();
  readonly #servers: Server[] = [];
  #stopping = false;
  #emptied: () => void = () => undefined;

  /** Counts what `listener` answers. */
  over(listener: RequestListener): RequestListener {
    return (req, res) => {
      if (this.#stopping) {
        res.shouldKeepAlive = false;
        if (!STILL_ANSWERED.has(pathOf(req))) return refuse(req, res);
      }
      this.#underWay.add(res);
      res.once('close', () => {
        this.#underWay.delete(res);
        if (this.#underWay.size === 0) this.#emptied();
      });
      listener(req, res);
    };
  }

  /** A server that is closed with the others. */
  add(server: Server): Server {
    this.#servers.push(server);
    return server;
  }

  /** Begins nothing new, waits `atMostMs` for what is under way, and closes the servers. */
  async stop(atMostMs: number): Promise<void> {
    this.#stopping = true;
    for (const res of this.#underWay) {
      if (!res.headersSent) res.shouldKeepAlive = false;
      // A page's stream of news has no end of its own.
      if (String(res.getHeader('content-type')).startsWith('text/event-stream')) res.end();
    }
    if (this.#underWay.size > 0) await this.#empty(atMostMs);
    await Promise.all(this.#servers.map(close));
  }

  #empty(atMostMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, atMostMs);
      this.#emptied = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function pathOf(req: IncomingMessage): string {
  return (req.url ?? '').split('?', 1)[0] ?? '';
}

function refuse(req: IncomingMessage, res: ServerResponse): void {
  const readiness = { status: 'not_ready', reasons: ['stopping'] };
  const problem = { type: 'about:blank', status: 503, code: 'stopping', ...STOPPING };
  const isReadiness = pathOf(req) === '/readyz';
  res.writeHead(503, {
    'content-type': isReadiness ? 'application/json; charset=utf-8' : 'application/problem+json',
    'retry-after': '5',
  });
  res.end(JSON.stringify(isReadiness ? readiness : problem));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
