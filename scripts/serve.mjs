// The production server against the SRS named in the environment or in .env.
import { buildAll } from './build.mjs';
import { SERVER_MAIN } from './paths.mjs';
import { runInstead } from './run-child.mjs';

await buildAll(console.error, ['server', 'web']);
runInstead(SERVER_MAIN, process.argv.slice(2), { DESK_MODE: 'serve' });
