import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

export const SERVER_MAIN = join(ROOT, 'packages/server/dist/main.js');
export const DESK_MAIN = join(ROOT, 'packages/server/dist/desk.js');
export const SIMULATOR_MAIN = join(ROOT, 'packages/simulator/dist/main.js');
