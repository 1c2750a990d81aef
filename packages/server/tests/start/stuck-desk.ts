// A whole server with a thread that never ends; stopped as `main` is: the victim of stuck-thread.test.ts.

import { endProcess } from '../../src/app/end-process.ts';
import { startServer } from '../../src/app/start-server.ts';
import { startWorker } from '../../src/platform/threads/start-worker.ts';
import { configFor } from '../sync/desk-fixture.ts';

const nowhere = 'http://127.0.0.1:9';
const config = configFor({ url: nowhere, tokenUrl: nowhere }, process.argv[2] ?? '', { PORT: '0' });
const server = await startServer(config, { webRoot: null, logLevel: 'fatal', sync: false });
process.once('SIGTERM', () => void server.stop().then(endProcess));
const stuck = startWorker('stuck', import.meta.url, null);
stuck.once('message', () => process.stdout.write('stuck\n'));
