import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningServer, startServer } from '../../server/src/app/start-server.ts';
import { readConfig } from '../../server/src/platform/config/config.ts';
import { type Simulator, startSimulator } from '../../simulator/src/start-simulator.ts';

export const PASSWORD = 'demo password for tests';

const WEB_ROOT = join(dirname(fileURLToPath(import.meta.url)), '../dist');

/** The real server with the built web app, against the real simulator. */
export interface DeskUnderTest {
  url: string;
  server: RunningServer;
  simulator: Simulator;
  /** Registers Ref IDs as an SP's application would, and waits until they are read. */
  register(refIds: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts one with `population` orders at the simulator, all of them known and read. */
export async function startDesk(population = 150, env: Record<string, string> = {}): Promise<DeskUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'srs-web-'));
  // So slow that no order moves on by itself while a page is looked at, however busy the machine.
  const simulator = await startSimulator({ port: 0, speed: 0.001, seed: 7, population });
  const config = readConfig({
    DATA_DIR: folder,
    PORT: '0',
    DESK_MODE: 'demo',
    DEMO_PASSWORD: PASSWORD,
    SRS_BASE_URL: simulator.url,
    SRS_TOKEN_URL: simulator.tokenUrl,
    RAS_BASE_URL: simulator.url,
    SRS_CLIENT_ID: 'missswaggerclient',
    SRS_CLIENT_SECRET: 'missswaggerclientsecret',
    SRS_PRO_NUMBER: 'PRO-4711',
    SRS_RATE_LIMIT: '1000',
    ...env,
  });
  const server = await startServer(config, { webRoot: WEB_ROOT, logLevel: 'silent' });
  const by = { actor: 'system', origin: 'system' } as const;
  const register: DeskUnderTest['register'] = async (refIds) => {
    const lines = refIds.map((refId) => ({ refId, subjectId: crypto.randomUUID() }));
    const args = { lines, knownBy: 'import', action: 'order.import', ...by } as const;
    await server.desk.ledger.record([{ name: 'order.register', args }], []);
    await Promise.all(refIds.map((refId) => server.desk.sync.syncNow(refId, by)));
    await Promise.all(refIds.map((refId) => server.desk.sync.syncNow(refId, by, 'verify')));
  };
  await register(simulator.refIds());
  return {
    url: server.url,
    server,
    simulator,
    register,
    async close() {
      await server.stop();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
