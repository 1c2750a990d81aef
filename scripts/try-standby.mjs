// Lets Litestream replicate a desk under load, kills both, restores the replica elsewhere, checks it and starts a desk on it; says what was
// lost and how long it took. `pnpm build` first; LITESTREAM names the program. `node scripts/try-standby.mjs [orders] [calls]`: trial data
// to begin with; or `STANDBY_DATA` names a data folder to do it in, as `desk seed` fills one: what is there is changed.
import { cpSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './paths.mjs';
import {
  app,
  asOther,
  freePort,
  givenData,
  handOver,
  home,
  insist,
  makeFolder,
  run,
  serve,
  start,
  startSimulator,
  trial,
  unpack,
  untilAnswers,
} from './trial.mjs';

const LITESTREAM = process.env.LITESTREAM ?? 'litestream';
const [orders = '0', calls = '0'] = process.argv.slice(2);
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

async function litestream(...args) {
  const one = start(LITESTREAM, args, {}, asOther);
  const code = await one.ended;
  insist(code === 0, `litestream ${args[0]}${code === 0 ? '' : `: ${one.said}`}`);
}

const megabytes = (path) => `${(statSync(path).size / 1e6).toFixed(1)} MB`;

/** Until Litestream has copied the whole database once. */
async function untilSnapshot(replica) {
  const since = Date.now();
  const isThere = () =>
    readdirSync(replica, { recursive: true }).some((name) => String(name).endsWith('.snapshot.lz4'));
  while (!isThere()) await sleep(200);
  console.log(`  first snapshot after ${seconds(since)}`);
}

/** The number of the newest entry in a data folder. */
async function lastSeq(environment) {
  const one = start(join(app, 'desk'), ['audit', 'verify', '--chain-only', '--json'], environment, asOther);
  await one.ended;
  return JSON.parse(one.said).lastSeq;
}

/** Registers some orders, as an application would place them. */
async function load(simulator, environment, seed) {
  const made = await fetch(`${simulator.url}/_sim/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ count: 50, seed }),
  });
  const { refIds } = await made.json();
  const file = join(home, 'orders.csv');
  writeFileSync(file, `refId\n${refIds.join('\n')}\n`);
  await run('orders import', ['orders', 'import', '--file', file], environment);
}

async function tryStandby() {
  await unpack();
  const simulator = await startSimulator();
  const given = await givenData('STANDBY_DATA');
  const port = await freePort();
  const environment = {
    ...simulator.environment,
    DATA_DIR: given ?? makeFolder('data'),
    CHECKPOINT_DIR: makeFolder('checkpoints'),
    PORT: port,
    GATEWAY_PORT: await freePort(),
    WAL_REPLICATED: 'yes',
  };
  if (orders !== '0') {
    const seeding = start(
      process.execPath,
      [join(ROOT, 'scripts/desk.mjs'), 'seed', '--orders', orders, '--calls', calls],
      environment,
    );
    insist((await seeding.ended) === 0, `seeded ${orders} orders, ${calls} calls`);
    await handOver(environment.DATA_DIR);
  }
  const database = join(environment.DATA_DIR, 'desk.db');
  const desk = serve(environment);
  await untilAnswers(`http://127.0.0.1:${port}/healthz`);
  const config = join(home, 'litestream.yml');
  const replica = makeFolder('replica');
  writeFileSync(
    config,
    `dbs:\n  - path: ${database}\n    replicas:\n      - type: file\n        path: ${replica}\n        sync-interval: 1s\n`,
  );
  const replication = start(LITESTREAM, ['replicate', '-config', config], {}, asOther);
  await untilSnapshot(replica);
  const backup = join(makeFolder('backups'), 'desk.backup');
  const backing = Date.now();
  await run('backup', ['backup', '--out', backup], environment);
  console.log(
    `  backed up and read back in ${seconds(backing)}, ${megabytes(backup)} of ${megabytes(database)}`,
  );
  for (const end = Date.now() + 20_000, seeds = [7]; Date.now() < end; await sleep(500)) {
    await load(simulator, environment, seeds[0]++);
  }
  const note = join(environment.CHECKPOINT_DIR, 'mine.note');
  await run('audit checkpoint', ['audit', 'checkpoint', '--out', note], environment);
  await sleep(2_000);
  // Under way while everything ends.
  await load(simulator, environment, 5);
  console.log(`  WAL ${megabytes(`${database}-wal`)} while replicated`);
  desk.child.kill('SIGKILL');
  replication.child.kill('SIGKILL');
  const gone = Date.now();
  const errors = replication.said.split('\n').filter((line) => line.includes('level=ERROR'));
  console.log(`  litestream told of ${errors.length} errors, which it tries again: ${errors[0] ?? 'none'}`);

  const standby = join(home, 'standby');
  mkdirSync(standby);
  cpSync(join(environment.DATA_DIR, 'keys'), join(standby, 'keys'), { recursive: true });
  await handOver(standby);
  await litestream('restore', '-o', join(standby, 'desk.db'), `file://${replica}`);
  console.log(`  restored after ${seconds(gone)}`);
  const had = await lastSeq(environment);
  const has = await lastSeq({ ...environment, DATA_DIR: standby });
  insist(has <= had, `the replica has ${has} of ${had} entries`);
  const replaced = { ...environment, DATA_DIR: standby };
  console.log(await run('standby', ['standby'], replaced));
  console.log(`  checked after ${seconds(gone)}`);
  serve(replaced);
  await untilAnswers(`http://127.0.0.1:${port}/readyz`);
  console.log(`  ready after ${seconds(gone)}: the recovery time`);
  await run('audit verify', ['audit', 'verify'], replaced);
  console.log(`  verified after ${seconds(gone)}`);
  const restored = { ...environment, DATA_DIR: join(home, 'restored') };
  mkdirSync(restored.DATA_DIR);
  cpSync(join(environment.DATA_DIR, 'keys'), join(restored.DATA_DIR, 'keys'), { recursive: true });
  await handOver(restored.DATA_DIR);
  const restoring = Date.now();
  await run('restore', ['restore', '--from', backup], restored);
  console.log(`  the backup restored, its log verified, in ${seconds(restoring)}`);
}

await trial(tryStandby);
