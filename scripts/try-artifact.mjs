// Does what an operator does with the artifact: unpacks it where nothing is, read-only and as another user, runs it against the simulator,
// registers orders, backs up, restores elsewhere, verifies, and brings the data of the version before up to date. `pnpm build` first;
// `node scripts/try-artifact.mjs [--node <major>]`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { insistOnBill } from './insist-on-bill.mjs';
import { ROOT } from './paths.mjs';
import {
  app,
  freePort,
  handOver,
  home,
  insist,
  makeFolder,
  run,
  serve,
  startSimulator,
  trial,
  unpack,
  untilAnswers,
  version,
} from './trial.mjs';

/** The data folder of a desk of the version before, packed. */
const BEFORE = join(ROOT, 'packages/server/tests/upgrade/srs-desk-0.1.0-data.tgz');

async function end(desk) {
  desk.child.kill('SIGTERM');
  insist((await desk.ended) === 0, 'it ends on SIGTERM');
}

async function tryArtifact() {
  await unpack();
  insistOnBill(app);
  const simulator = await startSimulator();
  const port = await freePort();
  const environment = {
    ...simulator.environment,
    DATA_DIR: makeFolder('data'),
    PORT: port,
    GATEWAY_PORT: await freePort(),
  };
  await run('config check', ['config', 'check'], environment);
  const desk = serve(environment);
  const health = await (await untilAnswers(`http://127.0.0.1:${port}/healthz`)).json();
  insist(health.version === version, `it serves, version ${version}`);
  insist((await fetch(`http://127.0.0.1:${port}/`)).ok, 'it serves the web app');

  writeFileSync(join(home, 'orders.csv'), `refId\n${simulator.refIds.join('\n')}\n`);
  await run('orders import', ['orders', 'import', '--file', join(home, 'orders.csv')], environment);
  await run('doctor', ['doctor'], environment);
  const backup = join(makeFolder('backups'), 'desk.backup');
  await run('backup', ['backup', '--out', backup], environment);
  await end(desk);

  const elsewhere = makeFolder('elsewhere');
  cpSync(join(environment.DATA_DIR, 'keys'), join(elsewhere, 'keys'), { recursive: true });
  await handOver(elsewhere);
  const restored = { ...environment, DATA_DIR: elsewhere };
  await run('restore', ['restore', '--from', backup], restored);
  await run('audit verify', ['audit', 'verify'], restored);
  const again = serve(restored);
  await untilAnswers(`http://127.0.0.1:${port}/readyz`);
  insist(true, 'the restored desk is ready');
  await end(again);

  await tryUpgrade(environment, port);
  insist(!readdirSync(app).includes('data'), 'nothing was written beside the program');
}

/** The version before left this data folder: it is backed up, brought up to date, and its log still verifies. */
async function tryUpgrade(environment, port) {
  const folder = join(home, 'before');
  mkdirSync(folder);
  await once(spawn('tar', ['-xzf', BEFORE, '-C', folder, '--strip-components=1']), 'exit');
  await handOver(folder);
  const upgraded = { ...environment, DATA_DIR: folder };
  const early = await run('audit verify: not checked', ['audit', 'verify', '--chain-only'], upgraded, 2);
  insist(early.includes('of an earlier version'), 'it says that the log is of an earlier version');
  const desk = serve(upgraded);
  await untilAnswers(`http://127.0.0.1:${port}/readyz`);
  insist(true, 'the data of the version before is taken over');
  const backups = readdirSync(join(folder, 'backups'));
  insist(backups.length === 1, `it was backed up first: ${backups.join()}`);
  await end(desk);
  await run('audit verify', ['audit', 'verify', '--facts'], upgraded);
}

await trial(tryArtifact);
