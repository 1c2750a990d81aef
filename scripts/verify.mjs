// The fast part of the tests: format, lint, walls, types, unit tests. No browser, no network.
import { close, staticChecks, tests } from './checks.mjs';

const tally = { passed: 0, failed: 0 };
await Promise.all([staticChecks(tally), tests(tally, ['unit'])]);
close(tally);
