// Lets the artifact serve for long under a steady load and says whether its memory stays flat: `node scripts/soak.mjs [minutes]`, 60 unless said.
// Orders are registered, read and looked for all the while, 50 pages follow the news, the simulator answers with faults. `pnpm build` first.
// `SOAK_DATA` names a data folder to do it in, as `desk seed` fills one: what is there is changed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  app,
  asOther,
  freePort,
  givenData,
  home,
  insist,
  makeFolder,
  serve,
  startSimulator,
  trial,
  unpack,
  untilAnswers,
} from './trial.mjs';

const MINUTE = 60_000;
const minutes = Number(process.argv[2] ?? 60);
const PASSWORD = 'a password that nobody guesses 7';
const PAGES = 50;
/** What one person or key may have open at once, with room to spare. */
const PAGES_OF_ONE = 10;
/** Of a desk over a given folder, which is to have a million orders. */
const MOST_MEMORY = 250 * 1024 ** 2;
/** Memory may grow by so much from the middle third of the time to the last. */
const MOST_GROWTH = 0.1;
const LARGEST_WAL = 64 * 1024 ** 2;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function soak() {
  await unpack();
  const simulator = await startSimulator();
  await fetch(`${simulator.url}/_sim/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ errorRate: 0.02, latencyMs: 20, malformedRate: 0.01 }),
  });
  const given = await givenData('SOAK_DATA');
  const port = await freePort();
  const environment = {
    ...simulator.environment,
    DATA_DIR: given ?? makeFolder('data'),
    PORT: port,
    GATEWAY_PORT: await freePort(),
    METRICS_PORT: await freePort(),
    LOG_LEVEL: 'warn',
  };
  const adding = spawn(
    join(app, 'desk'),
    ['user', 'add', '--name', 'anna', '--role', 'admin', '--password-stdin'],
    {
      env: { PATH: process.env.PATH, ...environment },
      ...asOther,
      cwd: home,
    },
  );
  adding.stdin.end(`${PASSWORD}\n`);
  insist((await once(adding, 'exit'))[0] === 0, 'a user');
  const desk = serve(environment);
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/readyz`);
  const json = { 'content-type': 'application/json', 'x-requested-with': 'srs-desk' };
  let headers = json;
  const logIn = async () => {
    const login = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ username: 'anna', password: PASSWORD }),
    });
    headers = { ...json, cookie: login.headers.get('set-cookie')?.split(';')[0] ?? '' };
  };
  await logIn();
  const end = Date.now() + minutes * MINUTE;
  const over = new AbortController();
  const keys = await makeKeys(url, headers, PAGES / PAGES_OF_ONE);
  const pages = Array.from({ length: PAGES }, (_, at) =>
    followNews(url, { authorization: `Bearer ${keys[at % keys.length]}` }, over.signal),
  );
  const memory = [];
  let largestWal = 0;
  let rounds = 0;
  for (let nextLook = Date.now() + MINUTE / 4; Date.now() < end; await sleep(250)) {
    rounds += 1;
    await round(simulator, url, headers, rounds);
    if (rounds % 2_000 === 0) await logIn();
    largestWal = Math.max(largestWal, statSync(join(environment.DATA_DIR, 'desk.db-wal')).size);
    if (Date.now() < nextLook) continue;
    nextLook += MINUTE / 4;
    memory.push(await residentBytes(environment.METRICS_PORT));
  }
  over.abort();
  await Promise.all(pages);
  const third = Math.floor(memory.length / 3);
  const [middle, last] = [median(memory.slice(third, 2 * third)), median(memory.slice(-third))];
  const mib = (bytes) => `${(bytes / 1024 ** 2).toFixed(0)} MiB`;
  console.log(`  ${rounds} rounds in ${minutes} minutes; memory ${memory.map(mib).join(', ')}`);
  insist(
    last <= middle * (1 + MOST_GROWTH),
    `memory is flat: ${mib(middle)} in the middle, ${mib(last)} in the end`,
  );
  if (given !== undefined) insist(last <= MOST_MEMORY, `memory is at most ${mib(MOST_MEMORY)} in the end`);
  const wal = () => statSync(join(environment.DATA_DIR, 'desk.db-wal')).size;
  for (const until = Date.now() + MINUTE; wal() > LARGEST_WAL && Date.now() < until; ) await sleep(250);
  insist(
    wal() <= LARGEST_WAL,
    `the write-ahead log took ${mib(largestWal)} at most, ${mib(wal())} after the load`,
  );
  desk.child.kill('SIGTERM');
  insist((await desk.ended) === 0, 'it ends on SIGTERM');
}

/** API keys of support, under each of which a few pages are open. */
async function makeKeys(url, headers, count) {
  const keys = [];
  for (let n = 1; n <= count; n += 1) {
    const body = JSON.stringify({ name: `soak ${Date.now()} ${n}`, role: 'support' });
    const answer = await fetch(`${url}/api/api-keys`, { method: 'POST', headers, body });
    insist(answer.ok, `an API key (${answer.status})`);
    keys.push((await answer.json()).key);
  }
  return keys;
}

/** What people do in a quarter of a second. */
async function round({ url: simulator }, url, headers, n) {
  const made = await fetch(`${simulator}/_sim/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ count: 2, seed: n }),
  });
  const { refIds } = await made.json();
  const asks = [
    fetch(`${url}/api/orders/import`, { method: 'POST', headers, body: JSON.stringify({ refIds }) }),
    fetch(`${url}/api/orders?range=[0,24]`, { headers }),
    fetch(`${url}/api/calls?range=[0,24]`, { headers }),
    fetch(`${url}/api/stats`, { headers }),
    fetch(`${url}/api/search`, { method: 'POST', headers, body: JSON.stringify({ q: refIds[0] }) }),
  ];
  for (const answer of await Promise.all(asks)) {
    await answer.arrayBuffer();
    if (answer.status >= 500) throw new Error(`${answer.url} answered ${answer.status}`);
  }
}

/** A page that follows the news, and opens them anew when they end. */
async function followNews(url, headers, signal) {
  while (!signal.aborted) {
    try {
      const stream = await fetch(`${url}/api/events`, { headers, signal });
      if (stream.body !== null) for await (const _ of stream.body);
    } catch {
      // It ended: by us at the end.
    }
    if (!signal.aborted) await sleep(1_000);
  }
}

async function residentBytes(port) {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]);
}

await trial(soak);
