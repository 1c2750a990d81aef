// The fast part of the tests: format, lint, walls, types, unit tests. No browser, no network.
import { close, staticChecks, tests, UNIT } from './checks.mjs';

const tally = { passed: 0, failed: 0 };
await Promise.all([staticChecks(tally), tests(tally, UNIT)]);
close(tally);
