import { hasPassed } from '@srs-desk/shared/time/elapsed.ts';
import { type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import type { OidcConfig } from '../../../platform/config/login.ts';
import { LOOPBACK } from '../../../platform/config/loopback.ts';
import type { Desk } from '../../../platform/desk.ts';
import { KeySet } from './key-set.ts';
import { fetchThrough, ProviderUnreachable } from './provider-fetch.ts';

/** How long what the provider tells of itself is taken to hold, ms. */
const METADATA_KEPT_MS = 86_400_000;
/** Waits before a provider that could not be asked is asked again in the background, ms; the last one repeats. */
const AGAIN_AFTER_MS = [5_000, 15_000, 60_000, 300_000];
const MOST_ID_TOKENS = 2_000;
/** How far the provider's clock and ours may be apart, ms. */
const SKEW_MS = 30_000;
/** Signatures that are accepted: with keys of the provider's own, never with a shared secret. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

type ProviderParts = Pick<Desk, 'recorder' | 'clock' | 'log'>;

/**
 * The identity provider that people log in at. What it tells of itself is asked for in the background, and again while it cannot
 * be had: the desk starts and works whether the provider answers or not.
 */
export class OidcProvider {
  readonly config: OidcConfig;
  readonly #parts: ProviderParts;
  readonly #fetch: openid.CustomFetch;
  readonly #keys: KeySet;
  #known: { metadata: openid.ServerMetadata; at: number } | null = null;
  #asking: Promise<openid.ServerMetadata> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #failures = 0;
  #stopped = false;
  /** ID tokens by session: with one the provider ends a login without asking. Kept in memory alone. */
  readonly #idTokens = new Map<number, string>();
  /** Logout tokens that were used, and when each would end by itself, ms. */
  readonly #spent = new Map<string, number>();

  constructor(config: OidcConfig, parts: ProviderParts) {
    this.config = config;
    this.#parts = parts;
    this.#fetch = fetchThrough(parts.recorder);
    this.#keys = new KeySet(() => this.#loadKeys(), parts.clock);
  }

  /** Asks the provider in the background until it has answered. */
  start(): void {
    this.#metadata().catch(() => this.#tryLater());
  }

  stop(): void {
    this.#stopped = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  /** Whether it has told of itself since the start. */
  get isKnown(): boolean {
    return this.#known !== null;
  }

  /** What a login is carried out with. @throws ProviderUnreachable */
  async client(): Promise<openid.Configuration> {
    const isAsked = this.#asking !== null;
    const metadata = await this.#metadata().catch((error: unknown) => {
      // What was asked before somebody wanted to log in may have failed then, and not now.
      if (isAsked) return this.#metadata();
      throw error;
    });
    return this.#clientFor(metadata);
  }

  /** The claims of a token that the provider signed for this desk. @throws JOSEError, ProviderUnreachable */
  async verify(token: string, options: JWTVerifyOptions = {}): Promise<JWTPayload> {
    const { issuer, clientId } = this.config;
    const { payload } = await jwtVerify(token, this.#keys.key, {
      issuer,
      audience: clientId,
      algorithms: ALGORITHMS,
      currentDate: new Date(this.#parts.clock.now()),
      clockTolerance: SKEW_MS / 1000,
      ...options,
    });
    return payload;
  }

  keepForLogout(sessionId: number, idToken: string): void {
    const [oldest] = this.#idTokens.keys();
    if (oldest !== undefined && this.#idTokens.size >= MOST_ID_TOKENS) this.#idTokens.delete(oldest);
    this.#idTokens.set(sessionId, idToken);
  }

  /** Where the login at the provider is ended too; null where it offers no such address, or did not say so yet. */
  logoutUrl(sessionId: number): string | null {
    const { metadata } = this.#known ?? {};
    if (metadata?.end_session_endpoint === undefined) return null;
    const hint = this.#idTokens.get(sessionId);
    this.#idTokens.delete(sessionId);
    return openid.buildEndSessionUrl(this.#clientFor(metadata), {
      post_logout_redirect_uri: new URL('/login', this.config.publicUrl).href,
      ...(hint === undefined ? {} : { id_token_hint: hint }),
    }).href;
  }

  /** Whether a logout token was used before. */
  isSpent(jti: string): boolean {
    return this.#spent.has(jti);
  }

  /** Uses up a logout token. `until`: when it would end by itself, ms. */
  spend(jti: string, until: number): void {
    const now = this.#parts.clock.now();
    for (const [one, ends] of this.#spent) if (ends + SKEW_MS < now) this.#spent.delete(one);
    this.#spent.set(jti, until);
  }

  /** Takes back that a logout token was used up: what it asked for was not done. */
  unspend(jti: string): void {
    this.#spent.delete(jti);
  }

  #clientFor(metadata: openid.ServerMetadata): openid.Configuration {
    const { clientId, clientSecret, clientAuth } = this.config;
    const authOf = clientAuth === 'basic' ? openid.ClientSecretBasic : openid.ClientSecretPost;
    const client = new openid.Configuration(metadata, clientId, undefined, authOf(clientSecret.reveal()));
    client[openid.customFetch] = this.#fetch;
    if (this.#isPlain) openid.allowInsecureRequests(client);
    return client;
  }

  /** Only a provider on this machine may be asked without TLS: the configuration refuses others. */
  get #isPlain(): boolean {
    const { protocol, hostname } = new URL(this.config.issuer);
    return protocol === 'http:' && LOOPBACK.has(hostname);
  }

  async #metadata(): Promise<openid.ServerMetadata> {
    const known = this.#known;
    const isOld = known === null || hasPassed(METADATA_KEPT_MS, known.at, this.#parts.clock.now());
    if (!isOld) return known.metadata;
    this.#asking ??= this.#discover().finally(() => {
      this.#asking = null;
    });
    // What it said a day ago is better than nothing.
    return this.#asking.catch((error: unknown) => {
      if (known !== null) return known.metadata;
      throw error;
    });
  }

  async #discover(): Promise<openid.ServerMetadata> {
    const { issuer, clientId } = this.config;
    try {
      const found = await openid.discovery(new URL(issuer), clientId, undefined, undefined, {
        [openid.customFetch]: this.#fetch,
        ...(this.#isPlain ? { execute: [openid.allowInsecureRequests] } : {}),
      });
      const metadata = structuredClone(found.serverMetadata());
      this.#known = { metadata, at: this.#parts.clock.now() };
      this.#failures = 0;
      return metadata;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#parts.log.warn({ issuer, why }, 'the identity provider cannot be asked');
      throw error instanceof ProviderUnreachable ? error : new ProviderUnreachable(why);
    }
  }

  #tryLater(): void {
    if (this.#stopped) return;
    const wait = AGAIN_AFTER_MS[Math.min(this.#failures, AGAIN_AFTER_MS.length - 1)];
    this.#failures += 1;
    this.#timer = setTimeout(() => this.start(), wait);
    this.#timer.unref();
  }

  async #loadKeys(): Promise<unknown> {
    const { jwks_uri: address } = await this.#metadata();
    if (address === undefined) throw new ProviderUnreachable('it names no keys');
    const headers = { accept: 'application/json' };
    const answer = await this.#fetch(address, { method: 'GET', headers, body: null, redirect: 'manual' });
    if (answer.status !== 200) throw new ProviderUnreachable(`its keys were answered with ${answer.status}`);
    return answer.json();
  }
}

declare module '../../../platform/desk.ts' {
  interface Desk {
    /** Where people log in by an identity provider; null: nowhere. */
    readonly oidc: OidcProvider | null;
  }
}
