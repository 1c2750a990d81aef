import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { refuse } from './answer-application.ts';
import type { GatewayHandler } from './create-gateway.ts';
import { OWN_ANSWER } from './refusals.ts';

/** Where the gateway began when it still stood under the desk's own origin, as a whole segment. */
const MOUNT = /^\/gateway(?=[/?]|$)/i;

/** A request that a browser made, by its own word: to go to a page, or from a page of another origin. */
function isOfBrowser(req: IncomingMessage): boolean {
  return req.headers['sec-fetch-mode'] === 'navigate' || req.headers.origin !== undefined;
}

/**
 * The gateway's own listener: `/srs`, `/ras`, `/idp`, also below `/gateway` as before. What it answers comes from another
 * origin, so no answer of it may act as a page, and nothing that a browser opens or another page asks for is passed on.
 */
export function gatewayListener(gateway: GatewayHandler): RequestListener {
  return (req, res) => {
    if (isOfBrowser(req)) {
      refuse(res, 'no_browser');
      return;
    }
    req.url = req.url?.replace(MOUNT, '') || '/';
    gateway(req, res);
  };
}

/** Where an address of before leads to: another port of the same host. */
function addressOf(req: IncomingMessage, port: number, rest: string): string {
  const host = (req.headers.host ?? 'localhost').replace(/:\d+$/, '');
  return `http://${host}:${port}${rest.startsWith('/') ? rest : `/${rest}`}`;
}

/**
 * Leads what still comes to `/gateway` on the desk's port to the gateway's own, without a body; all else goes to `app`. No
 * framework comes before it.
 */
export function leadToGateway(app: RequestListener, port: () => number): RequestListener {
  return (req: IncomingMessage, res: ServerResponse) => {
    const mount = MOUNT.exec(req.url ?? '')?.[0];
    if (mount === undefined) {
      app(req, res);
      return;
    }
    res.writeHead(308, {
      location: addressOf(req, port(), req.url?.slice(mount.length) ?? ''),
      [OWN_ANSWER]: 'moved',
      'content-length': 0,
    });
    res.end();
  };
}
