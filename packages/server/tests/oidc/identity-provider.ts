/// <reference path="./oidc-provider.d.ts" />
import { createServer, type RequestListener } from 'node:http';
import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from 'jose';
import Provider from 'oidc-provider';

/** What the identity provider says of its people, by their name there. */
type People = Record<string, { name: string; preferred_username: string; roles?: string[] }>;

interface DeskAddress {
  publicUrl: string;
  url: string;
}

export interface IdentityProvider {
  issuer: string;
  people: People;
  /** Registers the desk, which people open at `publicUrl`, and which the provider itself reaches at `url`. */
  serve(desk: DeskAddress): void;
  /** Refuses all connections until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  /** Signs with another key from now on, and shows that one alone. */
  rotate(): Promise<void>;
  /** A token signed with the key that it uses now. */
  sign(claims: JWTPayload): Promise<string>;
  close(): Promise<void>;
}

export const CLIENT = { id: 'srs-desk', secret: 'a secret of the client, 0123456789' };

/** The environment of a desk whose people log in there. */
export function environmentOf({ issuer }: Pick<IdentityProvider, 'issuer'>, publicUrl: string) {
  return {
    PUBLIC_URL: publicUrl,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_ROLES: 'desk-admins=admin,desk-support=support',
    OIDC_LABEL: 'Example AG',
  };
}

const PAGE = (action: string) => `<!doctype html><html lang="en"><title>Provider</title>
<form method="post" action="${action}"><label>Name <input name="login" autofocus></label>
<button>Go on</button></form></html>`;

/** A new key; only those of `startIdentityProvider` are a provider's. */
export async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), use: 'sig', alg: 'RS256' };
}

/** A real provider library on loopback; who gives a name there is that person. */
export async function startIdentityProvider(people: People): Promise<IdentityProvider> {
  let key = await newKey();
  let desk: DeskAddress | null = null;
  let listener: RequestListener = (_req, res) => res.writeHead(503).end();
  const server = createServer((req, res) => listener(req, res));
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, 'localhost', done));
  await listen(0);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  // Another name than the desk's: to a browser it is another site.
  const issuer = `http://localhost:${port}`;

  function build(): void {
    if (desk === null) return;
    const provider = new Provider(issuer, configurationOf(desk, key, people));
    const pass = provider.callback();
    listener = (req, res) => {
      if (!req.url?.startsWith('/interaction/')) return pass(req, res);
      if (req.method === 'GET') return res.setHeader('content-type', 'text/html').end(PAGE(req.url));
      const chunks: Buffer[] = [];
      req.on('data', (chunk: Buffer) => chunks.push(chunk));
      req.once('end', () => {
        const accountId = new URLSearchParams(Buffer.concat(chunks).toString()).get('login') ?? '';
        const known = Object.hasOwn(people, accountId);
        const result = known ? { login: { accountId } } : { error: 'access_denied' };
        void provider.interactionFinished(req, res, result);
      });
    };
  }
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return {
    issuer,
    people,
    serve(given) {
      desk = given;
      build();
    },
    down: stop,
    up: () => listen(port),
    async rotate() {
      key = await newKey();
      build();
    },
    sign: (claims) => signWith(key, claims),
    close: stop,
  };
}

/** A token signed with this key, whoever's it is. */
export async function signWith(key: JWK, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: String(key.kid), typ: 'logout+jwt' })
    .sign(await importJWK(key, 'RS256'));
}

interface GrantContext {
  client: { clientId: string };
  session: { accountId: string };
  provider: Provider;
}

function configurationOf(desk: DeskAddress, key: JWK, people: People): object {
  return {
    jwks: { keys: [key] },
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${desk.publicUrl}/api/oidc/callback`],
        post_logout_redirect_uris: [`${desk.publicUrl}/login`],
        token_endpoint_auth_method: 'client_secret_post',
        backchannel_logout_uri: `${desk.url}/api/oidc/backchannel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    // The library's own way of asking refuses addresses of this machine, where the desk of a test is.
    fetch: (url: URL, { dispatcher: _, ...asked }: RequestInit & { dispatcher?: unknown }) =>
      fetch(url, asked),
    cookies: { keys: ['of the tests'] },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    ttl: { AccessToken: 600, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'roles'] },
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_ctx: unknown, id: string) =>
      Object.hasOwn(people, id) ? { accountId: id, claims: () => ({ sub: id, ...people[id] }) } : undefined,
    // Nobody is asked whether the desk may know them: the company has said so.
    loadExistingGrant: async ({ oidc }: { oidc: GrantContext }) => {
      const { client, session, provider } = oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  };
}
