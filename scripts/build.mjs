// Builds server, simulator and web into their dist folders; what has not changed since the last build is left alone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { bundleNode } from './bundle-node.mjs';
import { ROOT } from './paths.mjs';

const PACKAGES = join(ROOT, 'packages');

/** Files below `folder`, without what a build or a test makes. */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'tests', 'bench'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Tells apart two states of the sources that a target is built from. */
function stamp(packages) {
  const hash = createHash('sha256');
  for (const name of packages) {
    for (const path of filesBelow(join(PACKAGES, name)).sort()) {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path}:${size}:${mtimeMs}\n`);
    }
  }
  hash.update(readFileSync(join(ROOT, 'pnpm-lock.yaml')));
  return hash.digest('hex');
}

async function buildNode(name, entries, out = 'dist') {
  const folder = join(PACKAGES, name);
  const outdir = join(folder, out);
  rmSync(outdir, { recursive: true, force: true });
  await bundleNode(folder, entries, outdir);
}

const PROGRAMS = ['src/app/main.ts', 'src/app/cli/desk.ts', 'bench/seed/desk-seed.ts'];

async function buildServer(entries = PROGRAMS, out = 'dist') {
  const folder = join(PACKAGES, 'server');
  const sources = ['src', 'bench/seed'].flatMap((part) => filesBelow(join(folder, part)));
  const threads = sources.filter((path) => path.endsWith('.thread.ts'));
  await buildNode('server', [...entries.map((entry) => join(folder, entry)), ...threads], out);
  cpSync(join(folder, 'src/platform/db/migrations'), join(folder, out, 'migrations'), { recursive: true });
}

/** The desk as benchmarks serve it and import into it, built as the desk itself is: from source it would be slower. */
export function buildBenchDesk() {
  return buildServer(['bench/gateway/serve-gateway.ts', 'bench/billing/import-invoice.ts'], 'dist/bench');
}

async function buildWeb() {
  const build = spawn(
    process.execPath,
    [join(PACKAGES, 'web/node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
    { cwd: join(PACKAGES, 'web'), stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [code] = await once(build, 'close');
  if (code !== 0) throw new Error('the web app could not be built');
}

const TARGETS = [
  {
    name: 'simulator',
    from: ['simulator'],
    make: () => buildNode('simulator', [join(PACKAGES, 'simulator/src/main.ts')]),
  },
  { name: 'server', from: ['server', 'server/bench/seed', 'shared'], make: () => buildServer() },
  { name: 'web', from: ['web', 'shared'], make: buildWeb },
];

/** Builds what is out of date; `say` hears what is being built. */
export async function buildAll(say, names = TARGETS.map(({ name }) => name)) {
  for (const { name, from, make } of TARGETS.filter((target) => names.includes(target.name))) {
    const stampFile = join(ROOT, '.cache', `build-${name}`);
    const wanted = stamp(from);
    const built = existsSync(join(PACKAGES, name, 'dist')) && existsSync(stampFile);
    if (built && readFileSync(stampFile, 'utf8') === wanted) continue;
    const startedAt = Date.now();
    say(`Building ${name} …`);
    await make();
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    writeFileSync(stampFile, wanted);
    say(`Built ${name} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  }
}

if (process.argv[1] === join(ROOT, 'scripts/build.mjs')) await buildAll(console.log);
