import express, { type Express } from 'express';
import { Authenticator } from '../auth/authenticate.ts';
import { createDenials } from '../auth/denials.ts';
import { createLoginLimiter } from '../auth/login-limiter.ts';
import type { Desk, Principal } from '../desk.ts';
import { createMetrics } from '../metrics/metrics.ts';
import { errorHandler, unknownRoute } from './error-handler.ts';
import { describeApi } from './openapi.ts';
import { requestLog } from './request-log.ts';
import type { Route } from './route.ts';
import { mountRoutes } from './router.ts';
import { routes as allRoutes } from './routes/index.ts';
import { noStore, securityHeaders } from './security-headers.ts';
import type { HttpServices } from './services.ts';
import { serveWeb } from './static-web.ts';

export interface AppOptions {
  /** Folder of the built web app; null serves the API alone. */
  webRoot: string | null;
  /** Who everybody is: for the command socket, which only its owner can open. */
  principal?: Principal;
  /** Another table of routes, for tests. */
  routes?: readonly Route[];
}

/** An app, and what its owner does before the ledger closes. */
export type DeskApp = Express & {
  /** Ends the summing of refusals and writes down what was summed. */
  endDenials(): Promise<void>;
};

/** The desk over HTTP. */
export function createApp(desk: Desk, options: AppOptions): DeskApp {
  const routes = options.routes ?? allRoutes;
  const services = servicesOf(desk, options.principal ?? null, routes);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', desk.config.trustProxy);
  app.set('query parser', 'simple');
  app.use(requestLog(desk.log, services.metrics));
  app.use(securityHeaders());
  app.use('/api', noStore);
  mountRoutes(app, desk, services, routes);
  app.use('/api', unknownRoute);
  if (options.webRoot !== null) serveWeb(app, options.webRoot);
  app.use(unknownRoute);
  app.use(errorHandler(desk.log));
  return Object.assign(app, {
    endDenials: () => {
      services.denials.stop();
      return services.denials.flush();
    },
  });
}

function servicesOf(desk: Desk, principal: Principal | null, routes: readonly Route[]): HttpServices {
  let description: unknown;
  return {
    authenticator: new Authenticator(desk, principal),
    limiter: createLoginLimiter(),
    denials: createDenials(desk),
    metrics: createMetrics(desk),
    openApi: () => {
      description ??= describeApi(routes);
      return description;
    },
  };
}
