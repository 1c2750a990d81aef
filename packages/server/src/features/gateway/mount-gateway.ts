import type { RequestListener } from 'node:http';
import type { GatewayHandler } from './create-gateway.ts';

/** Where the gateway begins: its name, as a whole segment. */
const MOUNT = /^\/gateway(?=[/?]|$)/i;

/**
 * Leads what comes for `/gateway` to the gateway, all else to `app`. No framework comes before it: what one costs, and the
 * headers it sets, would be the application's to bear.
 */
export function mountGateway(gateway: GatewayHandler, app: RequestListener): RequestListener {
  return (req, res) => {
    const mount = MOUNT.exec(req.url ?? '')?.[0];
    if (mount === undefined) {
      app(req, res);
      return;
    }
    req.url = req.url?.slice(mount.length);
    gateway(req, res);
  };
}
