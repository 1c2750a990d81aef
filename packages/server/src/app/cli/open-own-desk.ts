import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../platform/config/config.ts';
import { createApp } from '../create-app.ts';
import { openDesk } from '../open-desk.ts';
import { cliPrincipal } from './principal.ts';

/** A desk that one command has to itself, and the socket through which it asks it. */
export interface OwnDesk {
  readonly socketPath: string;
  close(): Promise<void>;
}

/** Opens a desk on the configured data folder for as long as a command takes. */
export async function openOwnDesk(config: Config): Promise<OwnDesk> {
  const desk = await openDesk(config, { logLevel: 'warn' });
  // A path of its own: the data folder's may be longer than a socket's name can be.
  const socketPath = join(tmpdir(), `srs-desk-${randomUUID()}.sock`);
  const server = createServer();
  const close = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    rmSync(socketPath, { force: true });
    await desk.close();
  };
  try {
    server.on('request', createApp(desk, { webRoot: null, principal: cliPrincipal() }));
    await listen(server, socketPath);
  } catch (error) {
    await close();
    throw error;
  }
  return { socketPath, close };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
}
