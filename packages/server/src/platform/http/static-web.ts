import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express } from 'express';

const YEAR_MS = 365 * 24 * 3_600_000;

/**
 * Serves the built web app: files under `assets/` carry their hash in the name and never change; every other
 * address that a page may have gets the start page.
 */
export function serveWeb(app: Express, webRoot: string): void {
  const startPage = join(webRoot, 'index.html');
  app.use(
    '/assets',
    express.static(join(webRoot, 'assets'), {
      immutable: true,
      maxAge: YEAR_MS,
      index: false,
      fallthrough: false,
    }),
  );
  app.use(express.static(webRoot, { index: false, maxAge: 0 }));
  app.get(/^\/(?!api\/|gateway\/).*/, (req, res, next) => {
    if (!req.accepts('html') || !existsSync(startPage)) return next();
    res.set('cache-control', 'no-cache').sendFile(startPage);
  });
}
