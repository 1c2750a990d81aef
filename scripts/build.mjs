// Builds server, simulator and web; what is made of the same sources is not built again.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { bundleNode } from './bundle-node.mjs';
import { ROOT } from './paths.mjs';

const PACKAGES = join(ROOT, 'packages');

/** What a build, a test or an installation makes. */
const NO_SOURCES = new Set(['node_modules', 'dist', 'builds', 'tests', 'bench']);

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NO_SOURCES.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** Tells apart two states of the sources that a target is built from, by what stands in them. */
function stamp(packages) {
  const hash = createHash('sha256');
  const files = packages.flatMap((name) => filesBelow(join(PACKAGES, name)).sort());
  const others = ['pnpm-lock.yaml', 'scripts/build.mjs', 'scripts/bundle-node.mjs'].map((name) =>
    join(ROOT, name),
  );
  for (const path of [...files, ...others]) {
    const bytes = readFileSync(path);
    hash.update(`${relative(ROOT, path)}:${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex').slice(0, 20);
}

const PROGRAMS = ['src/app/main.ts', 'src/app/cli/desk.ts', 'bench/seed/desk-seed.ts'];

async function buildServer(out, entries = PROGRAMS) {
  const folder = join(PACKAGES, 'server');
  const sources = ['src', 'bench/seed'].flatMap((part) => filesBelow(join(folder, part)));
  const threads = sources.filter((path) => path.endsWith('.thread.ts'));
  await bundleNode(folder, [...entries.map((entry) => join(folder, entry)), ...threads], out);
  cpSync(join(folder, 'src/platform/db/migrations'), join(out, 'migrations'), { recursive: true });
}

/** The desk as benchmarks serve it and import into it, built as the desk itself is: from source it would be slower. */
export function buildBenchDesk() {
  return buildServer(join(PACKAGES, 'server/node_modules/.cache/bench'), [
    'bench/gateway/serve-gateway.ts',
    'bench/billing/import-invoice.ts',
    'bench/cancel/serve-jobs.ts',
  ]);
}

async function buildWeb(out) {
  const build = spawn(
    process.execPath,
    [
      join(PACKAGES, 'web/node_modules/vite/bin/vite.js'),
      'build',
      '--logLevel',
      'warn',
      '--outDir',
      out,
      '--emptyOutDir',
    ],
    { cwd: join(PACKAGES, 'web'), stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const [code] = await once(build, 'close');
  if (code !== 0) throw new Error('the web app could not be built');
}

const TARGETS = [
  {
    name: 'simulator',
    from: ['simulator'],
    make: (out) => bundleNode(join(PACKAGES, 'simulator'), [join(PACKAGES, 'simulator/src/main.ts')], out),
  },
  { name: 'server', from: ['server', 'server/bench/seed', 'shared'], make: (out) => buildServer(out) },
  { name: 'web', from: ['web', 'shared'], make: buildWeb },
];

/** Whether a process of this number runs. */
function runs(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Who uses a build: the processes that asked for it and still run. */
function usersOf(folder) {
  const marks = join(folder, '.used-by');
  const pids = existsSync(marks) ? readdirSync(marks).map(Number) : [];
  for (const pid of pids.filter((one) => !runs(one))) rmSync(join(marks, String(pid)), { force: true });
  return pids.filter(runs);
}

function noteUse(folder) {
  mkdirSync(join(folder, '.used-by'), { recursive: true });
  writeFileSync(join(folder, '.used-by', String(process.pid)), '');
}

/** Lets `dist` stand for a build, at one stroke. */
function pointTo(dist, folder) {
  if (existsSync(dist) && !lstatSync(dist).isSymbolicLink()) rmSync(dist, { recursive: true });
  const next = `${dist}.${process.pid}`;
  symlinkSync(relative(dirname(dist), folder), next);
  renameSync(next, dist);
}

/** Takes away the builds that are not `kept` and that nobody uses. */
function removeUnused(builds, kept) {
  for (const name of readdirSync(builds)) {
    const folder = join(builds, name);
    const isMade = !name.startsWith('.');
    if (name !== kept && (isMade ? usersOf(folder).length === 0 : !runs(Number(name.slice(1)))))
      rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Builds what is out of date; `say` hears what is being built. Each build has a folder of its own, named by what it is made of, and `dist`
 * leads to the newest: what runs from an older one is never touched.
 */
export async function buildAll(say, names = TARGETS.map(({ name }) => name)) {
  for (const { name, from, make } of TARGETS.filter((target) => names.includes(target.name))) {
    const builds = join(PACKAGES, name, 'builds');
    const wanted = stamp(from);
    const folder = join(builds, wanted);
    if (!existsSync(folder)) {
      const startedAt = Date.now();
      say(`Building ${name} …`);
      const making = join(builds, `.${process.pid}`);
      await make(making);
      // Another process may have been quicker.
      if (existsSync(folder)) rmSync(making, { recursive: true });
      else renameSync(making, folder);
      say(`Built ${name} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
    }
    noteUse(folder);
    pointTo(join(PACKAGES, name, 'dist'), folder);
    removeUnused(builds, wanted);
  }
}

if (process.argv[1] === join(ROOT, 'scripts/build.mjs')) await buildAll(console.log);
