// Reads a database again and again, each time for a while, so that hardly a moment passes in which it does not.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const database = new Database(workerData.databasePath, { readonly: true });
const pause = new Int32Array(new SharedArrayBuffer(4));
parentPort.postMessage('reads');
for (const over = new Int32Array(workerData.over); Atomics.load(over, 0) === 0; ) {
  database.exec('BEGIN');
  database.prepare('SELECT count(*) FROM some').get();
  Atomics.wait(pause, 0, 0, 15);
  database.exec('COMMIT');
  Atomics.wait(pause, 0, 0, 3);
}
database.close();
