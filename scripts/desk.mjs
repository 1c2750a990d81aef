// The command line: audit, backup, orders, users, doctor, seed. `desk --help` lists the commands.
import { buildAll } from './build.mjs';
import { DESK_MAIN } from './paths.mjs';
import { runInstead } from './run-child.mjs';

await buildAll(() => undefined, ['server']);
runInstead(DESK_MAIN, process.argv.slice(2));
