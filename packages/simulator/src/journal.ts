import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { z } from 'zod';

/**
 * What happened to a simulator from outside, so that the next start goes on where this one stopped: the world it was made
 * from (the rest follows from the seed and the clock), then every request that changed something, with its time.
 */
const worldSchema = z.object({
  seed: z.number(),
  speed: z.number(),
  population: z.union([z.enum(['full', 'none']), z.number()]),
  arrivalsPerMinute: z.number(),
  startedAt: z.number(),
});
export type World = z.infer<typeof worldSchema>;

const actSchema = z.object({
  at: z.number(),
  method: z.string(),
  url: z.string(),
  contentType: z.string(),
  body: z.string(),
});
type Act = z.infer<typeof actSchema>;

/** The journal's file is not one. */
export class JournalError extends Error {
  override readonly name = 'JournalError';
}

const CHANGES = /^\/(api\/providers\/|api\/identifications\/|isp\/|_sim\/(identifications|orders|clock))/;

/** One simulator's journal, a JSON line for each act. */
export class Journal {
  readonly #path: string;
  readonly world: World;
  readonly acts: readonly Act[];
  #recording = false;

  private constructor(path: string, world: World, acts: readonly Act[]) {
    this.#path = path;
    this.world = world;
    this.acts = acts;
  }

  /** Reads the journal at `path`, or begins one for `world`. @throws JournalError */
  static open(path: string, world: World): Journal {
    if (!existsSync(path)) {
      writeFileSync(path, `${JSON.stringify(world)}\n`, { mode: 0o600 });
      return new Journal(path, world, []);
    }
    // A line cut off by a crash is no line.
    const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
    try {
      const [first = '', ...rest] = lines;
      const acts = rest.map((line) => actSchema.parse(JSON.parse(line)));
      return new Journal(path, worldSchema.parse(JSON.parse(first)), acts);
    } catch {
      throw new JournalError(`${path} is not a simulator's journal: remove it to begin anew`);
    }
  }

  /** From now on, what changes something is written down. */
  record(): void {
    this.#recording = true;
  }

  /** Listens in on a request; writes it down once it was answered with success. */
  listen(req: IncomingMessage, res: ServerResponse, now: () => number): void {
    const { method = 'GET', url = '/' } = req;
    if (!this.#recording || method === 'GET' || method === 'HEAD' || !CHANGES.test(url)) return;
    const chunks: Buffer[] = [];
    const push = req.push.bind(req);
    // Whoever handles the request reads it as if nobody listened.
    req.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (Buffer.isBuffer(chunk)) chunks.push(chunk);
      return push(chunk, encoding);
    };
    // The change happens just before the answer is given: its time is told to the millisecond or so.
    let at = now();
    const end = res.end;
    res.end = ((...args: Parameters<typeof end>) => {
      at = now();
      return end.apply(res, args);
    }) as typeof end;
    res.on('finish', () => {
      if (res.statusCode >= 400) return;
      const contentType = req.headers['content-type'] ?? '';
      const act: Act = { at, method, url, contentType, body: Buffer.concat(chunks).toString('utf8') };
      appendFileSync(this.#path, `${JSON.stringify(act)}\n`);
    });
  }

  /** Sends every act again to the simulator on `port`, each at its own time. */
  async replay(
    port: number,
    setTime: (at: number) => void,
    clientSecret: { id: string; secret: string },
  ): Promise<void> {
    let token = '';
    let tokenAt = -Infinity;
    for (const act of this.acts) {
      setTime(act.at);
      if (act.at - tokenAt > 60_000) {
        token = await fetchToken(port, clientSecret);
        tokenAt = act.at;
      }
      await send(port, act, token);
    }
  }
}

async function fetchToken(port: number, client: { id: string; secret: string }): Promise<string> {
  const form = new URLSearchParams({
    client_id: client.id,
    client_secret: client.secret,
    grant_type: 'client_credentials',
    scope: 'miss',
  });
  const contentType = 'application/x-www-form-urlencoded';
  const answer = await send(
    port,
    { method: 'POST', url: '/oauth/token', contentType, body: form.toString() },
    '',
  );
  return z.object({ access_token: z.string() }).parse(JSON.parse(answer)).access_token;
}

function send(port: number, act: Omit<Act, 'at'>, token: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-length': Buffer.byteLength(act.body),
      ...(act.contentType === '' ? {} : { 'content-type': act.contentType }),
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    };
    const sent = request(
      { host: '127.0.0.1', port, method: act.method, path: act.url, headers },
      (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => {
          text += chunk.toString('utf8');
        });
        answer.on('end', () => resolve(text));
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(act.body);
  });
}
