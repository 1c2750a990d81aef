import { existsSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeSetupLink } from '../features/access/links/setup-link.ts';
import { readConfig } from '../platform/config/config.ts';
import { readEnvironment } from '../platform/config/env.ts';
import { examineEnvironment } from '../platform/config/examine-environment.ts';
import { boundHeaps } from '../platform/threads/bound-heaps.ts';
import { endProcess } from './end-process.ts';
import { explainFailure } from './explain-failure.ts';
import { startServer } from './start-server.ts';

/** The built web app, as it lies from the built server and from this source. */
const WEB_ROOTS = ['./web', '../../../web/dist'].map((path) => fileURLToPath(new URL(path, import.meta.url)));

async function main(): Promise<void> {
  boundHeaps();
  const environment = readEnvironment();
  const config = readConfig(environment);
  const found = WEB_ROOTS.find(existsSync);
  // The build that is there now: a later one takes the place of the link alone.
  const webRoot = found === undefined ? null : realpathSync(found);
  const server = await startServer(config, {
    webRoot,
    logLevel: config.logLevel ?? (config.mode === 'demo' ? 'warn' : 'info'),
  });
  for (const line of examineEnvironment(environment).remarks) server.desk.log.warn(line);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    server.stop().then(endProcess).catch(fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // The start command holds a line to us: when it is gone, however it went, so are we.
  process.once('disconnect', stop);
  process.channel?.unref();
  process.stdout.write(`SRS Desk answers at ${server.url}\n`);
  process.send?.({ gatewayUrl: server.gatewayUrl });
  process.stdout.write(`The recording gateway answers at ${server.gatewayUrl}\n`);
  if (server.madeKey !== null) {
    process.stdout.write(`The gateway's key, shown this once (header x-gateway-key): ${server.madeKey}\n`);
  }
  const setupLink = await makeSetupLink(server.desk, config.publicUrl ?? server.url);
  if (setupLink !== null)
    process.stdout.write(`Nobody can log in yet. Make the first admin within a day at\n${setupLink}\n`);
}

function fail(error: unknown): never {
  const { lines, exitCode } = explainFailure(error);
  for (const line of lines) process.stderr.write(`${line}\n`);
  process.exit(exitCode);
}

// Whoever read what we say has gone (`| head`): the desk goes on.
process.stdout.on('error', () => undefined);
main().catch(fail);
