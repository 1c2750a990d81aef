// Everything: what `verify` checks, and beside it, in one run, the API against the real simulator and a real browser.
// `--nightly`: the loops that are cut short here in full length, every kill and every round. The artifact is built and tried in both, and in CI.
import { buildAll } from './build.mjs';
import { artifactChecks, close, staticChecks, tests } from './checks.mjs';
import { findChromium } from './find-chromium.mjs';

if (process.argv.includes('--nightly')) process.env.NIGHTLY = 'yes';
const tally = { passed: 0, failed: 0 };

async function buildAndTest() {
  process.env.CHROMIUM_PATH = await findChromium();
  await buildAll(console.log);
  await tests(tally, ['unit', 'api', 'browser']);
}

await Promise.all([staticChecks(tally), buildAndTest()]);
if (process.env.NIGHTLY === 'yes' || process.env.CI === 'true') await artifactChecks(tally);
close(tally);
