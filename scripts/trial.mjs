// What the trials of the artifact share: an unpacked copy that another user runs, folders, free ports, programs that end with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildAll } from './build.mjs';
import { nodeOf } from './nodes.mjs';
import { ROOT, SIMULATOR_MAIN } from './paths.mjs';

/** Nobody's number: where this runs as root, the artifact does not. */
const NOBODY = 65_534;
const PATIENCE_MS = 60_000;

export const asOther = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
export const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** The Node that runs the artifact: this one, or that of `--node <major>`. */
const major = process.argv.indexOf('--node') + 1;
const node = major === 0 ? process.execPath : join(await nodeOf(process.argv[major]), 'bin/node');
const PATH = `${dirname(node)}${delimiter}${process.env.PATH}`;

/** Everything of the trial lies in it. */
export const home = mkdtempSync(join(tmpdir(), 'srs-desk-try-'));
/** The unpacked artifact. */
export const app = join(home, 'app');
const running = [];

/** A folder of the trial that the artifact may write into. */
export function makeFolder(name) {
  const path = join(home, name);
  mkdirSync(path, { recursive: true });
  if (asOther.uid !== undefined) chownSync(path, NOBODY, NOBODY);
  return path;
}

/** Gives a folder, with all in it, to who runs the artifact. */
export async function handOver(folder) {
  await once(spawn('chown', ['-R', `${asOther.uid ?? process.getuid()}`, folder]), 'exit');
}

/** The data folder that a variable names, as `desk seed` fills one, in which the trial is made: what is there is changed. Else none. */
export async function givenData(variable) {
  const given = process.env[variable];
  if (given !== undefined) await handOver(given);
  return given;
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
}

export function insist(holds, what) {
  if (!holds) throw new Error(`not so: ${what}`);
  console.log(`✓ ${what}`);
}

/** Starts a program that goes on; what it says is kept. */
export function start(program, args, env, as = {}) {
  const child = spawn(program, args, { cwd: home, env: { PATH, ...env }, ...as });
  const one = { child, said: '', ended: once(child, 'exit').then(([code]) => code) };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      one.said += text;
    });
  running.push(one);
  return one;
}

/** Runs a command of the artifact, which must end with the code that is expected; gives what it said. */
export async function run(name, args, env, expected = 0) {
  const one = start(join(app, 'desk'), args, env, asOther);
  const code = await one.ended;
  insist(code === expected, `desk ${name}${code === expected ? '' : ` (exit ${code}: ${one.said})`}`);
  return one.said;
}

/** What the unit of systemd sets for the sake of memory. */
function leanEnvironment() {
  const unit = readFileSync(join(ROOT, 'deploy/systemd/srs-desk.service'), 'utf8');
  const pairs = unit.matchAll(/(NODE_OPTIONS|MALLOC_\w+)=(\S+)/g);
  return Object.fromEntries([...pairs].map(([, name, value]) => [name, value]));
}

/** The artifact's server, as its unit starts it. */
export const serve = (env) =>
  start(node, [join(app, 'server.js')], { ...leanEnvironment(), ...env }, asOther);

export async function untilAnswers(url) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(100)) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return answer;
  }
  throw new Error(`${url} does not answer`);
}

/** Unpacks the artifact where nothing is, so that nobody may write in it. */
export async function unpack() {
  chmodSync(home, 0o755);
  mkdirSync(app);
  const artifact = join(ROOT, `dist/srs-desk-${version}.tgz`);
  const unpacked = spawn('tar', ['-xzf', artifact, '-C', app, '--strip-components=1', '--no-same-owner']);
  insist((await once(unpacked, 'exit'))[0] === 0, `unpacked ${artifact}`);
  await once(spawn('chmod', ['-R', 'a-w,a+rX', app]), 'exit');
}

/** Starts the simulator with some orders; gives its address and the environment of a desk that uses it. */
export async function startSimulator() {
  await buildAll(console.log, ['simulator']);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  start(process.execPath, [SIMULATOR_MAIN], { SIMULATOR_PORT: port, SIMULATOR_POPULATION: '40' });
  await untilAnswers(`${url}/_sim/state`);
  const { refIds } = await (await fetch(`${url}/_sim/refIds`))
    .json()
    .then((body) => (Array.isArray(body) ? { refIds: body } : body));
  const environment = {
    SRS_BASE_URL: url,
    SRS_TOKEN_URL: `${url}/oauth/token`,
    RAS_BASE_URL: url,
    SRS_CLIENT_ID: 'missswaggerclient',
    SRS_CLIENT_SECRET: 'missswaggerclientsecret',
    SRS_BASIC_USER: 'client',
    SRS_BASIC_PASSWORD: 'clientpassword',
  };
  return { url, refIds, environment };
}

/** Runs a trial; whatever becomes of it, its programs end and its folder goes. */
export async function trial(work) {
  try {
    await work();
  } finally {
    for (const { child } of running) child.kill('SIGKILL');
    await once(spawn('chmod', ['-R', 'u+w', home]), 'exit');
    rmSync(home, { recursive: true, force: true });
  }
}
