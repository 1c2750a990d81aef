// Before the tests that start a desk: its threads and programs, bundled once as they are delivered. From source each thread
// and each child process would compile them again, which cost more than the tests themselves.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleNode } from './bundle-node.mjs';
import { ROOT } from './paths.mjs';

const SERVER = join(ROOT, 'packages/server');
const PROGRAMS = [
  'src/app/main.ts',
  'src/app/cli/desk.ts',
  'bench/seed/desk-seed.ts',
  'tests/audit/crash-child.ts',
  'tests/cancellations/desk-child.ts',
  'tests/start/stuck-desk.ts',
  'tests/start/stuck.thread.ts',
];

function threads() {
  return ['src', 'bench'].flatMap((folder) => {
    const names = readdirSync(join(SERVER, folder), { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.thread.ts')).map((name) => join(folder, name));
  });
}

/** Vitest's global set-up: gives the tests the folder of the bundles, and takes it away afterwards. */
export default async function setup({ provide }) {
  const cache = join(SERVER, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const outdir = mkdtempSync(join(cache, 'under-test-'));
  const entries = [...PROGRAMS, ...threads()].map((path) => join(SERVER, path));
  await bundleNode(SERVER, entries, outdir);
  // Without it Node reads each file twice, to find out what it is.
  writeFileSync(join(outdir, 'package.json'), '{ "type": "module" }');
  cpSync(join(SERVER, 'src/platform/db/migrations'), join(outdir, 'migrations'), { recursive: true });
  provide('bundles', outdir);
  return () => rmSync(outdir, { recursive: true, force: true });
}
