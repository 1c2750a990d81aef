import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { startVitest } from 'vitest/node';
import { MAJORS } from './nodes.mjs';
import { ROOT } from './paths.mjs';

/** One named check that either holds or does not: counts as one test. What it says is shown when it has ended. */
async function check(tally, name, command, args) {
  const startedAt = Date.now();
  const child = spawn(join(ROOT, 'node_modules/.bin', command), args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  }
  const [code] = await once(child, 'close');
  tally[code === 0 ? 'passed' : 'failed'] += 1;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`\n${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n${said}`);
}

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

/** How many tests of a file passed, and how many did not; one more where the file or a hook failed and no test shows it. */
function countsOf(module) {
  const states = [...module.children.allTests()].map((test) => test.result().state);
  const passed = states.filter((state) => state === 'passed').length;
  const failed = states.length - passed;
  return { passed, failed: failed === 0 && !module.ok() ? 1 : failed };
}

/** The folders of unit tests, of tests of the API, and of those in a browser. */
export const UNIT = ['shared', 'server', 'web'].map((name) => `packages/${name}/src/`);
export const API = ['packages/server/tests/', 'packages/simulator/tests/'];
export const BROWSER = ['packages/web/tests/'];

/** Runs the tests below these folders, all in one run, and adds their counts. A folder without tests has failed. */
export async function tests(tally, folders) {
  const vitest = await startVitest('test', folders, { root: ROOT, watch: false });
  const modules = vitest.state.getTestModules();
  for (const module of modules) {
    const { passed, failed } = countsOf(module);
    tally.passed += passed;
    tally.failed += failed;
  }
  tally.failed += folders.filter(
    (folder) => !modules.some(({ moduleId }) => moduleId.includes(folder)),
  ).length;
  tally.failed += vitest.state.getUnhandledErrors().length;
  await vitest.close();
}

/** What stands behind the walls of `.dependency-cruiser.cjs`. */
const WALLED = ['shared', 'server', 'simulator'].map((name) => `packages/${name}/src`);

/** Format, lint, walls and exports; types of every package. One after the other: each of them takes all processors it gets. */
export async function staticChecks(tally) {
  await check(tally, 'format, lint', 'biome', ['ci', '--error-on-warnings', '.']);
  await check(tally, 'walls', 'depcruise', ['--config', '.dependency-cruiser.cjs', ...WALLED]);
  await check(tally, 'exports', 'tsx', ['scripts/unused-exports.mjs']);
  await check(tally, 'pages: links, headings, pictures', 'tsx', ['scripts/check-docs.mjs']);
  for (const name of ['web', 'server', 'simulator', 'shared']) {
    // One checker: each further one works out again what the others know, and the tests beside it need the processors.
    await check(tally, `types: ${name}`, 'tsc', ['-p', `packages/${name}`, '--singleThreaded']);
  }
}

/** Runs every test once more on another Node. */
function testsOn(tally, major) {
  return check(tally, `tests on Node ${major}`, 'tsx', ['scripts/nodes.mjs', major, VITEST, 'run']);
}

/** Builds the artifact and does with it what an operator does, on this Node and on the newest. Only where pnpm started this. */
export async function artifactChecks(tally) {
  await check(tally, 'artifact: built', 'tsx', ['scripts/artifact.mjs']);
  const newest = MAJORS.at(-1);
  const isNewest = process.versions.node.startsWith(`${newest}.`);
  const trials = [check(tally, 'artifact: tried', 'tsx', ['scripts/try-artifact.mjs'])];
  if (!isNewest) {
    const args = ['scripts/try-artifact.mjs', '--node', newest];
    trials.push(check(tally, `artifact: tried on Node ${newest}`, 'tsx', args));
  }
  await Promise.all(trials);
  if (!isNewest) await testsOn(tally, newest);
  if (process.env.NIGHTLY === 'yes') await check(tally, 'artifact: an hour', 'tsx', ['scripts/soak.mjs']);
}

/** The closing line, and the exit code that goes with it. */
export function close(tally) {
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  process.exit(tally.failed === 0 ? 0 : 1);
}
