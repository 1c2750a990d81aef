// The living demo: simulator, server and web on one address. Ctrl-C stops all of it; a second start finds its data again.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildAll } from './build.mjs';
import { SERVER_MAIN, SIMULATOR_MAIN } from './paths.mjs';

const HOST = process.env.HOST || '127.0.0.1';
const PORT = process.env.PORT || '4000';
const SIMULATOR_PORT = process.env.SIMULATOR_PORT || '4010';
const SIMULATOR_URL = `http://127.0.0.1:${SIMULATOR_PORT}`;
const DATA_DIR = resolve(process.env.DATA_DIR || './data');

const children = [];
let stopping = false;

async function stopAll(code) {
  if (stopping) return;
  stopping = true;
  for (const { child } of [...children].reverse()) child.kill('SIGTERM');
  await Promise.all(children.map(({ ended }) => Promise.race([ended, sleep(10_000)])));
  for (const { child } of children) child.kill('SIGKILL');
  process.exit(code);
}

function fail(line) {
  console.error(line);
  return stopAll(2);
}

/** Starts one of the programs; its error lines come through as they are. */
function startProgram(name, program, environment) {
  const child = spawn(process.execPath, [program], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...environment },
    detached: true,
  });
  const ended = new Promise((done) => {
    child.on('exit', (code) => {
      done();
      if (!stopping) {
        if (code !== 2) console.error(`The ${name} ended unexpectedly.`);
        stopAll(2);
      }
    });
  });
  children.push({ child, ended });
}

/** One request; null when nothing answers. */
function ask(options, body) {
  return new Promise((done) => {
    const sent = request(
      { ...options, headers: { 'x-requested-with': 'srs-desk', 'content-type': 'application/json' } },
      (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk));
        answer.on('end', () =>
          done({ status: answer.statusCode, text: Buffer.concat(chunks).toString('utf8') }),
        );
        answer.on('error', () => done(null));
      },
    );
    sent.on('error', () => done(null));
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function untilAnswers(options) {
  while (!stopping) {
    const answer = await ask(options);
    if (answer?.status === 200) return;
    await sleep(100);
  }
}

function portIsFree(host, port) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen({ host, port: Number(port) }, () => probe.close(() => done(true)));
  });
}

/** What a Service Provider's own application would do: tell the desk the Ref IDs of the orders it has placed. */
async function registerNewOrders(since) {
  const listed = await ask({ host: '127.0.0.1', port: SIMULATOR_PORT, path: `/_sim/refIds?since=${since}` });
  if (listed?.status !== 200) return since;
  const { refIds, next } = JSON.parse(listed.text);
  for (let from = 0; from < refIds.length && !stopping; from += 1000) {
    const body = { refIds: refIds.slice(from, from + 1000) };
    await ask({ socketPath: join(DATA_DIR, 'desk.sock'), method: 'POST', path: '/api/orders/import' }, body);
  }
  return next;
}

async function keepRegistering(since) {
  let next = since;
  while (!stopping) {
    await sleep(2000);
    next = await registerNewOrders(next);
  }
}

function prepareDataFolder() {
  if (process.argv.includes('--fresh') && existsSync(DATA_DIR)) {
    for (const name of [
      'desk.db',
      'desk.db-wal',
      'desk.db-shm',
      'desk.lock',
      'desk.sock',
      'demo-password',
      'simulator.jsonl',
      'keys',
    ]) {
      rmSync(join(DATA_DIR, name), { recursive: true, force: true });
    }
    console.log('Beginning anew: the earlier demo data is gone.');
  }
  mkdirSync(DATA_DIR, { recursive: true, mode: 0o700 });
}

async function main() {
  process.on('SIGINT', () => stopAll(0));
  process.on('SIGTERM', () => stopAll(0));
  for (const [host, port, name] of [
    [HOST, PORT, 'PORT'],
    ['127.0.0.1', SIMULATOR_PORT, 'SIMULATOR_PORT'],
  ]) {
    if (!(await portIsFree(host, port))) {
      return fail(`${host}:${port} is in use by another program: stop it or set ${name} to a free port.`);
    }
  }
  try {
    prepareDataFolder();
  } catch (error) {
    return fail(
      `The data folder ${DATA_DIR} cannot be written (${error.code}): set DATA_DIR to one that can.`,
    );
  }
  await buildAll(console.log);
  console.log('Starting the SRS simulator …');
  startProgram('simulator', SIMULATOR_MAIN, {
    SIMULATOR_PORT,
    SIMULATOR_SPEED: process.env.SIMULATOR_SPEED || '20',
    SIMULATOR_JOURNAL: join(DATA_DIR, 'simulator.jsonl'),
    SIMULATOR_ARRIVALS: process.env.SIMULATOR_ARRIVALS || '2',
  });
  await untilAnswers({ host: '127.0.0.1', port: SIMULATOR_PORT, path: '/_sim/refIds?since=999999999' });
  console.log('Starting the desk …');
  startProgram('desk', SERVER_MAIN, {
    DESK_MODE: 'demo',
    HOST,
    PORT,
    DATA_DIR,
    SRS_BASE_URL: SIMULATOR_URL,
    SRS_TOKEN_URL: `${SIMULATOR_URL}/oauth/token`,
    RAS_BASE_URL: SIMULATOR_URL,
    SRS_CLIENT_ID: 'missswaggerclient',
    SRS_CLIENT_SECRET: 'missswaggerclientsecret',
    SRS_BASIC_USER: 'client',
    SRS_BASIC_PASSWORD: 'clientpassword',
    SRS_PRO_NUMBER: process.env.SRS_PRO_NUMBER || 'PRO-4711',
    SRS_RATE_LIMIT: process.env.SRS_RATE_LIMIT || '400',
  });
  await untilAnswers({ host: HOST, port: PORT, path: '/healthz' });
  if (stopping) return;
  announce();
  const since = await registerNewOrders(0);
  await Promise.all([tellWhenReady(), keepRegistering(since)]);
}

function announce() {
  const passwordFile = join(DATA_DIR, 'demo-password');
  const password = process.env.DEMO_PASSWORD || readFileSync(passwordFile, 'utf8').trim();
  console.log(`
SRS Desk is at  http://${HOST}:${PORT}
Simulator at    ${SIMULATOR_URL}
Logins          support, finance, admin
Password        ${password}
Ctrl-C stops everything.
`);
}

async function tellWhenReady() {
  const startedAt = Date.now();
  console.log('Reading the orders from SRS …');
  await untilAnswers({ host: HOST, port: PORT, path: '/readyz' });
  if (!stopping) console.log(`All orders are read (${((Date.now() - startedAt) / 1000).toFixed(0)} s).`);
}

await main();
