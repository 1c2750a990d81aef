// The versions of Node that the desk runs on: each as an npm package, and better-sqlite3 built for each, side by side.
// `node scripts/nodes.mjs <major> <program> [argument …]` runs a program of the checkout on another Node.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from './paths.mjs';

/** By major version: the one that tests take, and the number of its interface to native modules. */
const NODES = {
  20: { version: '20.20.2', abi: 115 },
  22: { version: '22.23.3', abi: 127 },
  24: { version: '24.21.0', abi: 137 },
};
/** The major versions that the artifact is made for, as a person reads them. */
export const MAJORS = Object.keys(NODES);

const CACHE = join(ROOT, 'node_modules/.cache');
const KIND = `${process.platform}-${process.arch}`;

async function run(program, args, cwd) {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} failed:\n${said}`);
}

/** The folder of a Node with its headers, out of the npm registry; fetched once. Throws where it cannot be had. */
export async function nodeOf(major) {
  const { version } = NODES[major] ?? {};
  if (version === undefined) throw new Error(`Node ${major} is none of ${MAJORS.join(', ')}`);
  const folder = join(CACHE, `node-${version}-${KIND}`);
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true });
    const making = mkdtempSync(join(CACHE, 'node-'));
    const name = `node-${KIND}`;
    try {
      await run('npm', ['install', '--prefix', making, '--no-package-lock', `${name}@${version}`], making);
      renameSync(join(making, 'node_modules', name), folder);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  return folder;
}

/** What better-sqlite3 is compiled with for one Node; SQLite itself is the same for all. */
const compile = (node, to) => [
  ...['-shared', '-fPIC', '-pthread', '-std=c++20', '-O3', '-fno-rtti', '-fno-exceptions', '-s'],
  ...['NDEBUG', 'NODE_GYP_MODULE_NAME=better_sqlite3', 'BUILDING_NODE_EXTENSION'].map((name) => `-D${name}`),
  ...[
    `-I${join(node, 'include/node')}`,
    '-Ideps/sqlite3',
    'src/better_sqlite3.cpp',
    'build/Release/sqlite3.a',
  ],
  ...['-Wl,-Bsymbolic', '-Wl,--exclude-libs,ALL', '-o', to],
];

/**
 * Builds better-sqlite3 for the named versions of Node and gives the folder that holds a folder for each. What was there for
 * one Node alone is moved there: it would be found first, and be the wrong one for the others.
 */
export async function nativeBuilds(majors) {
  const server = createRequire(join(ROOT, 'packages/server/package.json'));
  const sqlite = dirname(server.resolve('better-sqlite3/package.json'));
  const builds = join(sqlite, 'lib/binding');
  const fileOf = (abi) => join(builds, `node-v${abi}-${KIND}`, 'better_sqlite3.node');
  // A build that was fetched brings no SQLite to link.
  if (!existsSync(join(sqlite, 'build/Release/sqlite3.a')))
    await run('npm', ['run', 'build-release'], sqlite);
  const only = join(sqlite, 'build/Release/better_sqlite3.node');
  if (existsSync(only)) {
    const [, abi] = /"node_module_version": (\d+)/.exec(
      readFileSync(join(sqlite, 'build/config.gypi'), 'utf8'),
    );
    mkdirSync(dirname(fileOf(abi)), { recursive: true });
    if (!existsSync(fileOf(abi))) linkSync(only, fileOf(abi));
    rmSync(only);
  }
  for (const major of majors) {
    const file = fileOf(NODES[major].abi);
    if (existsSync(file)) continue;
    mkdirSync(dirname(file), { recursive: true });
    const making = `${file}.${process.pid}`;
    await run('g++', compile(await nodeOf(major), making), sqlite);
    renameSync(making, file);
  }
  return builds;
}

/** The environment in which `node` is the Node of this folder. */
export const withNode = (folder) => ({
  ...process.env,
  PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
});

/** Runs a program of the checkout on another Node, in place of this process. */
export async function runOn(major, program, args) {
  const node = await nodeOf(major);
  await nativeBuilds([major]);
  const child = spawn(join(node, 'bin/node'), [program, ...args], { stdio: 'inherit', env: withNode(node) });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'exit');
  process.exit(code ?? 1);
}

if (process.argv[1] === join(ROOT, 'scripts/nodes.mjs')) {
  const [, , major, program, ...args] = process.argv;
  await runOn(major, program, args);
}
