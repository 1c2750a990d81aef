import type { RequestListener } from 'node:http';
import express, { type Express } from 'express';
import { Authenticator } from '../features/access/sessions/authenticate.ts';
import { createDenials } from '../features/access/sessions/denials.ts';
import { createLoginLimiter } from '../features/access/sessions/login-limiter.ts';
import { Tickets } from '../features/access/sessions/tickets.ts';
import { describeGateway } from '../features/gateway/describe-gateway.ts';
import type { Desk, Principal } from '../platform/desk.ts';
import { errorHandler, unknownRoute } from '../platform/http/error-handler.ts';
import { guardHost } from '../platform/http/guard-host.ts';
import { describeApi } from '../platform/http/openapi.ts';
import { strictTransport } from '../platform/http/over-tls.ts';
import { requestLog } from '../platform/http/request-log.ts';
import type { Route } from '../platform/http/route.ts';
import { mountRoutes } from '../platform/http/router.ts';
import { noStore, securityHeaders } from '../platform/http/security-headers.ts';
import type { HttpServices } from '../platform/http/services.ts';
import { serveWeb } from '../platform/http/static-web.ts';
import { turnBudget } from '../platform/http/turn-budget.ts';
import { createMetrics, type Metrics } from './metrics/create-metrics.ts';
import { routes as allRoutes } from './routes.ts';

interface AppOptions {
  /** Folder of the built web app; null serves the API alone. */
  webRoot: string | null;
  /** Who everybody is: for the command socket, which only its owner can open. */
  principal?: Principal;
  /** Another table of routes, for tests. */
  routes?: readonly Route[];
}

/** An app, and what its owner does before the ledger closes. */
export type DeskApp = Express & {
  /** Answers measures alone, to whoever asks. */
  measures: RequestListener;
  /** Takes the times of a call that the gateway passed on. */
  passed: Metrics['passed'];
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
  app.use(turnBudget());
  app.use(requestLog(desk.log, services.metrics.answered));
  app.use(securityHeaders(), strictTransport(desk.config));
  if (desk.config.publicUrl !== null && !options.principal) app.use(guardHost(desk.config.publicUrl));
  app.use('/api', noStore);
  mountRoutes(app, desk, services, routes);
  app.use('/api', unknownRoute);
  if (options.webRoot !== null) serveWeb(app, options.webRoot);
  app.use(unknownRoute);
  app.use(errorHandler(desk.log));
  const measures: RequestListener = (_req, res) => {
    services.metrics.text().then(
      (text) => res.writeHead(200, { 'content-type': services.metrics.contentType }).end(text),
      () => res.writeHead(500).end(),
    );
  };
  return Object.assign(app, {
    measures,
    passed: services.metrics.passed,
    endDenials: () => {
      services.denials.stop();
      return services.denials.flush();
    },
  });
}

function servicesOf(desk: Desk, principal: Principal | null, routes: readonly Route[]) {
  let description: unknown;
  return {
    authenticator: new Authenticator(desk, principal),
    limiter: createLoginLimiter(),
    tickets: new Tickets(),
    denials: createDenials(desk),
    metrics: createMetrics(desk),
    openApi: () => {
      description ??= describeApi(routes, describeGateway());
      return description;
    },
  } satisfies HttpServices;
}
