import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import { Pool } from 'undici';
import type { Outbound } from '../config/outbound.ts';
import type { Upstream } from './call.ts';
import { goesDirect } from './no-proxy.ts';
import { tunnelThrough } from './tunnel.ts';

const CONNECT_TIMEOUT_MS = 10_000;

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

/** One connection pool per configured host, two where a host is both the RA service, which is shown a certificate, and another. */
export class Upstreams {
  readonly #urls: UpstreamUrls;
  readonly #pools = new Map<string, Pool>();
  readonly #destinations = new Map<Upstream, Destination>();
  readonly #connections: number;
  readonly #outbound: Outbound | null;

  /** `outbound` null: straight, trusting whom Node trusts. */
  constructor(urls: UpstreamUrls, connections: number, outbound: Outbound | null) {
    this.#urls = urls;
    this.#connections = connections;
    this.#outbound = outbound;
  }

  /** @throws UnknownUpstream */
  of(upstream: Upstream): Destination {
    const known = this.#destinations.get(upstream);
    if (known !== undefined) return known;
    const url = this.#urls[upstream];
    if (url === undefined) throw new UnknownUpstream(`no URL is configured for ${upstream}`);
    const { origin, pathname } = new URL(url);
    const basePath = pathname.replace(/\/+$/, '');
    const pool = this.#pool(origin, upstream === 'ras');
    const destination = { pool, origin, basePath, baseUrl: origin + basePath };
    this.#destinations.set(upstream, destination);
    return destination;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values()].map((pool) => pool.destroy()));
    this.#pools.clear();
    this.#destinations.clear();
  }

  #pool(origin: string, isRas: boolean): Pool {
    const withCertificate = isRas && this.#outbound?.rasCertificate != null;
    const key = withCertificate ? `${origin} with certificate` : origin;
    let pool = this.#pools.get(key);
    if (pool === undefined) {
      pool = new Pool(origin, {
        connections: this.#connections,
        pipelining: 1,
        connectTimeout: CONNECT_TIMEOUT_MS,
        ...this.#connecting(new URL(origin), withCertificate),
      });
      this.#pools.set(key, pool);
    }
    return pool;
  }

  #connecting({ protocol, hostname, port }: URL, withCertificate: boolean): Pick<Pool.Options, 'connect'> {
    const outbound = this.#outbound;
    if (outbound === null || protocol !== 'https:') return {};
    const { proxy, noProxy } = outbound;
    const own = secureContext(outbound, withCertificate);
    if (proxy === null || goesDirect(noProxy, hostname, port || '443'))
      return { connect: { secureContext: own, timeout: CONNECT_TIMEOUT_MS } };
    const ofProxy = secureContext(outbound, false);
    return { connect: tunnelThrough(proxy, { own, ofProxy }, CONNECT_TIMEOUT_MS) };
  }
}

/** Made once per host: reading all roots again at each connection would cost milliseconds. */
function secureContext({ extraCa, rasCertificate }: Outbound, withCertificate: boolean): SecureContext {
  const shown = withCertificate ? rasCertificate : null;
  return createSecureContext({
    ...(extraCa.length === 0 ? {} : { ca: [...rootCertificates, ...extraCa] }),
    ...(shown === null
      ? {}
      : {
          cert: shown.certificate,
          key: shown.key.reveal(),
          ...(shown.passphrase === null ? {} : { passphrase: shown.passphrase.reveal() }),
        }),
  });
}
