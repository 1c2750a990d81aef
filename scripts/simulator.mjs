// The simulator alone.
import { buildAll } from './build.mjs';
import { SIMULATOR_MAIN } from './paths.mjs';
import { runInstead } from './run-child.mjs';

await buildAll(console.error, ['simulator']);
runInstead(SIMULATOR_MAIN, process.argv.slice(2));
