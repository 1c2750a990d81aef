import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { buildConnector } from 'undici';
import type { OutboundProxy } from '../config/outbound.ts';

/** The proxy did not open the way: `code` is `PROXY_` and its status, or why it cannot be reached. */
class ProxyFailed extends Error {
  override readonly name = 'ProxyFailed';
  constructor(readonly code: string) {
    super(`the proxy: ${code}`);
  }
}

/**
 * Connects through a proxy by CONNECT (RFC 9110 §9.3.6); inside, TLS as without one. The proxy sees host and port, nothing else.
 * Not undici's own agent: it gives repeated headers up, which the gateway must pass on as they came.
 */
export function tunnelThrough(
  proxy: OutboundProxy,
  trust: { own: SecureContext; ofProxy: SecureContext },
  timeoutMs: number,
): buildConnector.connector {
  const secure = buildConnector({ secureContext: trust.own, timeout: timeoutMs });
  return (options, callback) => {
    openTunnel(proxy, trust.ofProxy, `${options.hostname}:${options.port || '443'}`, timeoutMs).then(
      (httpSocket) => secure({ ...options, httpSocket }, callback),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
    );
  };
}

function openTunnel(
  { url, authorization }: OutboundProxy,
  secureContext: SecureContext,
  target: string,
  timeoutMs: number,
): Promise<Socket> {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const isTls = protocol === 'https:';
  return new Promise((resolve, reject) => {
    const asked = (isTls ? tlsRequest : plainRequest)({
      host,
      port: port || (isTls ? 443 : 80),
      method: 'CONNECT',
      path: target,
      headers: {
        host: target,
        ...(authorization === null ? {} : { 'proxy-authorization': authorization.reveal() }),
      },
      agent: false,
      timeout: timeoutMs,
      ...(isTls ? { secureContext, ...(isIP(host) ? {} : { servername: host }) } : {}),
    });
    asked.once('connect', ({ statusCode }, socket: Socket) => {
      if (statusCode === 200) resolve(socket);
      else {
        socket.destroy();
        reject(new ProxyFailed(`PROXY_${statusCode}`));
      }
    });
    asked.once('timeout', () => asked.destroy(new ProxyFailed('PROXY_TIMEOUT')));
    asked.once('error', (error: NodeJS.ErrnoException) =>
      reject(error instanceof ProxyFailed ? error : new ProxyFailed(`PROXY_${error.code ?? error.name}`)),
    );
    asked.end();
  });
}
