import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGateway, type GatewayHandler } from '../../src/features/gateway/create-gateway.ts';
import { gatewayListener } from '../../src/features/gateway/gateway-listener.ts';
import { type Fixture, type FixtureOptions, startFixture } from '../sync/desk-fixture.ts';

export interface GatewayFixture extends Fixture {
  gateway: GatewayHandler;
  /** What the gateway wrote to the server's log as warnings. */
  warnings: string[];
  /** `http://127.0.0.1:…/gateway` */
  base: string;
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A desk with its gateway on a port of its own, as the server gives it one. */
export async function startGateway(options: FixtureOptions = {}): Promise<GatewayFixture> {
  const fixture = await startFixture(options);
  const warnings: string[] = [];
  const log = Object.create(fixture.desk.log, {
    warn: { value: (...said: unknown[]) => warnings.push(JSON.stringify(said)) },
  });
  const gateway = createGateway({ ...fixture.desk, log });
  const server = createServer(gatewayListener(gateway));
  const url = await listen(server);
  return {
    ...fixture,
    warnings,
    gateway,
    base: `${url}/gateway`,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await gateway.close();
      await fixture.close();
    },
  };
}
