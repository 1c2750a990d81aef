import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

const bin = (name) => join(ROOT, 'node_modules/.bin', name);

function run(command, args, environment = {}) {
  const done = spawnSync(command, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return done.status === 0;
}

/** One named check that either holds or does not: counts as one test. */
export function check(tally, name, command, args) {
  console.log(`\n── ${name}`);
  const held = run(bin(command), args);
  tally[held ? 'passed' : 'failed'] += 1;
  if (!held) console.error(`✗ ${name}`);
}

/** Runs one vitest project and adds its counts. */
export function tests(tally, project, environment = {}) {
  console.log(`\n── tests: ${project}`);
  const folder = mkdtempSync(join(tmpdir(), 'srs-desk-test-'));
  const report = join(folder, 'report.json');
  const ended = run(
    bin('vitest'),
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    environment,
  );
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    tally.passed += numPassedTests;
    tally.failed += numFailedTests + numPendingTests + numTodoTests;
    if (!ended && numFailedTests === 0) tally.failed += 1;
    if (numPassedTests + numFailedTests === 0) tally.failed += 1;
  } catch {
    tally.failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
}

const WALLED = [
  '--config',
  '.dependency-cruiser.cjs',
  ...['shared', 'server', 'simulator'].map((name) => `packages/${name}/src`),
];

/** Format, lint and walls; types of every package. */
export function staticChecks(tally) {
  check(tally, 'format, lint', 'biome', ['ci', '--error-on-warnings', '.']);
  check(tally, 'walls', 'depcruise', WALLED);
  for (const name of ['shared', 'simulator', 'server', 'web']) {
    check(tally, `types: ${name}`, 'tsc', ['-p', `packages/${name}`]);
  }
}

/** The closing line, and the exit code that goes with it. */
export function close(tally) {
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  process.exit(tally.failed === 0 ? 0 : 1);
}
