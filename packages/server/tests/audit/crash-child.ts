// Makes calls without end on the data folder given, until it is killed: the victim of crash.test.ts.
import { join } from 'node:path';
import { startLedger } from '../../src/app/start-ledger.ts';
import { loadOrCreateKeys } from '../../src/platform/ledger/key-file.ts';
import { Recorder } from '../../src/platform/recorder/recorder.ts';
import { makeCall } from './call-load.ts';

const [folder = '', srs = ''] = process.argv.slice(2);
const clock = { now: () => Date.now() };
const keys = loadOrCreateKeys(join(folder, 'keys', 'audit-key.json'));
const ledger = await startLedger({ databasePath: join(folder, 'desk.db'), keys, clock });
await ledger.record([{ name: 'call.recover', args: null }], [{ action: 'system.start', actor: 'system' }]);
const recorder = new Recorder({ ledger, clock, urls: { srs } });

let n = 0;
async function work(): Promise<void> {
  for (;;) {
    await makeCall(recorder, n++);
    if (n % 40 === 0) await ledger.checkpoint();
  }
}
await Promise.all(Array.from({ length: 12 }, work));
