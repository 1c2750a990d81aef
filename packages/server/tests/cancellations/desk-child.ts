// A whole server on the data folder given, until it is killed: the victim of kill.test.ts.

import { startServer } from '../../src/app/start-server.ts';
import { configFor } from '../sync/desk-fixture.ts';

const [folder = '', simulator = ''] = process.argv.slice(2);
const config = configFor({ url: simulator, tokenUrl: `${simulator}/oauth/token` }, folder, { PORT: '0' });
// Answers that hang are given up soon, so that the run is about killing and not about waiting.
const timeouts = { token: 2_000, get_status: 2_000, cancel_order: 2_000, verify: 2_000 };
await startServer(config, { webRoot: null, logLevel: 'fatal', srs: { timeouts } });
