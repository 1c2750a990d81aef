import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Faults } from './faults/fault-schema.ts';
import type { WireContext } from './http/answer-route.ts';
import { controlApp } from './http/control-app.ts';
import { WireListener } from './http/wire-listener.ts';
import { ispRoutes } from './isp/routes.ts';
import { Journal } from './journal.ts';
import { type Population, Simulation } from './simulation.ts';
import { type Credentials, TEST_CREDENTIALS } from './token-service.ts';
import type { Truth } from './truth.ts';

export type { Call } from './call-log.ts';
export type { Faults } from './faults/fault-schema.ts';
export type { Truth } from './truth.ts';

export interface SimulatorOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host?: string;
  /** How many times faster than in life the steps of an order follow each other. */
  readonly speed: number;
  readonly seed: number;
  /** `full` (the default) is about 3,200 orders of the last 90 days; a number is that many. */
  readonly population?: Population;
  /** New orders per real minute; 0 (the default) for none. */
  readonly arrivalsPerMinute?: number;
  /** Real time in ms; for tests. */
  readonly now?: () => number;
  /** Faults in force from the start. */
  readonly faults?: Faults;
  readonly rateLimit?: NonNullable<Faults['rateLimit']>;
  readonly credentials?: Partial<Credentials>;
  /**
   * File in which what happens from outside is kept, so that the next start goes on from there, with the
   * seed and population of the first. Without one every start is a new world.
   */
  readonly journal?: string;
}

/** A running simulator. Besides the wire, tests in the same process may look straight into it. */
export interface Simulator {
  readonly url: string;
  readonly port: number;
  readonly tokenUrl: string;
  /** The truth about an order; undefined for an unknown Ref ID. */
  truth(refId: string): Truth | undefined;
  /** Ref IDs of all orders so far, in the order of creation. */
  refIds(): string[];
  readonly simulation: Simulation;
  /** Stops at once: open and hanging connections are cut. */
  close(): Promise<void>;
}

function isControl(path: string): boolean {
  return (
    path === '/' ||
    path === '/favicon.ico' ||
    path === '/_sim' ||
    path.startsWith('/_sim/') ||
    path.startsWith('/isp/')
  );
}

/** Starts the simulator. Rejects with the system's error when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { port, host = '127.0.0.1', seed, speed, population = 'full', arrivalsPerMinute = 0 } = options;
  const simulation = new Simulation(
    { seed, speed, population, arrivalsPerMinute },
    options.now ?? Date.now,
    options.journal === undefined ? null : new Journal(options.journal),
  );
  const { faults = {}, rateLimit } = options;
  simulation.setFaults(rateLimit === undefined ? faults : { ...faults, rateLimit });
  const context: WireContext = { credentials: { ...TEST_CREDENTIALS, ...options.credentials }, baseUrl: '' };
  const wire = new WireListener(simulation, context);
  const control = controlApp(simulation, ispRoutes(simulation));

  const server = createServer((req: IncomingMessage, res: ServerResponse) => {
    const target = req.url ?? '/';
    const mark = target.indexOf('?');
    const path = mark < 0 ? target : target.slice(0, mark);
    if (isControl(path)) control(req, res);
    else wire.handle(req, res, path, mark < 0 ? '' : target.slice(mark + 1));
  });
  // Longer than any client's idle pool: a connection must not close under a request that is on its way.
  server.keepAliveTimeout = 120_000;
  server.on('connection', (socket: Socket) => {
    socket.setNoDelay(true);
    // A caller that gave up while hanging or dropped is no error of ours.
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.removeListener('error', reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  context.baseUrl = url;
  return {
    url,
    port: address.port,
    tokenUrl: `${url}/oauth/token`,
    truth: (refId) => {
      const order = simulation.find(refId);
      return order === undefined ? undefined : simulation.truthOf(order);
    },
    refIds: () => simulation.orders().map(({ refId }) => refId),
    simulation,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
