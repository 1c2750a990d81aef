// Everything: what `verify` checks, then the API against the real simulator, then a real browser.
import { buildAll } from './build.mjs';
import { close, staticChecks, tests } from './checks.mjs';
import { findChromium } from './find-chromium.mjs';

const CHROMIUM_PATH = findChromium();
const tally = { passed: 0, failed: 0 };
staticChecks(tally);
await buildAll(console.log);
tests(tally, 'unit');
tests(tally, 'api');
tests(tally, 'browser', { CHROMIUM_PATH });
close(tally);
