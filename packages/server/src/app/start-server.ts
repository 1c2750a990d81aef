import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { startLapsing } from '../features/access/approvals/approvals.ts';
import { ensureGatewayKey, readFormerGatewayKey } from '../features/access/keys/gateway-key.ts';
import { startBackups } from '../features/audit/backup/schedule.ts';
import { startHousekeeping } from '../features/audit/housekeeping.ts';
import { createCancellationRunner } from '../features/cancellations/runner.ts';
import { createGateway } from '../features/gateway/create-gateway.ts';
import { gatewayListener, leadToGateway } from '../features/gateway/gateway-listener.ts';
import { NoticeWatch } from '../features/notifications/watch.ts';
import { adoptControls } from '../features/settings/environment-controls.ts';
import type { Config } from '../platform/config/config.ts';
import { cliPrincipal } from './cli/principal.ts';
import { createApp, type DeskApp } from './create-app.ts';
import { prepareDemo } from './demo/prepare-demo.ts';
import { Drain } from './drain.ts';
import { type OpenOptions, openDesk, type RunningDesk } from './open-desk.ts';

interface ServerOptions extends OpenOptions {
  /** Folder of the built web app; null serves the API alone. */
  webRoot?: string | null;
  /** False leaves the sync standing still: tests start it themselves. */
  sync?: boolean;
}

export interface RunningServer {
  /** Where the desk answers, e.g. `http://127.0.0.1:4000`. */
  url: string;
  /** Where the gateway does, e.g. `http://127.0.0.1:4001`. */
  gatewayUrl: string;
  /** The gateway's key in clear, where it was made at this start; shown once. */
  madeKey: string | null;
  desk: RunningDesk;
  /** Stops accepting, lets what is under way finish, closes the database last. */
  stop(): Promise<void>;
}

/** Longest head of a request, bytes: the address of a list may name a thousand ids. */
export const LONGEST_HEAD = 128 * 1024;

/**
 * How long an idle connection is kept, ms: longer than the proxies in front do (nginx 60 s, Caddy 120 s), so that none of these
 * sends a request on a connection that is being closed.
 */
const KEPT = { keepAliveTimeout: 125_000 } as const;

/** The address cannot be listened on: says which and why. */
class ListenError extends Error {
  override readonly name = 'ListenError';
}

/**
 * Opens the desk and serves it over HTTP and, for the command line, over the command socket in the data folder.
 * @throws ListenError, DataFolderError, DataFolderTaken, KeyFileError
 */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  const formerKey = readFormerGatewayKey(config);
  const desk = await openDesk(config, options);
  const drain = new Drain();
  const stopHousekeeping = startHousekeeping(desk);
  const stopBackups = startBackups(desk);
  const stopLapsing = startLapsing(desk);
  const webApp = createApp(desk, { webRoot: options.webRoot ?? null });
  const apps: DeskApp[] = [webApp];
  const gateway = createGateway(desk, { onPassed: webApp.passed });
  const cancellations = createCancellationRunner(desk);
  const notices = new NoticeWatch(desk);
  const stop = once(async () => {
    stopHousekeeping();
    stopBackups();
    stopLapsing();
    desk.sync.rest();
    await Promise.all([drain.stop(config.drainMs), cancellations.stop(), notices.stop()]);
    await Promise.all(apps.map((app) => app.endDenials()));
    await gateway.close();
    rmSync(config.socketPath, { force: true });
    await desk.close();
  });
  try {
    if (config.mode === 'demo') await prepareDemo(desk);
    else await adoptControls(desk);
    const madeKey = await ensureGatewayKey(desk, formerKey);
    const passing = drain.add(createServer(KEPT, drain.over(gatewayListener(gateway))));
    const web = drain.add(
      createServer(
        { ...KEPT, maxHeaderSize: LONGEST_HEAD },
        drain.over(leadToGateway(webApp, () => portOf(passing))),
      ),
    );
    await listen(web, { host: config.host, port: config.port }, 'PORT');
    await listenForGateway(passing, config);
    if (config.gateway.open && config.mode === 'serve') {
      desk.log.warn(
        'GATEWAY_OPEN=yes: WHOEVER REACHES THE GATEWAY ON THIS MACHINE USES YOUR SRS ACCESS, WITHOUT A KEY',
      );
    }
    if (config.metrics.port !== null) {
      const measuring = drain.add(createServer(webApp.measures));
      await listen(measuring, { host: config.host, port: config.metrics.port }, 'METRICS_PORT');
    }
    const onSocket = createApp(desk, { webRoot: null, principal: cliPrincipal() });
    const socket = drain.add(createServer(drain.over(onSocket)));
    await listenOnSocket(socket, config.socketPath);
    if (options.sync !== false) {
      desk.sync.start();
      notices.start();
      cancellations.start();
    }
    return {
      url: urlOf(config.host, web),
      gatewayUrl: urlOf(config.host, passing),
      madeKey,
      desk,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function urlOf(host: string, server: Server): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${portOf(server)}`;
}

async function listenForGateway(server: Server, { host, gateway }: Config): Promise<void> {
  try {
    await listen(server, { host, port: gateway.port }, 'GATEWAY_PORT');
  } catch (error) {
    if (!gateway.portMayMove) throw error;
    await listen(server, { host, port: 0 }, 'GATEWAY_PORT');
  }
}

/** What Linux allows, its last byte apart; a longer one would be cut off without a word. */
const LONGEST_SOCKET_PATH = 107;

async function listenOnSocket(server: Server, path: string): Promise<void> {
  if (Buffer.byteLength(path) > LONGEST_SOCKET_PATH)
    throw new ListenError(
      `the path of the command line's socket is longer than the ${LONGEST_SOCKET_PATH} bytes that the system allows (${path}): set DATA_DIR to a shorter one`,
    );
  // The lock on the data folder is ours, so a socket that lies there is a dead process's.
  if (existsSync(path)) rmSync(path);
  await listen(server, { path }, null);
  chmodSync(path, 0o600);
}

type Where = { host: string; port: number } | { path: string };

/** @param setBy the variable that sets the port */
function listen(server: Server, where: Where, setBy: string | null): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(whyNotListening(error, where, setBy))),
    );
    server.listen(where, resolve);
  });
}

function whyNotListening(error: NodeJS.ErrnoException, where: Where, setBy: string | null): string {
  const name = 'path' in where ? where.path : `${where.host}:${where.port}`;
  if (error.code === 'EADDRINUSE' && setBy !== null)
    return `${name} is in use by another program: stop it, or set ${setBy} to a free port`;
  if (error.code === 'EACCES' && setBy !== null)
    return `${name} may not be listened on by this user: set ${setBy} to one above 1023`;
  if (error.code === 'EADDRNOTAVAIL') return `${name} is not an address of this machine: set HOST`;
  return `${name} cannot be listened on (${error.code ?? error.message})`;
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= run();
    return running;
  };
}
