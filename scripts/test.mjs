// Everything: what `verify` checks, and beside it, in one run, the API against the real simulator and a real browser.
// `--nightly`: the loops that are cut short here in full length, every kill and every round. The artifact is built and tried then, and in CI.
// `--node <major>`: all of it on another Node, which is fetched from the npm registry.
import { buildAll } from './build.mjs';
import { API, artifactChecks, BROWSER, close, staticChecks, tests, UNIT } from './checks.mjs';
import { findChromium } from './find-chromium.mjs';
import { runOn } from './nodes.mjs';

const at = process.argv.indexOf('--node');
if (at > 0) await runOn(process.argv[at + 1], process.argv[1], process.argv.slice(2).toSpliced(at - 2, 2));

process.env.NIGHTLY = process.argv.includes('--nightly') ? 'yes' : 'no';
const tally = { passed: 0, failed: 0 };

async function buildAndTest() {
  process.env.CHROMIUM_PATH = await findChromium();
  await buildAll(console.log);
  await tests(tally, [...UNIT, ...API, ...BROWSER]);
}

await Promise.all([staticChecks(tally), buildAndTest()]);
if (process.env.NIGHTLY === 'yes' || process.env.CI === 'true') await artifactChecks(tally);
close(tally);
