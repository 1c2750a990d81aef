// Does what an operator does with the artifact: unpacks it where nothing is, read-only and as another user, runs it against the simulator,
// registers orders, backs up, restores elsewhere, verifies. `pnpm build` first; `node scripts/try-artifact.mjs [file]`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildAll } from './build.mjs';
import { ROOT, SIMULATOR_MAIN } from './paths.mjs';

/** Nobody's number: where this runs as root, the artifact does not. */
const NOBODY = 65_534;
const asOther = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const PATIENCE_MS = 60_000;

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const artifact = resolve(process.argv[2] ?? join(ROOT, `dist/srs-desk-${version}.tgz`));
const home = mkdtempSync(join(tmpdir(), 'srs-desk-try-'));
const app = join(home, 'app');
const running = [];

function makeFolder(name) {
  const path = join(home, name);
  mkdirSync(path, { recursive: true });
  if (asOther.uid !== undefined) chownSync(path, NOBODY, NOBODY);
  return path;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return String(port);
}

function insist(holds, what) {
  if (!holds) throw new Error(`not so: ${what}`);
  console.log(`✓ ${what}`);
}

/** Starts a program that goes on; what it says is kept. */
function start(program, args, env, as = {}) {
  const child = spawn(program, args, { cwd: home, env: { PATH: process.env.PATH, ...env }, ...as });
  const one = { child, said: '', ended: once(child, 'exit').then(([code]) => code) };
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      one.said += text;
    });
  running.push(one);
  return one;
}

async function run(name, args, env) {
  const one = start(join(app, 'desk'), args, env, asOther);
  const code = await one.ended;
  insist(code === 0, `desk ${name}${code === 0 ? '' : ` (exit ${code}: ${one.said})`}`);
  return one.said;
}

async function untilAnswers(url) {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(200)) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.ok) return answer;
  }
  throw new Error(`${url} does not answer`);
}

async function tryArtifact() {
  await buildAll(console.log, ['simulator']);
  chmodSync(home, 0o755);
  mkdirSync(app);
  const unpacked = spawn('tar', ['-xzf', artifact, '-C', app, '--strip-components=1', '--no-same-owner']);
  insist((await once(unpacked, 'exit'))[0] === 0, `unpacked ${artifact}`);
  await once(spawn('chmod', ['-R', 'a-w,a+rX', app]), 'exit');

  const simulatorPort = await freePort();
  const simulator = `http://127.0.0.1:${simulatorPort}`;
  start(process.execPath, [SIMULATOR_MAIN], { SIMULATOR_PORT: simulatorPort, SIMULATOR_POPULATION: '40' });
  await untilAnswers(`${simulator}/_sim/state`);

  const port = await freePort();
  const environment = {
    DATA_DIR: makeFolder('data'),
    PORT: port,
    GATEWAY_PORT: await freePort(),
    SRS_BASE_URL: simulator,
    SRS_TOKEN_URL: `${simulator}/oauth/token`,
    RAS_BASE_URL: simulator,
    SRS_CLIENT_ID: 'missswaggerclient',
    SRS_CLIENT_SECRET: 'missswaggerclientsecret',
    SRS_BASIC_USER: 'client',
    SRS_BASIC_PASSWORD: 'clientpassword',
  };
  await run('config check', ['config', 'check'], environment);
  const serve = () => start(process.execPath, [join(app, 'server.js')], environment, asOther);
  const desk = serve();
  const health = await (await untilAnswers(`http://127.0.0.1:${port}/healthz`)).json();
  insist(health.version === version, `it serves, version ${version}`);
  insist((await fetch(`http://127.0.0.1:${port}/`)).ok, 'it serves the web app');

  const { refIds } = await (await fetch(`${simulator}/_sim/refIds`))
    .json()
    .then((body) => (Array.isArray(body) ? { refIds: body } : body));
  writeFileSync(join(home, 'orders.csv'), `refId\n${refIds.join('\n')}\n`);
  await run('orders import', ['orders', 'import', '--file', join(home, 'orders.csv')], environment);
  await run('doctor', ['doctor'], environment);
  const backup = join(makeFolder('backups'), 'desk.backup');
  await run('backup', ['backup', '--out', backup], environment);
  desk.child.kill('SIGTERM');
  insist((await desk.ended) === 0, 'it ends on SIGTERM');

  const elsewhere = makeFolder('elsewhere');
  cpSync(join(environment.DATA_DIR, 'keys'), join(elsewhere, 'keys'), { recursive: true });
  await once(spawn('chown', ['-R', `${asOther.uid ?? process.getuid()}`, elsewhere]), 'exit');
  environment.DATA_DIR = elsewhere;
  await run('restore', ['restore', '--from', backup], environment);
  await run('audit verify', ['audit', 'verify'], environment);
  const restored = serve();
  await untilAnswers(`http://127.0.0.1:${port}/readyz`);
  insist(true, 'the restored desk is ready');
  restored.child.kill('SIGTERM');
  insist((await restored.ended) === 0, 'it ends on SIGTERM');
  insist(!readdirSync(app).includes('data'), 'nothing was written beside the program');
}

try {
  await tryArtifact();
} finally {
  for (const { child } of running) child.kill('SIGKILL');
  await once(spawn('chmod', ['-R', 'u+w', home]), 'exit');
  rmSync(home, { recursive: true, force: true });
}
