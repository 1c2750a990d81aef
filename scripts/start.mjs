// The living demo: simulator, server and web on one address. Ctrl-C stops all of it; a second start finds its data again.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildAll } from './build.mjs';
import { whenCommandEnds } from './command-line.mjs';
import { demoEnvironment } from './demo-environment.mjs';
import { makeFolder } from './make-folder.mjs';
import { SERVER_MAIN, SIMULATOR_MAIN } from './paths.mjs';
import {
  enterName,
  enterPrices,
  keepRegistering,
  registerNewOrders,
  untilAnswers,
} from './service-provider.mjs';

const demo = demoEnvironment(process.env);
const FILES = [
  'desk.db',
  'desk.db-wal',
  'desk.db-shm',
  'desk.lock',
  'desk.sock',
  'demo-password',
  'simulator.jsonl',
  'keys',
];

/** Longer than the desk takes to let requests end (DRAIN_SECONDS). */
const STOP_WITHIN_MS = 45_000;

const children = [];
let stopping = false;
const stopped = () => stopping;

async function stopAll(code) {
  if (stopping) return;
  stopping = true;
  for (const { child } of [...children].reverse()) child.kill('SIGTERM');
  await Promise.all(children.map(({ ended }) => Promise.race([ended, sleep(STOP_WITHIN_MS)])));
  for (const { child } of children) child.kill('SIGKILL');
  process.exit(code);
}

function fail(line) {
  console.error(line);
  return stopAll(2);
}

/** Starts one of the programs; what it has to complain about comes through as it is. */
function startProgram(name, program, environment) {
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...environment },
    // A group of its own: Ctrl-C reaches this script alone, which then stops them in order.
    detached: true,
  });
  const ended = new Promise((done) => {
    child.on('exit', (code) => {
      done();
      if (stopping) return;
      if (code !== 2) console.error(`The ${name} ended unexpectedly.`);
      stopAll(2);
    });
  });
  children.push({ child, ended });
  return child;
}

function portIsFree(host, port) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen({ host, port: Number(port) }, () => probe.close(() => done(true)));
  });
}

function prepareDataFolder() {
  if (process.argv.includes('--fresh') && existsSync(demo.dataDir)) {
    for (const name of FILES) rmSync(join(demo.dataDir, name), { recursive: true, force: true });
    console.log('Beginning anew: the earlier demo data is gone.');
  }
  makeFolder(demo.dataDir);
}

function announce(gatewayUrl) {
  const password =
    process.env.DEMO_PASSWORD || readFileSync(join(demo.dataDir, 'demo-password'), 'utf8').trim();
  console.log(`
SRS Desk is at  http://${demo.host}:${demo.port}
Simulator at    ${demo.simulatorUrl}
Gateway at      ${gatewayUrl}  (/srs, /ras, /idp)
Logins          support, finance, auditor, admin
Password        ${password}
Ctrl-C stops everything.
`);
}

async function tellWhenReady() {
  const startedAt = Date.now();
  console.log('Reading the orders from SRS …');
  await untilAnswers({ host: demo.host, port: demo.port, path: '/readyz' }, stopped);
  if (!stopping) console.log(`All orders are read (${((Date.now() - startedAt) / 1000).toFixed(0)} s).`);
}

async function main() {
  process.on('SIGINT', () => stopAll(0));
  process.on('SIGTERM', () => stopAll(0));
  process.on('SIGHUP', () => stopAll(0));
  whenCommandEnds(() => stopAll(0));
  for (const [host, port, name] of [
    [demo.host, demo.port, 'PORT'],
    ['127.0.0.1', demo.simulatorPort, 'SIMULATOR_PORT'],
  ]) {
    if (!(await portIsFree(host, port))) {
      return fail(`${host}:${port} is in use by another program: stop it or set ${name} to a free port.`);
    }
  }
  try {
    prepareDataFolder();
  } catch (error) {
    return fail(
      `The data folder ${demo.dataDir} cannot be written (${error.code}): set DATA_DIR to one that can.`,
    );
  }
  await buildAll(console.log);
  console.log('Starting the SRS simulator …');
  startProgram('simulator', SIMULATOR_MAIN, demo.forSimulator);
  await untilAnswers({ host: '127.0.0.1', port: demo.simulatorPort, path: '/_sim/state' }, stopped);
  console.log('Starting the desk …');
  const desk = startProgram('desk', SERVER_MAIN, demo.forDesk);
  // Where its gateway came to stand, the desk alone knows.
  const told = new Promise((done) => desk.once('message', ({ gatewayUrl }) => done(gatewayUrl)));
  await untilAnswers({ host: demo.host, port: demo.port, path: '/healthz' }, stopped);
  if (stopping) return;
  announce(await told);
  await enterName(demo);
  await enterPrices(demo);
  const since = await registerNewOrders(demo, 0);
  await Promise.all([tellWhenReady(), keepRegistering(demo, since, stopped)]);
}

await main();
