import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Secret } from './secrets.ts';

/** How the desk goes out to others. */
export interface Outbound {
  /** Certificates (PEM) that are trusted besides those of Node. */
  extraCa: readonly string[];
  /** What https:// addresses are reached through. */
  proxy: OutboundProxy | null;
  /** Hosts that are reached without it, as `NO_PROXY` names them. */
  noProxy: string;
  /** What the desk shows the RA service (TLS client authentication). */
  rasCertificate: ClientCertificate | null;
}

export interface OutboundProxy {
  /** Scheme, host and port. */
  url: string;
  /** The value of `proxy-authorization`. */
  authorization: Secret | null;
}

export interface ClientCertificate {
  /** PEM, with the certificates between it and the root. */
  certificate: string;
  key: Secret;
  passphrase: Secret | null;
}

function readOr(path: string, wrong: (why: string) => void): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    wrong(`cannot be read (${error instanceof Error && 'code' in error ? error.code : error})`);
    return '';
  }
}

/** A file of certificates; gives each of them. */
export const certificateFile = z.string().transform((path, { issues }) => {
  const wrong = (message: string) => issues.push({ code: 'custom', message, input: path });
  const text = readOr(path, wrong);
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (text !== '' && blocks.length === 0)
    wrong('must hold certificates in PEM form (-----BEGIN CERTIFICATE-----)');
  for (const [at, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch {
      wrong(`certificate ${at + 1} in it cannot be read`);
    }
  }
  return blocks as readonly string[];
});

/** A file that holds a private key. */
export const keyFile = z.string().transform((path, { issues }) => {
  const wrong = (message: string) => issues.push({ code: 'custom', message, input: path });
  const text = readOr(path, wrong);
  if (text !== '' && !text.includes('PRIVATE KEY-----')) wrong('must hold a private key in PEM form');
  return new Secret(text);
});

function unescaped(username: string, password: string): string | null {
  try {
    return `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  } catch {
    return null;
  }
}

/** The address of a proxy; its user name and password are kept apart. Shown nowhere. */
export const proxyUrl = z.string().transform((text, { issues }): OutboundProxy => {
  const nothing = { url: '', authorization: null };
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    issues.push({
      code: 'custom',
      message: 'must be an address such as http://proxy.example.org:3128',
      input: undefined,
    });
    return nothing;
  }
  const { origin, username, password } = new URL(text);
  const credentials = unescaped(username, password);
  if (credentials === null) {
    issues.push({
      code: 'custom',
      message: 'must have a % in its user name or password written as %25',
      input: undefined,
    });
    return nothing;
  }
  const authorization =
    username === '' ? null : new Secret(`Basic ${Buffer.from(credentials).toString('base64')}`);
  return { url: origin, authorization };
});

/** Why certificate and key cannot be used; null when they can. */
export function faultOfPair({ certificate, key, passphrase }: ClientCertificate): string | null {
  try {
    const own = createPrivateKey({
      key: key.reveal(),
      ...(passphrase === null ? {} : { passphrase: passphrase.reveal() }),
    });
    return new X509Certificate(certificate).checkPrivateKey(own)
      ? null
      : 'the key is that of another certificate';
  } catch (error) {
    return `the key cannot be opened (${error instanceof Error ? error.message : error})`;
  }
}
