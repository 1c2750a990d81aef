import { Pool } from 'undici';
import type { Upstream } from './call.ts';

/** Base URLs of the hosts that may be called; nothing else can be. */
export type UpstreamUrls = Readonly<Partial<Record<Upstream, string>>>;

interface Destination {
  pool: Pool;
  origin: string;
  /** Path of the base URL, without a slash at its end. */
  basePath: string;
  baseUrl: string;
}

/** The upstream is not configured, so it cannot be called. */
class UnknownUpstream extends Error {
  override readonly name = 'UnknownUpstream';
}

/** One connection pool per configured host. */
export class Upstreams {
  readonly #urls: UpstreamUrls;
  readonly #pools = new Map<string, Pool>();
  readonly #destinations = new Map<Upstream, Destination>();
  readonly #connections: number;

  constructor(urls: UpstreamUrls, connections: number) {
    this.#urls = urls;
    this.#connections = connections;
  }

  /** @throws UnknownUpstream */
  of(upstream: Upstream): Destination {
    const known = this.#destinations.get(upstream);
    if (known !== undefined) return known;
    const url = this.#urls[upstream];
    if (url === undefined) throw new UnknownUpstream(`no URL is configured for ${upstream}`);
    const { origin, pathname } = new URL(url);
    const basePath = pathname.replace(/\/+$/, '');
    const destination = { pool: this.#pool(origin), origin, basePath, baseUrl: origin + basePath };
    this.#destinations.set(upstream, destination);
    return destination;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    this.#pools.clear();
    this.#destinations.clear();
  }

  #pool(origin: string): Pool {
    let pool = this.#pools.get(origin);
    if (pool === undefined) {
      pool = new Pool(origin, { connections: this.#connections, pipelining: 1, connectTimeout: 10_000 });
      this.#pools.set(origin, pool);
    }
    return pool;
  }
}
