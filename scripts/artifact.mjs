// Packs what runs into dist/srs-desk-<version>.tgz: bundled programs, web, migrations, production dependencies, their licences.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { buildAll } from './build.mjs';
import { GOES_IN } from './bundle-node.mjs';
import { MAJORS, nativeBuilds } from './nodes.mjs';
import { ROOT } from './paths.mjs';
import {
  billOfMaterials,
  licenceTexts,
  listed,
  packagesBelow,
  packagesOf,
  sqliteIn,
} from './shipped-packages.mjs';

const { version, license } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const NAME = `srs-desk-${version}`;

const NODE_VERSION = `// An older Node would end in the middle, with words of its own.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error('SRS Desk needs Node 20.19 or later, this is ' + process.version);
  process.exit(2);
}
`;
const SERVER = `// SRS Desk, as it runs in production: configuration out of the environment or .env.
import './node-version.js';

process.env.DESK_MODE ??= 'serve';
await import('./main.js');
`;
const DESK = `#!/bin/sh
here="$(dirname "$(readlink -f "$0")")"
exec node --import "$here/node-version.js" "$here/desk.js" "$@"
`;

async function run(program, args, cwd) {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ${args[0]} failed`);
}

/** Production dependencies of the server alone, as the lock file has them. */
async function deployDependencies(folder) {
  const pnpm = process.env.npm_execpath;
  if (!pnpm?.includes('pnpm')) throw new Error('run this as "pnpm build"');
  const args = ['--filter', '@srs-desk/server', '--prod', '--ignore-scripts', 'deploy', '--legacy', folder];
  // pnpm notes that production dependencies alone were asked for, and would take the others away before the next command.
  const state = join(ROOT, 'node_modules/.pnpm-workspace-state-v1.json');
  const before = existsSync(state) ? readFileSync(state) : null;
  await run(process.execPath, [pnpm, ...args], ROOT);
  if (before !== null) writeFileSync(state, before);
  // It also leaves links at the same place seen from the package.
  rmSync(join(ROOT, 'packages/server', relative(ROOT, dirname(folder))), { recursive: true, force: true });
}

/** What a package brings along that never runs. */
const NEVER_RUN = [/\.d\.[cm]?ts$/, /\.map$/, /\.md$/i, /\.tsx?$/];
const NEVER_RUN_FOLDERS = new Set(['test', 'tests', 'docs', 'example', 'examples', '.github']);

/** Puts better-sqlite3 for every Node that the desk runs on in the place of what it is built of. */
async function putNativeBuilds(modules) {
  const builds = await nativeBuilds(
    process.platform === 'linux' ? MAJORS : [process.versions.node.split('.')[0]],
  );
  const sqlite = realpathSync(join(modules, 'better-sqlite3'));
  for (const name of ['build', 'deps', 'src', 'binding.gyp'])
    rmSync(join(sqlite, name), { recursive: true, force: true });
  cpSync(builds, join(sqlite, 'lib/binding'), { recursive: true });
}

function prune(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (NEVER_RUN_FOLDERS.has(entry.name)) rmSync(path, { recursive: true });
      else prune(path);
    } else if (entry.isFile() && NEVER_RUN.some((form) => form.test(entry.name))) rmSync(path);
  }
}

function dropBundled(modules) {
  for (const name of GOES_IN) {
    rmSync(join(modules, name), { recursive: true, force: true });
    for (const entry of readdirSync(join(modules, '.pnpm'))) {
      if (entry.startsWith(`${name}@`)) rmSync(join(modules, '.pnpm', entry), { recursive: true });
    }
  }
  rmSync(join(modules, '@srs-desk'), { recursive: true, force: true });
}

async function packArtifact() {
  await buildAll(console.log, ['server', 'web']);
  const work = mkdtempSync(join(tmpdir(), 'srs-desk-artifact-'));
  const folder = join(work, NAME);
  try {
    console.log('Collecting what runs …');
    await deployDependencies(folder);
    for (const name of ['src', 'tests', 'bench', 'dist', 'builds', 'tsconfig.json', 'package.json']) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
    const modules = join(folder, 'node_modules');
    const packages = listed([
      ...packagesBelow(modules),
      ...packagesOf(join(ROOT, 'packages/web')),
      sqliteIn(join(modules, 'better-sqlite3')),
    ]);
    dropBundled(modules);
    prune(modules);
    await putNativeBuilds(modules);
    const builds = { server: folder, web: join(folder, 'web') };
    for (const [name, to] of Object.entries(builds)) {
      const built = realpathSync(join(ROOT, 'packages', name, 'dist'));
      const left = [join(built, 'bench'), join(built, '.used-by')];
      const runs = (path) => !path.endsWith('.map') && !left.includes(path);
      cpSync(built, to, { recursive: true, filter: runs });
    }
    cpSync(join(ROOT, '.env.example'), join(folder, '.env.example'));
    for (const name of ['CHANGELOG.md', 'deploy'])
      cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    cpSync(join(ROOT, 'LICENSE'), join(folder, 'LICENSE'));
    writeFileSync(join(folder, 'node-version.js'), NODE_VERSION);
    writeFileSync(join(folder, 'server.js'), SERVER);
    writeFileSync(join(folder, 'desk'), DESK);
    chmodSync(join(folder, 'desk'), 0o755);
    writeFileSync(
      join(folder, 'package.json'),
      `${JSON.stringify({ name: 'srs-desk', version, license, type: 'module', private: true, engines: { node: '>=20.19' } }, null, 2)}\n`,
    );
    writeFileSync(
      join(folder, 'sbom.cdx.json'),
      `${JSON.stringify(billOfMaterials({ name: 'srs-desk', version, licenses: [{ license: { id: license } }] }, packages), null, 2)}\n`,
    );
    writeFileSync(join(folder, 'THIRD-PARTY.txt'), licenceTexts(packages));
    mkdirSync(join(ROOT, 'dist'), { recursive: true });
    const file = join(ROOT, 'dist', `${NAME}.tgz`);
    await run('tar', ['-czf', file, '-C', work, NAME], ROOT);
    console.log(`dist/${NAME}.tgz: ${(statSync(file).size / 1024 / 1024).toFixed(1)} MB`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

await packArtifact();
